// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/exit.hpp"

#include "parley/protocol/envelope.hpp"
#include "parley/protocol/error_code.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

void Exit::leave(ChatClient& client, std::string_view departure) {
  if (client.session() != nullptr && sessions_.remove(client)) delivery_.release(client);
  const RoomRegistry::Removed removed = rooms_.remove(client, departure);
  if (removed.room == nullptr || removed.client->session() == nullptr) return;
  report_undelivered(*removed.room, *removed.client);
}

/// The session has ended with unacknowledged messages. Only senders that speak parley.v1 know
/// `undelivered`, so only they are told.
void Exit::report_undelivered(ChatRoom& room, const ChatClient& gone) {
  using protocol::ErrorCode;
  const ReplayBuffer& replay = gone.session()->replay();
  const std::string_view sentence = protocol::error_info(ErrorCode::Undelivered).sentence;
  const auto report = [&](std::string_view sender_id, const protocol::Envelope& envelope) {
    ChatClient* const sender = room.find(sender_id);
    if (sender == nullptr || sender->session() == nullptr) return;
    responder_.send_error(*sender, ErrorCode::Undelivered, sentence, envelope);
  };
  replay.for_each([&](std::string_view frame) {
    protocol::Envelope envelope;
    (void)protocol::scan_envelope(protocol::frame_payload(frame), envelope);
    // A late `bye` needs no report: clients send it to members that leave.
    const bool is_bye = protocol::message_type(envelope.type) == protocol::MessageType::Bye;
    if (envelope.receiver == protocol::kRoomAddress || is_bye) return;
    report(protocol::frame_sender(frame), envelope);
  });
  for (const ReplayBuffer::Forgotten& forgotten : replay.forgotten()) {
    protocol::Envelope envelope;
    envelope.receiver = gone.id().view();
    report(forgotten.sender, envelope);
  }
}

}  // namespace parley::chat
