// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/websocket_quirks.hpp"

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

}  // namespace parley::net
