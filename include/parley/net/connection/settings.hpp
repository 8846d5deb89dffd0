// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "parley/net/admission/client_address.hpp"
#include "parley/net/admission/limits.hpp"
#include "parley/net/admission/origin.hpp"

namespace parley::net {

/// Settings that may change while the server runs. New values apply to new work.
struct Settings {
  Limits limits;
  Rate input{512.0 * 1024, 1024.0 * 1024};  ///< all bytes from one connection
  Heartbeat heartbeat;
  Drain drain;
  std::vector<Origin> origins;
  TrustedProxies trusted_proxies;
  std::vector<Origin> embed_origins;  ///< whose pages may show ours in a frame; none is opaque
};

}  // namespace parley::net
