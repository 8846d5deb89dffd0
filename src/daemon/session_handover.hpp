// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

#include "parley/base/event_log.hpp"
#include "parley/chat/chat_manager.hpp"
#include "parley/daemon/state_file.hpp"

namespace parley::daemon {

/// Takes over the sessions of parley.v1 clients from the previous process, and passes them to the
/// next one, through the state file. After a failure, which is logged, the sessions are lost.
class SessionHandover {
 public:
  /// If `configured` is empty, the file is in the folder that systemd has created for this service
  /// (RUNTIME_DIRECTORY, systemd.exec(5)); without that folder there is no file.
  SessionHandover(chat::ChatManager& chat, const Scheduler& clock, EventLog& log,
                  const std::filesystem::path& configured);

  /// REQUIRES: no client is connected yet.
  void take();
  /// REQUIRES: all clients have disconnected.
  void give() const;

 private:
  void take_or_throw();
  void log_sessions(std::string_view event, const chat::Snapshot& snapshot) const;
  void log_problem(std::string_view event, std::string_view problem) const;

  chat::ChatManager& chat_;
  const Scheduler& clock_;
  EventLog& log_;
  const StateFile file_;
};

}  // namespace parley::daemon
