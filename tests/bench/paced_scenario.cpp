// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "scenario.hpp"

namespace parley::bench {
namespace {

/// Rooms of two, messages at a fixed rate from one client after the other. Behind each message goes
/// a ping with its sequence: the pong says that the server has accepted it, unless an error says
/// that the other has gone, and what is accepted has to arrive, whatever happens to the server.
/// Clients that it closes are counted.
class PacedScenario final : public Scenario {
 public:
  explicit PacedScenario(Options& options)
      : Scenario(options),
        peers_(2 * ((options.number("clients", 1'000) + 1) / 2)),
        rate_(options.number("rate", 2'000)),
        seconds_(static_cast<double>(options.number("seconds", 0))),
        templates_(mix_templates()) {
    options.check_all_used();
  }

  void run() {
    loop_.watch_stdin();
    connect_all(peers_.size(), [](std::size_t index) { return index / 2; });
    Report().add("event", std::string_view("connected")).add("clients", peers_.size()).print();
    begin_ = Clock::now();
    while (!is_over()) {
      send_what_is_due();
      (void)loop_.run_once(1);
    }
    const auto end = Clock::now();
    while (is_anything_missing() && seconds_since(end) < kGraceSeconds) (void)loop_.run_once(10);
    report();
  }

 private:
  static constexpr double kGraceSeconds = 2;
  static constexpr std::uint32_t kLongestGap = 1'000;

  struct Peer {
    std::uint32_t sent = 0;
    std::uint32_t accepted = 0;
    std::uint32_t refused = 0;   ///< of those: the other had been told to go already
    std::uint32_t received = 0;  ///< from the other; what was skipped is among it
    std::vector<Clock::time_point> sent_at;
  };

  [[nodiscard]] bool is_over() const {
    return loop_.stdin_closed() || gone_ == peers_.size() ||
           (seconds_ > 0 && seconds_since(begin_) >= seconds_);
  }

  [[nodiscard]] bool is_anything_missing() const {
    for (std::size_t i = 0; i < peers_.size(); ++i) {
      const bool possible = clients_[i]->is_open() && clients_[i ^ 1]->is_open();
      if (possible && peers_[i ^ 1].received < peers_[i].sent) return true;
    }
    return false;
  }

  void send_what_is_due() {
    const auto due = static_cast<std::size_t>(seconds_since(begin_) * static_cast<double>(rate_));
    for (; turn_ < due; ++turn_) {
      const std::size_t index = turn_ % peers_.size();
      if (clients_[index]->is_open()) send_next(index);
    }
  }

  void send_next(std::size_t index) {
    Peer& peer = peers_[index];
    const std::uint32_t sequence = peer.sent++;
    peer.sent_at.push_back(Clock::now());
    templates_[sequence % kCycle].append(clients_[index]->output(), ids_[index ^ 1], sequence);
    clients_[index]->send_text(R"({"type":"ping","data":)" + std::to_string(peer.sent) + '}');
  }

  void on_message(Client& client, std::string_view text) override {
    const std::size_t from = client.index() ^ 1;
    std::uint32_t& next = peers_[client.index()].received;
    for (std::uint32_t gap = 0; gap < kLongestGap; ++gap) {
      const std::uint32_t sequence = next + gap;
      if (!templates_[sequence % kCycle].matches(text, ids_[from], sequence)) continue;
      skipped_ += gap;
      next = sequence + 1;
      ++delivered_;
      latencies_.push_back(nanoseconds_between(peers_[from].sent_at.at(sequence), loop_.now()));
      return;
    }
    ++wrong_;
  }

  void on_server_message(Client& client, std::string_view type, std::string_view text) override {
    if (type == "bye") ++byes_;
    if (type == "error") return on_error(client, text);
    if (type != "pong") return;
    constexpr std::string_view kData = R"("data":)";
    const std::size_t at = text.find(kData) + kData.size();
    std::from_chars(text.data() + at, text.data() + text.size(), peers_[client.index()].accepted);
  }

  void on_error(const Client& client, std::string_view text) {
    const bool is_gone = text.find(R"("code":"no-such-client")") != std::string_view::npos;
    is_gone ? ++peers_[client.index()].refused : ++errors_;
  }

  void on_closed(Client& client) override {
    if (known_ < peers_.size()) return Scenario::on_closed(client);
    ++gone_;
    ++closed_[client.close_code()];
  }

  void report() {
    std::size_t sent = 0;
    std::size_t accepted = 0;
    std::size_t refused = 0;
    std::size_t missing = skipped_;
    for (std::size_t i = 0; i < peers_.size(); ++i) {
      const std::uint32_t received = peers_[i ^ 1].received;
      sent += peers_[i].sent;
      const std::uint32_t accepted_of_it =
          peers_[i].accepted - std::min(peers_[i].accepted, peers_[i].refused);
      accepted += accepted_of_it;
      refused += peers_[i].refused;
      if (accepted_of_it > received) missing += accepted_of_it - received;
    }
    Report()
        .add("mode", std::string_view("paced"))
        .add("sent", sent)
        .add("accepted", accepted)
        .add("refused", refused)
        .add("delivered", delivered_)
        .add("accepted_not_delivered", missing)
        .add("wrong_or_twice", wrong_)
        .add("errors", errors_)
        .add("byes", byes_)
        .add("closed", closed_)
        .add("open", peers_.size() - gone_)
        .add("seconds", seconds_since(begin_))
        .add_latencies(latencies_)
        .print();
  }

  std::vector<Peer> peers_;
  std::size_t rate_;
  double seconds_;
  std::vector<MessageTemplate> templates_;
  std::vector<std::uint32_t> latencies_;
  Clock::time_point begin_;
  std::size_t turn_ = 0;
  std::size_t delivered_ = 0;
  std::size_t skipped_ = 0;
  std::size_t wrong_ = 0;  ///< neither the next nor a later message of its sender
  std::size_t errors_ = 0;
  std::size_t byes_ = 0;
  std::size_t gone_ = 0;
  std::map<int, std::size_t> closed_;  ///< by code, 0 for an end without Close
};

}  // namespace

void run_paced(Options& options) {
  PacedScenario(options).run();
}

}  // namespace parley::bench
