// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <stdexcept>

#include "scenario.hpp"

namespace parley::bench {
namespace {

/// Clients of parley.v1 that join, lose their connections all at once without a Close frame, and
/// come back to their seats. Joining and coming back end alike: with the pong to a ping that
/// followed the welcome. Then they leave, and with `rounds` all begins again.
class ResumeScenario final : public Scenario {
 public:
  explicit ResumeScenario(Options& options)
      : Scenario(options),
        count_(options.number("clients", 5'000)),
        per_room_(options.number("per-room", 2)),
        rounds_(options.number("rounds", 1)),
        connecting_(options.number("connecting", 128)),
        joining_{target_, options.number("join-rate", 0)},
        resuming_{target_, options.number("resume-rate", 0)} {
    const auto host = [&](const char* name) {
      return static_cast<std::uint32_t>(options.number(name, 1));
    };
    resuming_.target.sources = host("resume-sources");
    resuming_.target.first_source = host("resume-first-source");
    options.check_all_used();
    if (!target_.v1) throw std::invalid_argument("resume needs --v1 1");
  }

  void run() {
    ids_.resize(count_);
    sessions_.resize(count_);
    for (std::size_t i = 0; i < count_; ++i) {
      clients_.push_back(std::make_unique<Client>(loop_, *this, i));
    }
    for (std::size_t round = 0; round < rounds_; ++round) run_round();
  }

 private:
  static constexpr int kPatienceMs = 1'000;

  struct Way {
    Target target;
    std::size_t rate;  ///< connections a second, 0: as fast as they are accepted
  };

  void run_round() {
    await_go("empty");
    connect_each(joining_, /*is_return=*/false);
    if (fresh_ != count_) {
      Report().add("joined", fresh_).add("refused", refused_).add("closed", closed_).print();
      throw std::runtime_error("not all could join");
    }
    await_go("joined");
    ask_all();
    await_go("ready");
    for (const auto& client : clients_) client->drop();
    await_go("cut");
    const auto begin = Clock::now();
    connect_each(resuming_, /*is_return=*/true);
    Report()
        .add("mode", std::string_view("resume"))
        .add("clients", count_)
        .add("resumed", resumed_)
        .add("not_resumed", fresh_)
        .add("not_as_before", changed_)
        .add("refused", refused_)
        .add("closed", closed_)
        .add("seconds", seconds_since(begin))
        .print();
    await_go("resumed");
    leave_all();
  }

  void connect_each(const Way& way, bool is_return) {
    refused_.clear();
    closed_.clear();
    begun_ = over_ = fresh_ = resumed_ = changed_ = 0;
    begin_ = Clock::now();
    const auto connect_and_look = [&] {
      connect_more(way, is_return);
      return over_ == count_;
    };
    // With a rate the time comes for the next one whether or not anything else happens.
    run_until(connect_and_look, way.rate > 0 ? 1 : kPatienceMs);
  }

  void connect_more(const Way& way, bool is_return) {
    std::size_t due = std::min(count_, over_ + connecting_);
    if (way.rate > 0) {
      const double so_far = seconds_since(begin_) * static_cast<double>(way.rate);
      due = std::min(due, static_cast<std::size_t>(so_far) + 1);
    }
    for (; begun_ < due; ++begun_) {
      Client& client = *clients_[begun_];
      std::string query;
      const SessionBook::Session& session = sessions_[begun_];
      if (is_return) {
        query = "?resume=" + session.token + "&received=" + std::to_string(session.received);
      }
      client.connect(way.target, room_name(begun_ / per_room_), query);
    }
  }

  /// Each client asks one question, so that there is something to have counted.
  void ask_all() {
    answers_ = 0;
    for (const auto& client : clients_) {
      ++sessions_[client->index()].sent;
      client->send_text(R"({"type":"get-room-info"})");
    }
    run_until([this] { return answers_ == count_; });
  }

  void leave_all() {
    over_ = 0;
    std::size_t left = 0;
    for (const auto& client : clients_) {
      if (!client->is_open()) continue;
      client->send_close(1000);
      ++left;
    }
    run_until([&] { return over_ == left; });
  }

  void on_text(Client& client, std::string_view text) override {
    const std::string_view type = take_note(client, text);
    if (type == "welcome") return on_welcome(client, text);
    if (type == "pong") ++over_;
    if (type == "room-info") ++answers_;
    if (type == "ping") client.send_text(R"({"type":"pong"})");
    if (type == "error") throw std::runtime_error("the server says: " + std::string(text));
  }

  void on_welcome(Client& client, std::string_view text) {
    const SessionBook::Session& session = sessions_[client.index()];
    const std::string_view id = envelope_string(text, "id");
    if (session.is_resumed) {
      ++resumed_;
      const bool is_same = id == ids_[client.index()] && session.acknowledged == session.sent;
      changed_ += is_same ? 0 : 1;
    } else {
      ++fresh_;
    }
    ids_[client.index()] = id;
    client.send_text(R"({"type":"ping"})");
  }

  void on_message(Client&, std::string_view) override {}

  void on_closed(Client& client) override {
    ++over_;
    client.was_upgraded() ? ++closed_[client.close_code()] : ++refused_[client.http_status()];
  }

  std::size_t count_;
  std::size_t per_room_;
  std::size_t rounds_;
  std::size_t connecting_;
  Way joining_;
  Way resuming_;
  Clock::time_point begin_;
  std::size_t begun_ = 0;    ///< connections of this phase
  std::size_t over_ = 0;     ///< of these: answered, refused or closed
  std::size_t fresh_ = 0;    ///< welcomed to a new session
  std::size_t resumed_ = 0;  ///< welcomed back
  std::size_t changed_ = 0;  ///< of these: under another id, or something of theirs was not counted
  std::size_t answers_ = 0;
  std::map<int, std::size_t> refused_;  ///< by HTTP status
  std::map<int, std::size_t> closed_;   ///< by code
};

}  // namespace

void run_resume(Options& options) {
  ResumeScenario(options).run();
}

}  // namespace parley::bench
