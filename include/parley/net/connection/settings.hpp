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

/// "/parley" or "/a/b": segments of letters, digits and - . _ ~ that are not "." or "..", without a
/// slash at the end. Also nothing, if the server is at the root.
[[nodiscard]] bool is_base_path(std::string_view text);

/// Settings that may change while the server runs. New values apply to new work.
struct Settings {
  Limits limits;
  Rate input{512.0 * 1024, 1024.0 * 1024};  ///< all bytes from one connection
  Heartbeat heartbeat;
  Drain drain;
  std::vector<Origin> origins;
  TrustedProxies trusted_proxies;
  std::vector<Origin> embed_origins;  ///< whose pages may show ours in a frame; none is opaque
  std::string base_path;              ///< the server is below it; see is_base_path
};

}  // namespace parley::net
