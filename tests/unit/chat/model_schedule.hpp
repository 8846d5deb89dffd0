// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "unit/chat/model_world.hpp"

namespace parley::model {

/// What may happen in a schedule beyond drops.
struct Climate {
  bool has_restarts = false;
  bool has_small_limits = false;
};

/// One random history of a room, from its seed alone: three or four clients, up to two hundred
/// events, then everybody comes back, hears everything and leaves. What is wrong with it is in
/// problems(), and the events in trace().
class Schedule {
 public:
  Schedule(std::uint64_t seed, Climate climate)
      : random_(seed), climate_(climate), world_(limits(), !climate.has_small_limits, random_) {
    const std::size_t clients = 3 + random_.below(2);
    const std::size_t base = random_.below(3);
    for (std::size_t i = 0; i < clients; ++i) {
      world_.clients.push_back(std::make_unique<ModelClient>(i >= base, world_.ledger));
    }
  }

  void run() {
    for (std::size_t steps = 40 + random_.below(160); steps > 0 && is_well(); --steps) step();
    note("settle");
    if (is_well()) settle();
    if (is_well()) audit();
    if (is_well()) leave();
  }

  [[nodiscard]] const std::vector<std::string>& problems() { return world_.ledger.problems(); }
  [[nodiscard]] const std::string& trace() const noexcept { return trace_; }

 private:
  using seconds = std::chrono::seconds;
  using milliseconds = std::chrono::milliseconds;
  static constexpr std::size_t kAll = SIZE_MAX;

  [[nodiscard]] bool is_well() { return problems().empty(); }
  void note(const std::string& what) { trace_ += what + '\n'; }

  chat::Limits limits() {
    chat::Limits limits;
    limits.errors_per_minute = SIZE_MAX;
    limits.throttle_deadline = std::chrono::hours{1};
    if (!climate_.has_small_limits) return limits;
    chat::ResumeLimits& resume = limits.resume;
    resume.messages = 2 + random_.below(20);
    if (random_.one_in(2)) resume.bytes = 200 + random_.below(4000);
    if (random_.one_in(2)) resume.total_bytes = 500 + random_.below(8000);
    if (random_.one_in(2)) resume.seats = random_.below(4);
    return limits;
  }

  void step() {
    const std::size_t which = random_.below(world_.clients.size());
    ModelClient& client = *world_.clients[which];
    const std::size_t dice = random_.below(100);
    if (!client.is_connected() && dice < 50) {
      note("dial " + std::to_string(which));
      world_.dial(which);
    } else if (dice < 30) {
      if (client.session() != nullptr) speak(client, which);
    } else if (dice < 88) {
      if (!world_.links().empty()) move(*world_.links()[random_.below(world_.links().size())]);
    } else if (dice < 90) {
      if (client.is_welcome()) client.acknowledge();
    } else if (dice < 95) {
      if (!world_.links().empty()) disturb(*world_.links()[random_.below(world_.links().size())]);
    } else if (dice < 97) {
      note("redial " + std::to_string(which));
      world_.dial(which);
    } else {
      happen(which);
    }
    world_.sweep_links();
  }

  void speak(ModelClient& client, std::size_t which) {
    note("speak " + std::to_string(which));
    const bool has_id = !random_.one_in(3);
    const std::size_t padding = random_.one_in(500) ? 66'000 : random_.below(200);
    switch (random_.below(12)) {
      case 0:
        return client.send_broken(random_.one_in(2));
      case 1:
        return client.rename();
      case 2:
      case 3:
      case 4:
        return client.send("text", "room", true, padding);
      case 5:
        return client.send("offer", client.session()->id, has_id);
      case 6:
        return client.send("x", "nobody", has_id);
      default:
        break;
    }
    static const std::vector<std::string> kTypes{"offer", "icecandidate", "ping", "ack", "custom"};
    const std::string& type = has_id ? kTypes[random_.below(kTypes.size())] : "x";
    client.send(type, random_.among(world_.ledger.ids()), has_id, padding);
  }

  void move(Link& link) {
    if (link.is_pending) {
      note("accept " + std::to_string(link.client));
      return world_.accept(link);
    }
    const std::size_t bytes = random_.one_in(3) ? kAll : random_.below(400);
    note("move " + std::to_string(link.client));
    if (random_.one_in(2)) {
      world_.move_up(link, bytes);
    } else {
      world_.move_down(link, bytes);
    }
  }

