// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/entrance.hpp"

#include <string_view>
#include <utility>

namespace parley::chat {

using protocol::CloseReason;

namespace {

CloseReason close_reason_of(access::TokenFault fault) noexcept {
  switch (fault) {
    case access::TokenFault::Expired:
      return CloseReason::TokenExpired;
    case access::TokenFault::NotForThisRoom:
      return CloseReason::NotForThisRoom;
    case access::TokenFault::Invalid:
      break;
  }
  return CloseReason::TokenInvalid;
}

}  // namespace

void Entrance::set_rules(RoomRules rules) {
  rules_ = std::move(rules);
  ++rules_version_;
  remembered_.clear();
}

void Entrance::ask(Request request, Answer answer) {
  proceed(std::make_shared<Newcomer>(
      Newcomer{.request = std::move(request), .answer = std::move(answer)}));
}

/// Goes through the rules from the beginning. A check that takes longer comes back here, because
/// everything may have changed meanwhile.
void Entrance::proceed(const Pending& newcomer) {
  if (newcomer->rules != rules_version_) {
    newcomer->rules = rules_version_;
    newcomer->grant.reset();
    newcomer->is_password_right = false;
  }
  const auto refuse = [&](CloseReason reason) { newcomer->answer({.refusal = reason}); };
  const Request& request = newcomer->request;
  static const RoomPolicy kNoPolicy;
  const RoomPolicy* const found = rules_.policy_of(request.room_id);
  const RoomPolicy& policy = found == nullptr ? kNoPolicy : *found;
  if (request.credentials.token && !newcomer->grant) return check_token(newcomer);
  if (policy.needs_token && !newcomer->grant) return refuse(CloseReason::TokenRequired);
  if (needs_password(*newcomer, policy)) {
    if (!request.credentials.password) return refuse(CloseReason::PasswordRequired);
    if (has_too_many_tries(request)) return refuse(CloseReason::TooManyTries);
    if (!newcomer->is_password_right) return check_password(newcomer, policy);
    if (request.address) visitors_.add(*request.address, request.room_id);
  }
  const bool is_moderator = newcomer->grant && newcomer->grant->is_moderator;
  if (policy.is_locked && !is_moderator) return refuse(CloseReason::Locked);
  newcomer->answer({.refusal = {}, .grant = newcomer->grant});
}

bool Entrance::needs_password(const Newcomer& newcomer, const RoomPolicy& policy) {
  return policy.password != nullptr && !newcomer.grant;
}

/// Guesses from many addresses must not lock out those who know the password.
bool Entrance::has_too_many_tries(const Request& request) const {
  const TimePoint now = scheduler_.now();
  if (request.address && failures_.is_address_over(*request.address, now)) return true;
  if (!failures_.is_room_over(request.room_id, now)) return false;
  return !request.address || !visitors_.contains(*request.address, request.room_id);
}

void Entrance::check_token(const Pending& newcomer) {
  if (rules_.tokens == nullptr) return newcomer->answer({.refusal = CloseReason::TokenInvalid});
  const Request& request = newcomer->request;
  const bool is_accepted =
      check_ != nullptr &&
      check_->check_token(
          {rules_.tokens, *request.credentials.token, request.room_id, scheduler_.wall_clock()},
          [this, newcomer](const auto& result) { on_token(newcomer, result); });
  if (!is_accepted) newcomer->answer({.refusal = CloseReason::OverCapacity});
}

void Entrance::on_token(const Pending& newcomer,
                        const std::optional<CredentialCheck::TokenResult>& result) {
  if (!result) return newcomer->answer({.refusal = CloseReason::InternalError});
  if (newcomer->rules != rules_version_) return proceed(newcomer);
  if (const auto* const refusal = std::get_if<access::TokenRefusal>(&*result)) {
    log_.write(LogLevel::Debug, "token-refused",
               {{"room", PrivateRoom{newcomer->request.room_id}}, {"detail", refusal->detail}});
    return newcomer->answer({.refusal = close_reason_of(refusal->fault)});
  }
  if (accept_grant(*newcomer, std::get<access::Grant>(*result))) proceed(newcomer);
}

/// Only text can be held back here; the other slots are held back by nobody yet. So such a token
/// would let its client do more than it says.
bool Entrance::accept_grant(Newcomer& newcomer, const access::Grant& grant) {
  if (grant.held.microphone || grant.held.camera || grant.held.screen) {
    log_.write(
        LogLevel::Debug, "token-refused",
        {{"room", PrivateRoom{newcomer.request.room_id}}, {"detail", "only text can be held"}});
    newcomer.answer({.refusal = CloseReason::TokenInvalid});
    return false;
  }
  newcomer.grant = grant;
  return true;
}

/// Of each password one check at a time is under way, and the others wait for it: of many clients
/// that know the password only the first costs a check, and of many guesses only those that an
/// address may have.
void Entrance::check_password(const Pending& newcomer, const RoomPolicy& policy) {
  const std::string& password = *newcomer->request.credentials.password;
  const std::string hash = policy.password->text();
  const auto known = remembered_.find(hash);
  if (known != remembered_.end()) {
    return on_password(newcomer, known->second.matches(key_, password));
  }
  const auto [queue, is_free] = queues_.try_emplace(hash);
  if (!is_free && queue->second.size() < kMaxQueued) return queue->second.push_back(newcomer);
  if (!is_free) return newcomer->answer({.refusal = CloseReason::OverCapacity});
  const bool is_accepted =
      check_ != nullptr && check_->check_password({policy.password, password},
                                                  [this, newcomer, hash](const auto& is_right) {
                                                    on_checked(newcomer, hash, is_right);
                                                  });
  if (is_accepted) return;
  queues_.erase(queue);
  newcomer->answer({.refusal = CloseReason::OverCapacity});
}

void Entrance::on_checked(const Pending& newcomer, const std::string& hash,
                          const std::optional<bool>& is_right) {
  const auto queue = queues_.extract(hash);
  on_password(newcomer, is_right);
  if (queue.empty()) return;
  for (const Pending& next : queue.mapped()) proceed(next);
}

void Entrance::on_password(const Pending& newcomer, const std::optional<bool>& is_right) {
  if (!is_right) return newcomer->answer({.refusal = CloseReason::InternalError});
  if (newcomer->rules != rules_version_) return proceed(newcomer);
  if (!*is_right) return refuse_password(*newcomer);
  const RoomPolicy* const policy = rules_.policy_of(newcomer->request.room_id);
  remembered_.try_emplace(policy->password->text(), key_, *newcomer->request.credentials.password);
  newcomer->is_password_right = true;
  proceed(newcomer);
}

/// Of many checks at once, those beyond the limit get the same answer as later ones.
void Entrance::refuse_password(const Newcomer& newcomer) {
  const Request& request = newcomer.request;
  const bool is_beyond = has_too_many_tries(request);
  failures_.add(request.address, request.room_id, scheduler_.now());
  newcomer.answer({.refusal = is_beyond ? CloseReason::TooManyTries : CloseReason::PasswordWrong});
}

}  // namespace parley::chat
