// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/websocket_quirks.hpp"

#include <utility>
#include <vector>

#include <boost/asio/error.hpp>
#include <boost/beast/websocket/error.hpp>
#include <gtest/gtest.h>

namespace parley::net {
namespace {

using protocol::CloseReason;
namespace websocket = boost::beast::websocket;

TEST(CloseReasonOf, ACloseFrameIsTheClientsWishOrALostConnection) {
  const error_code closed = websocket::error::closed;
  EXPECT_EQ(close_reason_of(closed, 1000), CloseReason::ClosedByClient);
  EXPECT_EQ(close_reason_of(closed, 1001), CloseReason::ClosedByClient);
  for (const std::uint16_t code : std::vector<std::uint16_t>{0, 1005, 1011, 3000, 4999}) {
    EXPECT_EQ(close_reason_of(closed, code), CloseReason::Disconnected) << code;
  }
}

TEST(CloseReasonOf, AnErrorOfTheProtocolIsTheClientsFault) {
  for (const auto& [error, reason] : std::vector<std::pair<websocket::error, CloseReason>>{
           {websocket::error::message_too_big, CloseReason::MessageTooBig},
           {websocket::error::buffer_overflow, CloseReason::MessageTooBig},
           {websocket::error::bad_frame_payload, CloseReason::InvalidUtf8},
           {websocket::error::bad_opcode, CloseReason::ProtocolError},
           {websocket::error::bad_unmasked_frame, CloseReason::ProtocolError},
           {websocket::error::bad_close_code, CloseReason::ProtocolError}}) {
    EXPECT_EQ(close_reason_of(error, 0), reason) << error_code{error}.message();
  }
}

TEST(CloseReasonOf, EverythingElseIsALostConnection) {
  for (const error_code ec :
       {error_code{boost::asio::error::eof}, error_code{boost::asio::error::connection_reset},
        error_code{boost::asio::error::operation_aborted}}) {
    EXPECT_EQ(close_reason_of(ec, 0), CloseReason::ConnectionLost) << ec.message();
  }
}

}  // namespace
}  // namespace parley::net