  void disturb(Link& link) {
    if (!link.up.is_cut() && !random_.one_in(4)) {
      note("cut " + std::to_string(link.client));
      return world_.cut(link);
    }
    static const std::vector<CloseReason> kReasons{
        CloseReason::ConnectionLost, CloseReason::ConnectionLost, CloseReason::ConnectionLost,
        CloseReason::Timeout,        CloseReason::Disconnected,   CloseReason::InternalError,
        CloseReason::SlowConsumer,   CloseReason::ClosedByClient, CloseReason::ProtocolError};
    const CloseReason reason = kReasons[random_.below(kReasons.size())];
    note("end " + std::to_string(link.client) + " " +
         std::string{protocol::close_info(reason).name});
    world_.end(link, reason);
  }

  void happen(std::size_t which) {
    const std::size_t dice = random_.below(12);
    if (dice == 0) {
      note("close page " + std::to_string(which));
      world_.close_page(which, random_.one_in(2));
    } else if (climate_.has_restarts && dice < 4) {
      note("restart");
      world_.restart();
    } else if (climate_.has_restarts && dice == 4) {
      note("crash");
      world_.crash();
    } else if (dice < 7) {
      note("wind far");
      world_.wind(random_.one_in(2) ? seconds{28} : seconds{40});
    } else {
      note("wind");
      world_.wind(milliseconds{random_.below(3000)});
    }
  }

  void flush() {
    for (int pass = 0; pass < 3; ++pass) {
      for (const auto& link : world_.links()) world_.move_up(*link, kAll);
      for (const auto& link : world_.links()) world_.move_down(*link, kAll);
    }
  }

  /// Everybody comes back, and what is said to whom has time to come through.
  void settle() {
    constexpr int kRounds = 60;
    constexpr int kMore = 34;  // so long it takes until those who never come back are given up
    int quiet = 0;
    for (int round = 0; round < kRounds && quiet < kMore && is_well(); ++round) {
      for (std::size_t i = 0; i < world_.clients.size(); ++i) {
        if (!world_.clients[i]->is_connected()) world_.dial(i);
      }
      for (const auto& link : world_.links()) world_.accept(*link);
      flush();
      for (const auto& link : world_.links()) {
        if (link->is_abandoned) world_.end(*link, CloseReason::ConnectionLost);
      }
      for (const auto& client : world_.clients) {
        if (client->is_welcome()) client->acknowledge();
      }
      flush();
      world_.sweep_links();
      world_.wind(seconds{1});
      quiet = is_quiet() ? quiet + 1 : 0;
    }
    if (quiet < kMore) world_.ledger.problem("it does not become quiet");
    flush();
  }
  [[nodiscard]] bool is_quiet() const {
    return std::ranges::all_of(world_.clients,
                               [](const auto& client) { return client->is_quiet(); });
  }

  /// The server's list, as a newcomer is told it, is everybody's, and who is in it is right.
  void audit() {
    world_.clients.push_back(std::make_unique<ModelClient>(true, world_.ledger));
    world_.dial(world_.clients.size() - 1);
    world_.accept(*world_.links().back());
    flush();
    const RoomList& truth = world_.clients.back()->list();
    RoomList::Entries present;
    for (const auto& [id, session] : world_.ledger.sessions()) {
      if (!session.has_ended) present[id] = {session.username};
    }
    if (truth.entries() != present) world_.ledger.problem("the server lists somebody else");
    for (const auto& client : world_.clients) {
      if (!client->is_v1()) continue;
      const RoomList& list = client->list();
      if (list.version() != truth.version() || list.entries() != truth.entries()) {
        world_.ledger.problem("the list of " + client->session()->id + " is another one");
      }
    }
    world_.ledger.check_all();
  }

  /// Nothing is kept when everybody has gone, each in a way of its own.
  void leave() {
    for (std::size_t i = 0; i < world_.clients.size(); ++i) {
      world_.close_page(i, random_.one_in(2));
    }
    for (const auto& link : world_.links()) {
      if (random_.one_in(2)) world_.move_up(*link, kAll);
      world_.end(*link,
                 random_.one_in(2) ? CloseReason::ClosedByClient : CloseReason::ConnectionLost);
    }
    world_.wind(seconds{40});
    const chat::Counters& left = world_.server().counters();
    if (left.kept_messages + left.kept_bytes + left.sessions + left.suspended != 0 ||
        world_.server().room_count() + world_.server().client_count() + world_.timers() != 0) {
      world_.ledger.problem("something is kept for nobody");
    }
  }

  Random random_;
  Climate climate_;
  World world_;
  std::string trace_;
};

}  // namespace parley::model
