// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace parley::net {

/// What a Pong repeats of the server's Ping (RFC 6455 section 5.5.3), so that one that a client
/// sends unasked is told from it. Only one Ping at a time waits for its Pong: no number is needed.
inline constexpr std::string_view kPingPayload = "parley";

/// The whole Ping frame of the server: final, unmasked, six bytes.
inline constexpr std::string_view kPingFrame = "\x89\x06parley";

}  // namespace parley::net
