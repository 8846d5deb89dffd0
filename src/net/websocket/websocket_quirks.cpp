// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/websocket_quirks.hpp"

#include <algorithm>
#include <cstddef>

#include <boost/beast/websocket/error.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace parley::net {

using protocol::CloseReason;
namespace websocket = boost::beast::websocket;

CloseReason close_reason_of(error_code ec, std::uint16_t close_code) {
  if (ec == websocket::error::closed) {
    const bool is_leaving = close_code == websocket::close_code::normal ||
                            close_code == websocket::close_code::going_away;
    return is_leaving ? CloseReason::ClosedByClient : CloseReason::Disconnected;
  }
  if (ec == websocket::error::message_too_big || ec == websocket::error::buffer_overflow) {
    return CloseReason::MessageTooBig;
  }
  if (ec == websocket::error::bad_frame_payload) return CloseReason::InvalidUtf8;
  if (ec == websocket::condition::protocol_violation) return CloseReason::ProtocolError;
  return CloseReason::ConnectionLost;
}

bool ends_within_character(std::string_view text) noexcept {
  constexpr std::size_t kLongestHead = 3;
  for (std::size_t i = 1; i <= std::min(text.size(), kLongestHead); ++i) {
    const auto byte = static_cast<unsigned char>(text[text.size() - i]);
    if ((byte & 0xc0) == 0x80) continue;
    const std::size_t length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > i;
  }
  return false;
}

}  // namespace parley::net
