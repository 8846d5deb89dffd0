// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <stdexcept>

#include "scenario.hpp"

namespace parley::bench {
namespace {

/// Clients that join, are greeted and leave, over and over: by `bye`, by Close and by RST in turn.
class ChurnScenario final : public Scenario {
 public:
  explicit ChurnScenario(Options& options)
      : Scenario(options),
        cycles_(options.number("cycles", 10'000)),
        concurrency_(std::min(options.number("concurrency", 50), cycles_)),
        per_room_(options.number("per-room", 4)) {
    options.check_all_used();
  }

  void run() {
    const auto begin = Clock::now();
    for (std::size_t i = 0; i < concurrency_; ++i) {
      clients_.push_back(std::make_unique<Client>(loop_, *this, i));
      gone_.push_back(i);
    }
    run_until([this] { return begin_next() == 0 && ended_ == begun_; });
    Report()
        .add("mode", std::string_view("churn"))
        .add("joined", joined_)
        .add("closed", closed_)
        .add("refused", refused_)
        .add("seconds", seconds_since(begin))
        .print();
  }

 private:
  enum Way : std::size_t { kBye, kClose, kReset, kWays };

  /// Connects those that are gone; returns how many cycles are still to be begun.
  std::size_t begin_next() {
    for (const std::size_t index : gone_) {
      if (begun_ == cycles_) break;
      // Each cycle a new client, so that the source address and the room move on.
      clients_[index] = std::make_unique<Client>(loop_, *this, begun_ * concurrency_ + index);
      clients_[index]->connect(target_, room_name(begun_ / per_room_));
      ++begun_;
    }
    gone_.clear();
    return cycles_ - begun_;
  }

  void on_text(Client& client, std::string_view text) override {
    if (envelope_string(text, "type") != "greeting") return;
    ++joined_;
    switch (client.index() / concurrency_ % kWays) {
      case kBye:
        return client.send_text(R"({"type":"bye"})");
      case kClose:
        return client.send_close(1000);
      default:
        client.abort();
        end(client);
    }
  }

  void on_message(Client&, std::string_view) override {}

  void on_closed(Client& client) override {
    if (client.was_upgraded()) {
      ++closed_[client.close_code()];
    } else {
      ++refused_[client.http_status()];
    }
    end(client);
  }

  void end(const Client& client) {
    ++ended_;
    gone_.push_back(client.index() % concurrency_);
  }

  std::size_t cycles_;
  std::size_t concurrency_;
  std::size_t per_room_;
  std::size_t begun_ = 0;
  std::size_t joined_ = 0;
  std::size_t ended_ = 0;
  std::vector<std::size_t> gone_;  ///< places in clients_ whose client is over
  std::map<int, std::size_t> closed_;
  std::map<int, std::size_t> refused_;
};

}  // namespace

void run_churn(Options& options) {
  ChurnScenario(options).run();
}

}  // namespace parley::bench
