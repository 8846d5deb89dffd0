// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "parley/net/transport/transport.hpp"
#include "parley/protocol/close_reason.hpp"

namespace parley::net {

/// What it means for the connection that Beast's async_read ended with `ec`; if that is because of
/// a Close frame, `close_code` was in it.
[[nodiscard]] protocol::CloseReason close_reason_of(error_code ec, std::uint16_t close_code);

/// Whether `text`, otherwise valid UTF-8, breaks off in the middle of a character. Beast 1.81
/// checks UTF-8 but overlooks this where the last fragment of a message is empty.
[[nodiscard]] bool ends_within_character(std::string_view text) noexcept;

}  // namespace parley::net
