// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "parley/net/transport/tls_context.hpp"

namespace parley::daemon {

/// The certificate in use. It detects that the files have changed since it read them, so a program
/// that renews certificates need not notify the daemon.
class Certificate {
 public:
  /// Reads the files again. Returns an error if they are unusable. The old context then stays, and
  /// the same files do not count as changed again.
  [[nodiscard]] std::string load(const net::TlsFiles& files);

  /// Like load(), for startup: throws std::runtime_error instead of returning an error.
  void load_or_throw(const net::TlsFiles& files);

  [[nodiscard]] bool has_changed_on_disk() const;

  /// Null before the first successful load.
  [[nodiscard]] const std::shared_ptr<const net::TlsContext>& context() const noexcept {
    return context_;
  }

 private:
  using Times = std::array<std::filesystem::file_time_type, 2>;
  [[nodiscard]] static Times times_of(const net::TlsFiles& files);

  std::shared_ptr<const net::TlsContext> context_;
  net::TlsFiles files_;
  Times times_{};
};

}  // namespace parley::daemon
