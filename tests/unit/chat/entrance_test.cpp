// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/entrance.hpp"

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/fake_event_log.hpp"
#include "support/fake_scheduler.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;

constexpr access::ProcessKey kKey{7};
constexpr AddressKey kHome{1};
constexpr AddressKey kElsewhere{2};

std::shared_ptr<const access::PasswordHash> hash_of(std::string_view password) {
  return std::make_shared<const access::PasswordHash>(
      access::PasswordHash::make(password, {1}, {.n = 16, .r = 1, .p = 1}));
}

/// Checks when the test says so. A token is good if it is the word `good`.
class FakeCheck final : public CredentialCheck {
 public:
  [[nodiscard]] bool check_token(
      TokenTask task, std::function<void(const std::optional<TokenResult>&)> done) override {
    if (is_full) return false;
    waiting.push_back([this, task = std::move(task), done = std::move(done)] {
      if (fails) return done(std::nullopt);
      if (task.token == "good") return done(TokenResult{grant});
      done(TokenResult{access::TokenRefusal{fault, "spoilt"}});
    });
    return true;
  }
  [[nodiscard]] bool check_password(PasswordTask task,
                                    std::function<void(const std::optional<bool>&)> done) override {
    if (is_full) return false;
    ++passwords;
    waiting.push_back([this, task = std::move(task), done = std::move(done)] {
      done(fails ? std::nullopt : std::optional{task.hash->matches(task.password)});
    });
    return true;
  }
  void run_one() {
    const auto task = std::move(waiting.front());
    waiting.pop_front();
    task();
  }

  std::deque<std::function<void()>> waiting;
  std::size_t passwords = 0;
  bool is_full = false;
  bool fails = false;
  access::Grant grant;
  access::TokenFault fault = access::TokenFault::Invalid;
};

class EntranceTest : public testing::Test {
 protected:
  void set_rules(std::vector<RoomPolicy> policies, bool has_keys = true) {
    RoomRules rules{.policies = std::move(policies), .tokens = nullptr};
    if (has_keys) {
      rules.tokens = std::make_shared<const access::TokenVerifier>(access::TokenSettings{});
    }
    entrance_.set_rules(std::move(rules));
  }

  /// Adds the verdict to `verdicts_` when there is one: "admitted", or the reason.
  void ask(protocol::Credentials credentials, std::optional<AddressKey> address = kHome,
           std::string room = "tea") {
    entrance_.ask({std::move(room), std::move(credentials), address},
                  [this](const Entrance::Verdict& verdict) {
                    verdicts_.emplace_back(
                        verdict.refusal ? protocol::close_info(*verdict.refusal).name : "admitted");
                    grant_ = verdict.grant;
                  });
  }
  std::string verdict_for(const protocol::Credentials& credentials,
                          std::optional<AddressKey> address = kHome, std::string room = "tea") {
    verdicts_.clear();
    ask(credentials, address, std::move(room));
    while (!check_.waiting.empty()) check_.run_one();
    return verdicts_.size() == 1 ? verdicts_.front() : "not one verdict";
  }
  static protocol::Credentials password(std::string text) { return {.password = std::move(text)}; }
  static protocol::Credentials token(std::string text) { return {.token = std::move(text)}; }

  test::FakeScheduler scheduler_;
  test::FakeEventLog log_;
  FakeCheck check_;
  Entrance entrance_{scheduler_, &check_, kKey, log_};
  std::vector<std::string> verdicts_;
  std::optional<access::Grant> grant_;
};

TEST_F(EntranceTest, AsManyAsAreAllowedWaitForOneCheck) {
  set_rules({{.match = "tea", .password = hash_of("open")}});
  constexpr std::size_t kChecked = 1;
  constexpr std::size_t kQueued = 1024;
  for (std::size_t i = 0; i < kChecked + kQueued; ++i) ask(password("open"));
  EXPECT_TRUE(verdicts_.empty());
  ask(password("open"));
  EXPECT_EQ(verdicts_, std::vector<std::string>{"over-capacity"});
  check_.run_one();
  EXPECT_EQ(verdicts_.size(), kChecked + kQueued + 1);
  EXPECT_EQ(verdicts_.back(), "admitted");
  EXPECT_EQ(check_.passwords, 1U);
}

