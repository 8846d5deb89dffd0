// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/closing_handshake.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"
#include "parley/protocol/session_message.hpp"

namespace parley::net {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using protocol::CloseReason;

namespace {

constexpr Duration kLongestTakeOver = std::chrono::seconds{1};

std::string closing_text(const protocol::CloseInfo& info) {
  const std::string sentence{info.sentence};
  return info.tells_name() ? std::string{info.name} + ": " + sentence : sentence;
}

/// The `data` of `bye`. Base clients expect a string.
std::string bye_data(const protocol::CloseInfo& info, bool has_session) {
  std::string sentence = protocol::json_string(info.sentence);
  if (!has_session || !info.tells_name()) return sentence;
  return R"({"reason":)" + protocol::json_string(info.name) + R"(,"message":)" + sentence + "}";
}

}  // namespace

void ClosingHandshake::begin(CloseReason reason, const Client& client,
                             std::shared_ptr<void> owner) {
  Duration patience = services_.settings.limits.close_deadline;
  // No client waits for this connection, and it is no longer counted.
  if (reason == CloseReason::TakenOver) patience = std::min(patience, kLongestTakeOver);
  deadline_ = services_.scheduler.now() + patience;
  if (!websocket_.is_open()) return;
  // The client receives all of this output on its other connection.
  if (reason == CloseReason::TakenOver && !stream_.discard_output()) return stream_.close();
  const auto& info = protocol::close_info(reason);
  if (info.says_bye) say_bye(reason, client);
  const websocket::close_reason frame{static_cast<websocket::close_code>(info.code),
                                      beast::string_view{closing_text(info)}};
  is_closing_ = true;
  websocket_.async_close(
      frame, [this, owner = std::move(owner)](error_code ec) mutable { finish(ec, owner); });
}

void ClosingHandshake::say_bye(CloseReason reason, const Client& client) {
  if (reason == CloseReason::Draining && client.has_session) {
    std::string data;
    protocol::append_going_away(data, services_.connections.next_return_delay());
    say(client, "going-away", data);
  }
  say(client, "bye", bye_data(protocol::close_info(reason), client.has_session));
}

/// This does not use the chat layer, which has removed the client already.
void ClosingHandshake::say(const Client& client, std::string_view type, std::string_view data) {
  std::string frame;
  protocol::append_frame(frame, {.sender = protocol::kServerAddress,
                                 .receiver = client.name,
                                 .type = type,
                                 .id = {},
                                 .data = data});
  // If the queue is full, this frame is dropped: the client would not read it anyway.
  (void)stream_.append(frame, services_.settings.limits.output_bytes);
}

void ClosingHandshake::on_read(error_code ec, std::shared_ptr<void> owner) {
  if (ec == websocket::error::closed || (ec && !is_closing_)) finish(ec, std::move(owner));
}

/// After a complete closing handshake the server closes first (RFC 6455 section 7.1.1); otherwise
/// the peer may still be sending.
void ClosingHandshake::finish(error_code ec, std::shared_ptr<void> owner) {
  const bool is_handshake_complete = !ec || ec == websocket::error::closed;
  stream_.finish(std::move(owner), is_handshake_complete);
}

}  // namespace parley::net
