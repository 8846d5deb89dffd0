// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "chat/exit.hpp"
#include "chat/incoming.hpp"
#include "chat/request_handlers.hpp"
#include "chat/responder.hpp"
#include "chat/session_keeper.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/counters.hpp"
#include "parley/chat/delivery.hpp"
#include "parley/chat/limits.hpp"
#include "parley/chat/message_result.hpp"

namespace parley::chat {

/// Routes one message (docs/protocol.md, "Delivery"): scans it, finds its receiver in the sender's
/// room, delivers it or passes it to RequestHandlers, and charges the sender. ChatManager owns it.
class MessageRouter {
 public:
  struct Parts {
    const Limits& limits;
    Scheduler& scheduler;
    Counters& counters;
    Delivery& delivery;
    Responder& responder;
    RequestHandlers& requests;
    SessionKeeper& sessions;
    Exit& exit;
  };
  explicit MessageRouter(const Parts& parts) : parts_(parts) {}
  MessageRouter(const MessageRouter&) = delete;
  MessageRouter& operator=(const MessageRouter&) = delete;

  /// See ChatManager::on_message.
  [[nodiscard]] MessageResult route(ChatClient& client, std::string_view text);

 private:
  [[nodiscard]] Verdict dispatch(Incoming& message);
  [[nodiscard]] Verdict dispatch_by_type(Incoming& message);
  [[nodiscard]] Verdict to_client(Incoming& message);
  [[nodiscard]] Verdict to_room(Incoming& message);
  void count_received(const Incoming& message);
  [[nodiscard]] bool carry_out(Incoming& message, const Verdict& verdict);
  [[nodiscard]] bool refuse(Incoming& message, const Refusal& refusal);
  void close(ChatClient& client, protocol::CloseReason reason);
  [[nodiscard]] MessageResult pace(Incoming& message);

  const Parts parts_;
  std::string frame_;  // scratch: composed once, then copied to each receiver
};

}  // namespace parley::chat
