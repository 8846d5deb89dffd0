// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Random schedules through real sockets: three clients of parley.v1 and one of the base protocol
// send each other numbered messages through a proxy that cuts their connections at any byte, while
// the daemon is restarted. The seed of each is in its name; PARLEY_SESSION_SEED=n runs that one
// only.
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <random>

#include <gtest/gtest.h>

#include "support/cutting_proxy.hpp"
#include "support/message_ledger.hpp"
#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/temp_dir.hpp"
#include "support/v1_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr std::size_t kV1Clients = 3;
constexpr std::size_t kBase = kV1Clients;  // its number
constexpr int kSteps = 250;
constexpr unsigned kSchedules = 30;

/// Numbers that a seed decides.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool one_in(std::size_t count) { return below(count) == 0; }

 private:
  std::mt19937 engine_;
};

/// Most connections are cut soon: in the handshake, the welcome, a replay, or later.
Cut random_cut(Dice& dice) {
  constexpr std::size_t kSoon = 1500;
  constexpr std::size_t kLater = 20'000;
  Cut cut{.delay = std::chrono::microseconds{dice.below(1500)}};
  if (!dice.one_in(3)) cut.to_daemon = 1 + dice.below(dice.one_in(2) ? kSoon : kLater);
  if (!dice.one_in(3)) cut.to_client = 1 + dice.below(dice.one_in(2) ? kSoon : kLater);
  cut.is_daemon_told = !dice.one_in(3);
  return cut;
}

/// In turn: sessions live as long as they can; few messages are kept; seats do not wait long.
constexpr std::array kResumeLimits{"", ", messages: 12", ", window: 30ms"};

class Schedule {
 public:
  explicit Schedule(unsigned seed)
      : is_lasting_(seed % kResumeLimits.size() == 0),
        config_("drain: {spread: 0s, deadline: 200ms}\nresume: {state_file: " +
                (folder_.path() / "sessions").string() +
                kResumeLimits[seed % kResumeLimits.size()] + "}\n"),
        dice_(seed),
        proxy_dice_(seed + 1'000'000),
        daemon_(std::make_unique<ParleydProcess>(config_)) {
    for (std::size_t i = 0; i < kV1Clients; ++i) {
      clients_.emplace_back(daemon_->port(), "tea");
      (void)clients_[i].messages_until_now();
      clients_[i].drop();  // and comes back through the proxy
      numbers_[clients_[i].id()] = i;
    }
    proxy_ =
        std::make_unique<CuttingProxy>(daemon_->port(), [this] { return random_cut(proxy_dice_); });
  }

  void run() {
    const int restart_at = dice_.one_in(2) ? static_cast<int>(dice_.below(kSteps)) : -1;
    for (int step = 0; step < kSteps; ++step) {
      if (step == restart_at) restart();
      act();
    }
    settle();
  }

 private:
  void act() {
    const std::size_t i = dice_.below(kV1Clients);
    V1Client& client = clients_[i];
    switch (dice_.below(16)) {
      case 0:
        return client.acknowledge();
      case 1:
        return dice_.one_in(4) ? client.drop() : read_some(i);
      case 2:
      case 3:
        return act_as_base();
      case 4:
      case 5:
      case 6:
      case 7:
        if (!client.is_connected() && !come_back(i)) return;
        return read_some(i);
      default:
        return send_from(i);
    }
  }

  void send_from(std::size_t sender) {
    json message{{"type", "x"}, {"data", std::string(dice_.below(900), 'd')}};
    const std::size_t to = dice_.below(kV1Clients + 2);
    if (to < kV1Clients) {
      message["receiver"] = clients_[to].id();
      message["id"] = ledger_.note(sender, {to}, /*is_certain=*/true);
    } else if (to == kBase) {
      message["receiver"] = base_id_;
      message["id"] = ledger_.note(sender, {kBase}, /*is_certain=*/false);
    } else {
      message["receiver"] = "room";
      message["id"] = ledger_.note(sender, {0, 1, 2}, /*is_certain=*/true);
    }
    clients_[sender].send(message);
  }

  bool come_back(std::size_t i) {
    V1Client& client = clients_[i];
    const std::size_t known = client.unconfirmed().size();
    if (!client.try_resume(Socket::tcp(proxy_->port()))) return false;
    if (client.is_resumed()) return true;
    EXPECT_FALSE(is_lasting_) << "a session was lost";
    numbers_[client.id()] = i;
    ledger_.on_session_lost(i);
    for (std::size_t k = known; k < client.unconfirmed().size(); ++k) {
      ledger_.on_report(client.unconfirmed()[k].at("id"));
    }
    return true;
  }

