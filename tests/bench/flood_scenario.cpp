// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <random>

#include "scenario.hpp"

namespace parley::bench {
namespace {

/// Connections at a fixed rate that guess tokens, in rooms that exist. Each ends with RST once it
/// has its answer.
class FloodScenario final : public Scenario {
 public:
  explicit FloodScenario(Options& options)
      : Scenario(options),
        rate_(options.number("rate", 300)),
        rooms_(options.number("rooms", 100)) {
    options.check_all_used();
    for (std::size_t i = 0; i < kMostAtOnce; ++i) {
      clients_.push_back(std::make_unique<Client>(loop_, *this, i));
      free_.push_back(i);
    }
  }

  void run() {
    loop_.watch_stdin();
    begin_ = Clock::now();
    Report().add("event", std::string_view("flooding")).print();
    while (!loop_.stdin_closed()) {
      connect_what_is_due();
      (void)loop_.run_once(1);
    }
    Report()
        .add("mode", std::string_view("flood"))
        .add("connections", begun_)
        .add("refused", refused_)
        .add("newcomers", newcomers_)
        .add("resumed", resumed_)
        .add("closed", closed_)
        .add("seconds", seconds_since(begin_))
        .print();
  }

 private:
  static constexpr std::size_t kMostAtOnce = 256;

  void connect_what_is_due() {
    const auto due = static_cast<std::size_t>(seconds_since(begin_) * static_cast<double>(rate_));
    for (; begun_ < due && !free_.empty(); ++begun_) {
      Client& client = *clients_[free_.back()];
      free_.pop_back();
      client.connect(target_, room_name(begun_ % rooms_), "?resume=" + guess() + "&received=0");
    }
  }

  std::string guess() {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string token(32, '0');
    for (char& digit : token) digit = kDigits[random_() % kDigits.size()];
    return token;
  }

  void on_text(Client& client, std::string_view text) override {
    if (envelope_string(text, "type") != "welcome") return;
    const bool is_hit = text.find(R"("resumed":true)") != std::string_view::npos;
    ++(is_hit ? resumed_ : newcomers_);
    client.abort();
    free_.push_back(client.index());
  }

  void on_message(Client&, std::string_view) override {}

  void on_closed(Client& client) override {
    client.was_upgraded() ? ++closed_[client.close_code()] : ++refused_[client.http_status()];
    free_.push_back(client.index());
  }

  std::size_t rate_;
  std::size_t rooms_;
  std::mt19937_64 random_;  // anybody's guess is as good as these
  Clock::time_point begin_;
  std::vector<std::size_t> free_;  ///< clients without a connection
  std::size_t begun_ = 0;
  std::size_t newcomers_ = 0;
  std::size_t resumed_ = 0;
  std::map<int, std::size_t> refused_;  ///< by HTTP status
  std::map<int, std::size_t> closed_;   ///< by code
};

}  // namespace

void run_flood(Options& options) {
  FloodScenario(options).run();
}

}  // namespace parley::bench
