// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "parley/net/transport/transport.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::net {

/// The reason for the end of the connection when Beast's async_read has ended with `ec`. If a Close
/// frame caused that, `close_code` is its code.
[[nodiscard]] protocol::CloseReason close_reason_of(error_code ec, std::uint16_t close_code);

}  // namespace parley::net