TEST_F(EntranceTest, ARoomWithoutAPolicyAdmitsEverybodyButBadTokens) {
  set_rules({{.match = "board-*", .needs_token = true}});
  EXPECT_EQ(verdict_for({}), "admitted");
  EXPECT_EQ(verdict_for(password("not looked at")), "admitted");
  EXPECT_EQ(verdict_for(token("good")), "admitted");
  EXPECT_EQ(verdict_for(token("bad")), "token-invalid");
  EXPECT_EQ(check_.passwords, 0U);
}

TEST_F(EntranceTest, TheFirstPolicyThatMatchesAppliesAlone) {
  set_rules({{.match = "t?a", .is_locked = true}, {.match = "*", .password = hash_of("x")}});
  EXPECT_EQ(verdict_for({}), "locked");
  EXPECT_EQ(verdict_for({}, kHome, "coffee"), "password-required");
}

TEST_F(EntranceTest, APasswordIsNoSubstituteForATokenButATokenIsOneForAPassword) {
  set_rules({{.match = "board", .needs_token = true, .password = hash_of("x")},
             {.match = "tea", .password = hash_of("x")}});
  EXPECT_EQ(verdict_for(password("x"), kHome, "board"), "token-required");
  EXPECT_EQ(verdict_for(token("good"), kHome, "board"), "admitted");
  EXPECT_EQ(verdict_for(token("good")), "admitted");
  EXPECT_EQ(verdict_for(token("bad")), "token-invalid");
}

TEST_F(EntranceTest, SaysWhatIsWrongWithAToken) {
  set_rules({});
  check_.fault = access::TokenFault::Expired;
  EXPECT_EQ(verdict_for(token("bad")), "token-expired");
  check_.fault = access::TokenFault::NotForThisRoom;
  EXPECT_EQ(verdict_for(token("bad")), "not-for-this-room");
}

TEST_F(EntranceTest, WithoutKeysNoTokenIsValid) {
  set_rules({{.match = "tea"}}, false);
  EXPECT_EQ(verdict_for(token("good")), "token-invalid");
}

TEST_F(EntranceTest, HandsOverTheGrant) {
  set_rules({});
  check_.grant = {.held = {.text = true}, .username = "Ziggy"};
  EXPECT_EQ(verdict_for(token("good")), "admitted");
  EXPECT_EQ(grant_, check_.grant);
  EXPECT_EQ(verdict_for({}), "admitted");
  EXPECT_EQ(grant_, std::nullopt);
}

TEST_F(EntranceTest, RefusesTokensThatHoldWhatNobodyHolds) {
  set_rules({});
  for (const access::HeldSlots held :
       {access::HeldSlots{.microphone = true}, {.camera = true, .text = true}, {.screen = true}}) {
    check_.grant = {.held = held};
    EXPECT_EQ(verdict_for(token("good")), "token-invalid");
  }
}

TEST_F(EntranceTest, OnlyModeratorsByTokenPassTheLock) {
  set_rules({{.match = "tea", .is_locked = true, .password = hash_of("x")}});
  EXPECT_EQ(verdict_for(password("x")), "locked");
  EXPECT_EQ(verdict_for(token("good")), "locked");
  check_.grant.is_moderator = true;
  EXPECT_EQ(verdict_for(token("good")), "admitted");
}

TEST_F(EntranceTest, RemembersARightPasswordForEveryRoomOfThePolicy) {
  set_rules({{.match = "*", .password = hash_of("x")}});
  EXPECT_EQ(verdict_for({}), "password-required");
  EXPECT_EQ(verdict_for(password("y")), "password-wrong");
  EXPECT_EQ(verdict_for(password("x")), "admitted");
  EXPECT_EQ(check_.passwords, 2U);
  EXPECT_EQ(verdict_for(password("x"), kElsewhere, "coffee"), "admitted");
  EXPECT_EQ(verdict_for(password("y"), kElsewhere), "password-wrong");
  EXPECT_EQ(check_.passwords, 2U);
}

TEST_F(EntranceTest, AnAddressHasTenTriesInTenMinutes) {
  set_rules({{.match = "*", .password = hash_of("x")}});
  for (int i = 0; i < 11; ++i) EXPECT_EQ(verdict_for(password("y")), "password-wrong");
  const std::size_t looked_at = check_.passwords;
  EXPECT_EQ(verdict_for(password("x")), "too-many-tries");
  EXPECT_EQ(verdict_for(password("y"), kHome, "coffee"), "too-many-tries");
  EXPECT_EQ(check_.passwords, looked_at);
  EXPECT_EQ(verdict_for(token("good")), "admitted");
  EXPECT_EQ(verdict_for({}), "password-required");
  EXPECT_EQ(verdict_for(password("x"), kElsewhere), "admitted");
  scheduler_.advance(std::chrono::minutes{10});
  EXPECT_EQ(verdict_for(password("x")), "admitted");
}

