// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/room_entry.hpp"

#include <utility>

namespace parley::net {

using protocol::CloseReason;

chat::ChatClient* RoomEntry::resume(chat::Connection& connection) {
  const auto resume = std::move(join_.resume);
  if (!resume || !join_.wants_session) return nullptr;
  return services_.chat.resume_session(join_.room_id, resume->token, resume->received, connection,
                                       account_);
}

void RoomEntry::ask(const std::shared_ptr<void>& owner, Answer answer) {
  chat::Entrance& entrance = services_.chat.entrance();
  if (!entrance.has_rules()) return answer({});
  answer_ = std::make_shared<Answer>(std::move(answer));
  deadline_ = services_.scheduler.call_after(entrance.deadline(), [this, owner] {
    finish({.refusal = CloseReason::OverCapacity, .grant = {}});
  });
  chat::Entrance::Request request{.room_id = join_.room_id, .credentials = {}, .address = {}};
  if (const auto credentials = std::move(join_.credentials)) {
    request.credentials = std::move(*credentials);
  }
  if (const Account* const account = account_.get()) request.address = account->key;
  // The connection may end before the check does.
  entrance.ask(std::move(request), [this, asked = std::weak_ptr{answer_}](const auto& verdict) {
    if (!asked.expired()) finish(verdict);
  });
}

/// The answer may destroy this.
void RoomEntry::finish(const chat::Entrance::Verdict& verdict) {
  const auto deadline = std::move(deadline_);  // holds the owner until the end
  const auto answer = std::exchange(answer_, nullptr);
  (*answer)(verdict);
}

chat::JoinResult RoomEntry::join(chat::Connection& connection,
                                 const chat::Entrance::Verdict& verdict) {
  std::string username = std::move(*join_.username);
  chat::Standing standing;
  if (verdict.grant) {
    standing = {.is_text_held = verdict.grant->held.text,
                .is_name_fixed = verdict.grant->username.has_value()};
    if (verdict.grant->username) username = *verdict.grant->username;
  }
  chat::ChatManager& chat = services_.chat;
  if (!join_.wants_session) {
    return chat.join(join_.room_id, std::move(username), connection, standing);
  }
  return chat.open_session(join_.room_id, std::move(username), connection, account_, standing);
}

}  // namespace parley::net
