// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "parley/net/admission/client_address.hpp"
#include "parley/net/admission/limits.hpp"
#include "parley/net/admission/origin.hpp"

namespace parley::net {

/// What may change while the server runs. New values hold for new work.
struct Settings {
  Limits limits;
  Rate input{512.0 * 1024, 1024.0 * 1024};  ///< bytes from one connection, of any kind
  Heartbeat heartbeat;
  Drain drain;
  std::vector<Origin> origins;
  TrustedProxies trusted_proxies;
};

}  // namespace parley::net