TEST_F(EntranceTest, TriesAtTheSameTimeGainNothing) {
  set_rules({{.match = "*", .password = hash_of("x")}});
  for (int i = 0; i < 30; ++i) ask(password("y"));
  ask(password("x"));
  while (!check_.waiting.empty()) check_.run_one();
  std::vector<std::string> expected(11, "password-wrong");
  expected.resize(31, "too-many-tries");
  EXPECT_EQ(verdicts_, expected);
}

TEST_F(EntranceTest, ManyClientsThatKnowThePasswordCostOneCheck) {
  set_rules({{.match = "*", .password = hash_of("x")}});
  for (int i = 0; i < 50; ++i) ask(password("x"));
  ASSERT_EQ(check_.waiting.size(), 1U);
  check_.run_one();
  EXPECT_EQ(verdicts_, std::vector<std::string>(50, "admitted"));
  EXPECT_EQ(check_.passwords, 1U);
}

TEST_F(EntranceTest, AfterAFailedCheckTheOthersAreChecked) {
  set_rules({{.match = "*", .password = hash_of("x")}});
  ask(password("x"));
  ask(password("x"));
  check_.fails = true;
  check_.run_one();
  check_.fails = false;
  ASSERT_EQ(check_.waiting.size(), 1U);
  check_.run_one();
  EXPECT_EQ(verdicts_, (std::vector<std::string>{"internal", "admitted"}));
}

TEST_F(EntranceTest, GuessesFromManyAddressesDoNotLockOutThoseWhoWereInside) {
  set_rules({{.match = "*", .password = hash_of("x")}});
  EXPECT_EQ(verdict_for(password("x"), kHome), "admitted");
  for (std::uint8_t i = 0; i < 101; ++i) {
    EXPECT_EQ(verdict_for(password("y"), AddressKey{9, i}), "password-wrong");
  }
  EXPECT_EQ(verdict_for(password("x"), kElsewhere), "too-many-tries");
  EXPECT_EQ(verdict_for(password("x"), std::nullopt), "too-many-tries");
  EXPECT_EQ(verdict_for(password("x"), kHome), "admitted");
  EXPECT_EQ(verdict_for(password("x"), kElsewhere, "coffee"), "admitted");
}

TEST_F(EntranceTest, ClientsWithoutAnAddressAreLimitedByTheRoom) {
  set_rules({{.match = "*", .password = hash_of("x")}});
  for (int i = 0; i < 101; ++i) {
    EXPECT_EQ(verdict_for(password("y"), std::nullopt), "password-wrong");
  }
  EXPECT_EQ(verdict_for(password("y"), std::nullopt), "too-many-tries");
}

TEST_F(EntranceTest, NewRulesHoldForChecksThatWait) {
  set_rules({{.match = "*", .password = hash_of("x")}});
  ask(password("x"));
  set_rules({{.match = "*", .password = hash_of("z")}});
  while (!check_.waiting.empty()) check_.run_one();
  EXPECT_EQ(verdicts_, std::vector<std::string>{"password-wrong"});
  verdicts_.clear();
  ask(token("good"));
  set_rules({{.match = "*", .is_locked = true}});
  while (!check_.waiting.empty()) check_.run_one();
  EXPECT_EQ(verdicts_, std::vector<std::string>{"locked"});
}

TEST_F(EntranceTest, AdmitsNobodyWhenTheChecksAreFullOrFail) {
  set_rules({{.match = "*", .password = hash_of("x")}});
  check_.is_full = true;
  EXPECT_EQ(verdict_for(password("x")), "over-capacity");
  EXPECT_EQ(verdict_for(token("good")), "over-capacity");
  check_.is_full = false;
  check_.fails = true;
  EXPECT_EQ(verdict_for(password("x")), "internal");
  EXPECT_EQ(verdict_for(token("good")), "internal");
}

TEST_F(EntranceTest, TheLogContainsNoCredential) {
  set_rules({{.match = "*", .password = hash_of("x")}});
  (void)verdict_for(token("planted-secret"));
  (void)verdict_for(password("planted-secret"));
  ASSERT_FALSE(log_.lines.empty());
  for (const std::string& line : log_.lines) {
    EXPECT_EQ(line.find("planted-secret"), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace parley::chat
