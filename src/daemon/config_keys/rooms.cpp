// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/make_object_key.hpp"
#include "parley/base/utf8.hpp"

namespace parley::daemon {

using namespace std::chrono_literals;

namespace {

using chat::RoomPolicy;

constexpr Names<bool, 2> kTokenNeeds{{{"optional", false}, {"required", true}}};
constexpr Names<bool, 2> kBooleans{{{"false", false}, {"true", true}}};

/// A malformed pattern would match nothing, and leave its rooms open to everybody.
bool is_glob(std::string_view text) {
  constexpr std::size_t kMaxBytes = 1024;
  if (text.empty() || text.size() > kMaxBytes) return false;
  while (!text.empty()) {
    if (!utf8::take_code_point(text)) return false;
  }
  return true;
}

Field<RoomPolicy> password_hash_field() {
  const auto read = [](RoomPolicy& policy, const FieldEntry& entry, const auto&) {
    const auto problem = [&](std::string reason) {
      return std::vector<Problem>{{entry.line, std::move(reason)}};
    };
    if (entry.values.size() != 1) return problem("expected one value");
    auto hash = access::PasswordHash::parse(entry.values.front().text);
    if (!hash) return problem("expected a line of parleyd --hash-password");
    policy.password = std::make_shared<const access::PasswordHash>(std::move(*hash));
    return std::vector<Problem>{};
  };
  return {{"password_hash", "a hash",
           "Hash of the password of these rooms, as parleyd --hash-password prints it. A client "
           "with a valid token needs no password."},
          read,
          [](const RoomPolicy& policy) {
            if (policy.password == nullptr) return std::string{};
            return yaml_quote(kHiddenSecret) + "  # not shown";
          }};
}

std::vector<std::pair<std::string, std::string>> check_policy(const RoomPolicy& policy,
                                                              const ObjectEntry& entry) {
  const bool is_reported = policy.match.empty() && entry.find("match") != nullptr;
  if (is_reported || is_glob(policy.match)) return {};
  return {{"match", "requires a pattern of 1 to 1024 bytes of UTF-8"}};
}

Key policies_key() {
  ObjectType<RoomPolicy> type{
      "a list of policies, each with the fields below",
      {text_field<RoomPolicy>(
           "match",
           "Pattern of the rooms' ids, in which * stands for any number of characters and ? for "
           "one.",
           [](auto& p) -> auto& { return p.match; }),
       one_field<RoomPolicy>(
           "token",
           "Whether newcomers need a valid token; then a password is no substitute. By default "
           "optional.",
           [](auto& p) -> auto& { return p.needs_token; }, choice_type(kTokenNeeds)),
       password_hash_field(),
       one_field<RoomPolicy>(
           "locked",
           "Whether only newcomers whose token has the role moderator may join. By default false.",
           [](auto& p) -> auto& { return p.is_locked; }, choice_type(kBooleans))},
      check_policy,
      R"(rooms:
  policies:
    - match: board-*
      token: required
    - match: tea
      password_hash: scrypt$16384$8$5$c2FsdHNhbHRzYWx0c2FsdA$lUTND7Q1teCMz1JXy6PbT4N6Os2Iq4TQUnKq-PsEvLU
)"};
  return object_key(
      {"rooms.policies",
       "Whom rooms admit. The first policy whose pattern matches the id of a room applies to it; a "
       "room without a policy admits everybody.",
       "The client is closed with 4401, 4403 or 4423."},
      [](auto& c) -> auto& { return c.policies; }, std::move(type));
}

}  // namespace

Group room_keys() {
  return {"Rooms",
          "Limits of rooms, and the timing of messages about their members.",
          {one_key(
               {"rooms.max", "Maximum number of rooms at one time.",
                "A client that would open another room is closed with 1013."},
               [](auto& c) -> auto& { return c.chat.rooms; }, count_type(1, 1'000'000)),
           one_key(
               {"rooms.clients",
                "Maximum number of clients in one room. The seats of absent clients count.",
                "Further clients are closed with 4430."},
               [](auto& c) -> auto& { return c.chat.clients_per_room; }, count_type(1, 1'000'000)),
           one_key(
               {"rooms.room_info_interval",
                "Time for which the server collects changes of a room before it announces them "
                "in one room-info message."},
               [](auto& c) -> auto& { return c.chat.room_info_interval; }, duration_type(0s, 1h)),
           one_key(
               {"rooms.first_message_wait",
                "Longest time for which the server delays room-info messages to a client that has "
                "not sent anything yet.",
                "The server sends the room-info message."},
               [](auto& c) -> auto& { return c.chat.first_message_wait; }, duration_type(0s, 1h)),
           policies_key()}};
}

}  // namespace parley::daemon
