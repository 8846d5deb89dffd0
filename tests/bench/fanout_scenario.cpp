// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "scenario.hpp"

namespace parley::bench {
namespace {

/// One room. The first member talks to the room, with `inflight` messages on the way: when all
/// members, itself included, have one, it sends the next.
class FanoutScenario final : public Scenario {
 public:
  explicit FanoutScenario(Options& options)
      : Scenario(options),
        received_(options.number("members", 50)),
        copies_(options.number("inflight", 4)),
        sent_at_(copies_.size()),
        warmup_(options.number("warmup", 1'000)),
        count_(options.number("count", 10'000)),
        text_(room_text(kTemplateSequence, options.number("bytes", 200)), {}, kTemplateSequence) {
    options.check_all_used();
  }

  void run() {
    connect_all(received_.size(), [](std::size_t) { return 0; });
    run_phase(warmup_);
    latencies_.clear();
    await_go("ready");
    const auto begin = Clock::now();
    run_phase(count_);
    const double seconds = seconds_since(begin);
    Report()
        .add("mode", std::string_view("fanout"))
        .add("messages", count_ * received_.size())
        .add("seconds", seconds)
        .add_latencies(latencies_)
        .print();
    await_go("done");
  }

 private:
  static constexpr std::uint32_t kTemplateSequence = 98'765'432;

  void run_phase(std::size_t messages) {
    last_ += static_cast<std::uint32_t>(messages);
    for (std::size_t k = 0; k < copies_.size(); ++k) send_next();
    run_until([this] { return complete_ == last_; });
  }

  void send_next() {
    if (sent_ == last_) return;
    const std::size_t slot = sent_ % copies_.size();
    copies_[slot] = 0;
    sent_at_[slot] = loop_.now();
    text_.append(clients_.front()->output(), {}, sent_++);
  }

  void on_message(Client& client, std::string_view text) override {
    const std::uint32_t sequence = received_[client.index()]++;
    if (!text_.matches(text, ids_.front(), sequence)) {
      throw std::runtime_error("not the message that was due: " + std::string(text));
    }
    const std::size_t slot = sequence % copies_.size();
    if (++copies_[slot] < received_.size()) return;
    // In order at each member, therefore in order altogether.
    latencies_.push_back(nanoseconds_between(sent_at_[slot], loop_.now()));
    ++complete_;
    send_next();
  }

  std::vector<std::uint32_t> received_;  ///< by member
  std::vector<std::size_t> copies_;      ///< that have arrived, by sequence modulo in flight
  std::vector<Clock::time_point> sent_at_;
  std::size_t warmup_;
  std::size_t count_;
  MessageTemplate text_;
  std::vector<std::uint32_t> latencies_;  ///< until the last member has it
  std::uint32_t sent_ = 0;
  std::uint32_t last_ = 0;
  std::uint32_t complete_ = 0;
};

}  // namespace

void run_fanout(Options& options) {
  FanoutScenario(options).run();
}

}  // namespace parley::bench
