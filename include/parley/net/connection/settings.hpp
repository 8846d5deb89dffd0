// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parley/net/admission/client_address.hpp"
#include "parley/net/admission/limits.hpp"
#include "parley/net/admission/origin.hpp"

namespace parley::net {

/// The longest base path, in bytes.
inline constexpr std::size_t kMaxBasePath = 128;

/// Whether `text` is a base path such as "/parley" or "/a/b": segments of letters, digits and
/// - . _ ~ except "." and "..", without a slash at the end. It is empty if the server is at the
/// root.
[[nodiscard]] bool is_base_path(std::string_view text);

/// Settings that may change while the server runs. New values apply to new work.
struct Settings {
  Limits limits;
  Rate input{512.0 * 1024, 1024.0 * 1024};  ///< all bytes from one connection
  Heartbeat heartbeat;
  Drain drain;
  std::vector<Origin> origins;
  TrustedProxies trusted_proxies;
  std::vector<Origin> embed_origins;  ///< origins of pages that may frame the server's pages
  std::string base_path;              ///< path of the server; see is_base_path
};

}  // namespace parley::net
