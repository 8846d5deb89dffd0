// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "scenario.hpp"

namespace parley::bench {
namespace {

/// Connections that are held open and do nothing. With `ask` each has asked for the list of its
/// room before, as every real client does; with parley.v1 everything is then acknowledged as well.
class IdleScenario final : public Scenario {
 public:
  explicit IdleScenario(Options& options)
      : Scenario(options),
        count_(options.number("clients", 10'000)),
        per_room_(options.number("per-room", 2)),
        ask_(options.number("ask", 1) != 0) {
    options.check_all_used();
  }

  void run() {
    const auto begin = Clock::now();
    if (target_.v1) sessions_.resize(count_);
    run_until([this] { return connect_more(); });
    if (target_.v1) settle();
    Report()
        .add("mode", std::string_view("idle"))
        .add("open", opened_)
        .add("refused", refused_)
        .add("seconds", seconds_since(begin))
        .print();
    await_go("holding");
  }

 private:
  static constexpr std::size_t kConnectsInFlight = 128;

  bool connect_more() {
    std::size_t refused = 0;
    for (const auto& [status, clients] : refused_) refused += clients;
    while (clients_.size() < count_ && clients_.size() - opened_ - refused < kConnectsInFlight) {
      const std::size_t index = clients_.size();
      clients_.push_back(std::make_unique<Client>(loop_, *this, index));
      clients_.back()->connect(target_, room_name(index / per_room_));
    }
    return opened_ + refused == count_;
  }

  void on_text(Client& client, std::string_view text) override {
    const std::string_view type = take_note(client, text);
    const bool is_first = type == "greeting" || type == "welcome";
    if (is_first && ask_) {
      if (target_.v1) ++sessions_[client.index()].sent;
      return client.send_text(R"({"type":"get-room-info"})");
    }
    if (is_first || type == "room-info") ++opened_;
  }

  void on_message(Client&, std::string_view) override {}

  void on_closed(Client& client) override {
    if (client.was_upgraded()) return Scenario::on_closed(client);
    ++refused_[client.http_status()];
  }

  std::size_t count_;
  std::size_t per_room_;
  bool ask_;
  std::size_t opened_ = 0;
  std::map<int, std::size_t> refused_;  ///< by HTTP status, 0 if there was none
};

}  // namespace

void run_idle(Options& options) {
  IdleScenario(options).run();
}

}  // namespace parley::bench
