// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "parley/access/failure_table.hpp"
#include "parley/access/grant.hpp"
#include "parley/access/remembered_password.hpp"
#include "parley/base/accounts.hpp"
#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/credential_check.hpp"
#include "parley/chat/room_rules.hpp"
#include "parley/chat/visitor_table.hpp"
#include "parley/protocol/close_reason.hpp"
#include "parley/protocol/credentials.hpp"

namespace parley::chat {

/// Decides by the rules of a room whether a newcomer may join it: its token, its password, the
/// lock. Clients that resume a session are no newcomers. Wrong passwords are counted, so that
/// nobody can guess them. ChatManager owns it.
class Entrance {
 public:
  /// `check` is null where no rules are set. `key` is random.
  Entrance(Scheduler& scheduler, CredentialCheck* check, const access::ProcessKey& key,
           EventLog& log)
      : scheduler_(scheduler), check_(check), key_(key), log_(log) {}
  Entrance(const Entrance&) = delete;
  Entrance& operator=(const Entrance&) = delete;

  struct Request {
    std::string room_id;
    protocol::Credentials credentials;
    std::optional<AddressKey> address;  ///< nothing: the client is charged to no address
  };
  struct Verdict {
    std::optional<protocol::CloseReason> refusal{};
    std::optional<access::Grant> grant{};  ///< of the client's token
  };
  using Answer = std::function<void(const Verdict&)>;

  /// Calls `answer` at once or later, and then keeps nothing of the credentials. The caller sets a
  /// deadline.
  void ask(Request request, Answer answer);

  [[nodiscard]] bool has_rules() const noexcept { return !rules_.empty(); }
  [[nodiscard]] Duration deadline() const noexcept { return rules_.deadline; }

  /// New rules apply to everybody who has not joined yet.
  void set_rules(RoomRules rules);

 private:
  /// A client at the entrance, and what is known about its credentials under the present rules.
  struct Newcomer {
    Request request;
    Answer answer;
    std::uint64_t rules = 0;
    std::optional<access::Grant> grant{};
    bool is_password_right = false;
  };
  using Pending = std::shared_ptr<Newcomer>;

  void proceed(const Pending& newcomer);
  void check_token(const Pending& newcomer);
  void on_token(const Pending& newcomer, const std::optional<CredentialCheck::TokenResult>& result);
  [[nodiscard]] bool accept_grant(Newcomer& newcomer, const access::Grant& grant);
  void check_password(const Pending& newcomer, const RoomPolicy& policy);
  void on_checked(const Pending& newcomer, const std::string& hash,
                  const std::optional<bool>& is_right);
  void on_password(const Pending& newcomer, const std::optional<bool>& is_right);
  void refuse_password(const Newcomer& newcomer);
  [[nodiscard]] bool has_too_many_tries(const Request& request) const;
  [[nodiscard]] static bool needs_password(const Newcomer& newcomer, const RoomPolicy& policy);

  /// Clients that wait for the check of another client's password, for each hash.
  static constexpr std::size_t kMaxQueued = 1024;

  Scheduler& scheduler_;
  CredentialCheck* const check_;
  const access::ProcessKey key_;
  EventLog& log_;
  RoomRules rules_;
  std::uint64_t rules_version_ = 0;
  access::FailureTable failures_;
  VisitorTable visitors_;  // who has given the right password
  // By the text of the password's hash.
  std::unordered_map<std::string, access::RememberedPassword> remembered_;
  std::unordered_map<std::string, std::vector<Pending>> queues_;  // one for each check under way
};

}  // namespace parley::chat