  void read_some(std::size_t i) {
    while (const auto message = clients_[i].read_within(1ms)) take(i, *message);
  }

  void take(std::size_t i, const json& message) {
    if (message.at("type") == "x") return ledger_.on_arrival(i, message);
    if (message.at("type") != "error") return;
    const std::string code = message.at("data").at("code");
    EXPECT_TRUE(code == "undelivered" || code == "no-such-client") << message;
    if (message.contains("id")) return ledger_.on_report(message.at("id"));
    // Which ones these were is not said.
    ledger_.on_report_of_all(i, numbers_.at(message.at("data").at("receiver")));
  }

  /// It joins anew whenever it was cut off, and nobody promises it anything.
  void act_as_base() {
    try {
      if (!base_ || base_->has_ended()) return join_as_base();
      const std::size_t to = dice_.below(kV1Clients);
      const json message{{"type", "x"},
                         {"receiver", clients_[to].id()},
                         {"id", ledger_.note(kBase, {to}, /*is_certain=*/false)}};
      (void)base_->socket().try_send(encode_frame(Opcode::Text, message.dump()));
      while (const auto frame = base_->read_frame_within(1ms)) take_as_base(*frame);
    } catch (const std::runtime_error&) {
      base_.reset();  // cut in the handshake
    }
  }

  void join_as_base() {
    base_.emplace(proxy_->port(), "/room/tea/ws");
    base_id_ = base_->read().at("receiver");
  }

  void take_as_base(const Frame& frame) {
    if (frame.opcode != Opcode::Text) return;
    const json message = json::parse(frame.payload);
    // The room is not asked what it has become of: who is of it at the time is not known here.
    if (message.at("type") == "x" && message.at("receiver") != "room") {
      ledger_.on_arrival(kBase, message);
    }
  }

  void restart() {
    daemon_->signal(SIGTERM);
    EXPECT_EQ(daemon_->wait_for_exit(), 0);
    daemon_ = std::make_unique<ParleydProcess>(config_);
    proxy_->set_daemon(daemon_->port());
  }

  /// No more cuts: now everything has to come.
  void settle() {
    proxy_->become_faithful();
    for (V1Client& client : clients_) client.drop();
    const auto until = steady_clock::now() + kPatience;
    do {
      for (std::size_t i = 0; i < kV1Clients; ++i) {
        if (clients_[i].is_connected() || come_back(i)) read_some(i);
      }
    } while (!ledger_.missing().empty() && steady_clock::now() < until);
    for (std::size_t i = 0; i < kV1Clients; ++i) {
      EXPECT_TRUE(clients_[i].is_connected() || come_back(i));
      for (const json& message : clients_[i].messages_until_now()) take(i, message);
    }
    EXPECT_EQ(ledger_.missing(), std::vector<std::string>{});
    EXPECT_EQ(ledger_.violations(), std::vector<std::string>{});
  }

  TempDir folder_;
  const bool is_lasting_;
  const std::string config_;
  Dice dice_;
  Dice proxy_dice_;
  MessageLedger ledger_;
  std::unique_ptr<ParleydProcess> daemon_;
  std::unique_ptr<CuttingProxy> proxy_;
  std::vector<V1Client> clients_;
  std::optional<WsClient> base_;
  std::string base_id_ = std::string(32, '0');
  std::map<std::string, std::size_t> numbers_;  // of clients, by all ids they have had
};

std::vector<unsigned> seeds() {
  if (const char* const only = std::getenv("PARLEY_SESSION_SEED")) {
    return {static_cast<unsigned>(std::stoul(only))};
  }
  std::vector<unsigned> all;
  for (unsigned seed = 0; seed < kSchedules; ++seed) all.push_back(seed);
  return all;
}

class EachSeed : public testing::TestWithParam<unsigned> {};

TEST_P(EachSeed, LosesNothingDoublesNothingAndKeepsTheOrder) {
  SCOPED_TRACE("PARLEY_SESSION_SEED=" + std::to_string(GetParam()));
  Schedule(GetParam()).run();
}

INSTANTIATE_TEST_SUITE_P(Sessions, EachSeed, testing::ValuesIn(seeds()),
                         [](const auto& tested) { return "Seed" + std::to_string(tested.param); });

}  // namespace
}  // namespace parley::test
