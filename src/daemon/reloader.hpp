// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "parley/chat/chat_manager.hpp"
#include "parley/daemon/certificate.hpp"
#include "parley/daemon/command_line.hpp"
#include "parley/daemon/config.hpp"
#include "parley/daemon/log.hpp"
#include "parley/daemon/metrics.hpp"
#include "parley/net/server.hpp"

namespace parley::daemon {

/// Applies a new configuration or certificate while the daemon runs. A mistake in either is logged
/// and changes nothing. Daemon owns it.
class Reloader {
 public:
  struct Parts {
    const CommandLine& command_line;
    const Config& started_with;
    Config& config;  ///< the current configuration
    chat::ChatManager& chat;
    net::Server& server;
    Metrics& metrics;
    Certificate& certificate;
    Log& log;
  };
  explicit Reloader(const Parts& parts) : parts_(parts) {}

  /// Reads the configuration again.
  void reload();

  /// Reads the certificate again if its files have changed.
  void look_at_certificate();

 private:
  void apply(Config config);
  void renew_certificate();

  const Parts parts_;
};

}  // namespace parley::daemon
