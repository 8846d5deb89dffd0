// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "parley/net/transport/tls_context.hpp"

namespace parley::daemon {

/// The certificate that holds now, and whether its files have changed since it was read: whoever
/// renews certificates need not know how to tell us.
class Certificate {
 public:
  /// Reads the files anew. Returns what is wrong with them; the old context stays then, and the
  /// same files are not called changed again.
  [[nodiscard]] std::string load(const net::TlsFiles& files);

  /// For the start. Throws std::runtime_error.
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
