// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "parley/net/transport/transport.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::net {

/// What it means for the connection that Beast's async_read ended with `ec`; if that is because of
/// a Close frame, `close_code` was in it.
[[nodiscard]] protocol::CloseReason close_reason_of(error_code ec, std::uint16_t close_code);

}  // namespace parley::net
