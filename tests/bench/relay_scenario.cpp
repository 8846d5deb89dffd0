// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <numeric>
#include <stdexcept>

#include "scenario.hpp"

namespace parley::bench {
namespace {

/// Rooms of two. Each client keeps `inflight` messages on the way to the other: the arrival of one
/// lets its sender send the next.
class RelayScenario final : public Scenario {
 public:
  explicit RelayScenario(Options& options)
      : Scenario(options),
        peers_(2 * options.number("pairs", 100)),
        inflight_(options.number("inflight", 1)),
        warmup_(options.number("warmup", 20'000)),
        count_(options.number("count", 200'000)),
        templates_(mix_templates()) {
    options.check_all_used();
  }

  void run() {
    connect_all(peers_.size(), [](std::size_t index) { return index / 2; });
    for (Peer& peer : peers_) peer.sent_at.resize(inflight_);
    run_phase(warmup_);
    latencies_.reserve(count_ + peers_.size());
    latencies_.clear();
    await_go("ready");
    const auto begin = Clock::now();
    const std::size_t messages = run_phase(count_);
    const double seconds = seconds_since(begin);
    Report()
        .add("mode", std::string_view("relay"))
        .add("messages", messages)
        .add("seconds", seconds)
        .add_latencies(latencies_)
        .print();
    await_go("done");
  }

 private:
  struct Peer {
    std::uint32_t sent = 0;
    std::uint32_t received = 0;
    std::vector<Clock::time_point> sent_at;  ///< by sequence, modulo what is in flight
  };

  /// Sends at least `messages` in all, each client as many as any other; returns how many.
  std::size_t run_phase(std::size_t messages) {
    const std::size_t each = (messages + peers_.size() - 1) / peers_.size();
    last_ += static_cast<std::uint32_t>(each);
    for (std::size_t i = 0; i < peers_.size(); ++i) {
      for (std::size_t k = 0; k < inflight_; ++k) send_next(i);
    }
    const std::size_t wanted = arrived_ + each * peers_.size();
    run_until([&] { return arrived_ == wanted; });
    return each * peers_.size();
  }

  void send_next(std::size_t index) {
    Peer& peer = peers_[index];
    if (peer.sent == last_) return;
    const std::uint32_t sequence = peer.sent++;
    peer.sent_at[sequence % inflight_] = loop_.now();
    templates_[sequence % kCycle].append(clients_[index]->output(), ids_[index ^ 1], sequence);
  }

  void on_message(Client& client, std::string_view text) override {
    const std::size_t from = client.index() ^ 1;
    const std::uint32_t sequence = peers_[client.index()].received++;
    if (!templates_[sequence % kCycle].matches(text, ids_[from], sequence)) {
      throw std::runtime_error("not the message that was due: " + std::string(text));
    }
    latencies_.push_back(
        nanoseconds_between(peers_[from].sent_at[sequence % inflight_], loop_.now()));
    ++arrived_;
    send_next(from);
  }

  std::vector<Peer> peers_;
  std::size_t inflight_;
  std::size_t warmup_;
  std::size_t count_;
  std::vector<MessageTemplate> templates_;
  std::vector<std::uint32_t> latencies_;
  std::uint32_t last_ = 0;  ///< how many messages each client sends until the end of the phase
  std::size_t arrived_ = 0;
};

}  // namespace

void run_relay(Options& options) {
  RelayScenario(options).run();
}

}  // namespace parley::bench
