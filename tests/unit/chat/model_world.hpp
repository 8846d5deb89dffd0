// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/chat/chat_manager.hpp"
#include "parley/protocol/message_type.hpp"
#include "parley/protocol/session_message.hpp"
#include "unit/chat/model_client.hpp"
#include "unit/chat/model_ledger.hpp"
#include "unit/chat/model_link.hpp"
#include "unit/chat/model_process.hpp"

namespace parley::model {

using protocol::CloseReason;

/// The server, the network and the clock around the model clients: it does with a ChatManager what
/// the net layer and the daemon do, in any order and at any byte. It knows which sessions there
/// must be, and notes in the ledger where the server thinks otherwise.
class World {
 public:
  /// `is_ample`: the limits are never reached, so that no session may be lost because of them.
  World(const chat::Limits& limits, bool is_ample, Random& random)
      : is_ample_(is_ample), random_(random), process_(limits, ledger) {}

  Ledger ledger;
  std::vector<std::unique_ptr<ModelClient>> clients;

  [[nodiscard]] chat::ChatManager& server() { return process_.chat(); }
  [[nodiscard]] const std::vector<std::unique_ptr<Link>>& links() const { return links_; }
  [[nodiscard]] std::size_t timers() { return process_.clock().pending(); }

  /// The client connects, and does not listen to an older connection any more.
  void dial(std::size_t client) {
    abandon(client);
    links_.push_back(std::make_unique<Link>(client, clients[client]->request()));
    if (const Session* const session = clients[client]->session()) {
      links_.back()->asker = session->id;
    }
    clients[client]->connect(*links_.back());
  }

  /// The request has come through. Older ones of the same client have, too, or are lost.
  void accept(Link& link) {
    for (const auto& older : links_) {
      if (older.get() == &link) break;
      if (older->client == link.client && older->is_pending) accept(*older);
    }
    if (!std::exchange(link.is_pending, false)) return;
    if (link.is_abandoned && random_.one_in(2)) return;
    if (!link.request.is_v1) {
      link.served = server().join("r", "Major Tom", link).client;
    } else {
      if (!link.request.token.empty()) resume(link, *ledger.find(link.asker));
      if (link.served == nullptr) {
        link.served = server().open_session("r", "Major Tom", link).client;
      }
    }
    const std::string id{link.served->id().view()};
    if (ledger.find(id) != nullptr) return;
    ledger.open(id, link.request.is_v1).has_ended = link.is_abandoned;
    link.opened = id;
  }

  /// So many bytes reach the server, and so it may read messages.
  void move_up(Link& link, std::size_t bytes) {
    if (!link.is_served()) return;
    link.up.move(bytes);
    while (link.is_served()) {
      const auto text = link.up.next_text();
      if (!text) return;
      take(link, *text);
    }
  }
  /// So many bytes reach the client, and the end if they were the last.
  void move_down(Link& link, std::size_t bytes) {
    if (link.is_abandoned || link.is_pending) return;
    if (link.closed == CloseReason::TakenOver) ledger.problem("taken over by nobody");
    link.down.move(bytes);
    ModelClient& client = *clients[link.client];
    while (!link.is_abandoned) {
      const auto text = link.down.next_text();
      if (!text) break;
      client.hear(*text);
    }
    if (link.down.is_over()) abandon(link.client);
  }

  /// The way breaks: of what is under way only a part arrives, in each direction.
  void cut(Link& link) {
    link.up.cut_after(random_.below(link.up.size() + 1));
    link.down.cut_after(random_.below(link.down.size() + 1));
    if (link.is_pending) link.down.cut_after(0);
    if (link.down.is_over()) abandon_link(link);
  }
  /// The server finds out, or ends it itself.
  void end(Link& link, CloseReason reason) {
    if (!link.is_served()) return;
    Session& session = *ledger.find(std::string{link.served->id().view()});
    const bool must_be_kept =
        session.is_v1 && session.is_heard && protocol::close_info(reason).keeps_seat;
    link.has_ended = true;
    session.is_away = server().on_connection_end(*std::exchange(link.served, nullptr), reason);
    session.is_gone = !session.is_away;
    if (session.is_away ? !must_be_kept : must_be_kept && is_ample_) {
      ledger.problem("the seat of " + session.id + (session.is_away ? " is kept" : " is not kept"));
    }
    session.away_since = process_.clock().now();
    link.down.cut_after(link.down.size());
    link.up.cut_after(0);
  }
  /// The client stops listening; what it has said may still arrive.
  void abandon(std::size_t client) {
    for (const auto& link : links_) {
      if (link->client == client && !link->is_abandoned) abandon_link(*link);
    }
  }
  /// The page goes: the server may or may not see why.
  void close_page(std::size_t client, bool says_bye) {
    if (says_bye && clients[client]->is_welcome()) clients[client]->say_bye();
    clients[client]->end_session();
    abandon(client);
  }

  void wind(Duration duration) {
    process_.clock().advance(duration);
    check_amounts();
  }

  /// A drain, and another process that goes on; between the two may lie the text of a file.
  void restart() {
    server().stop_announcing();
    ledger.has_silent_changes = true;
    for (const auto& link : links_) {
      if (random_.one_in(4)) move_up(*random_.among(links_), random_.below(200));
      if (random_.one_in(8)) wind(std::chrono::milliseconds{random_.below(500)});
      if (link->is_served()) say_going_away(*link);
      end(*link, CloseReason::Draining);
    }
    for (const auto& link : links_) end(*link, CloseReason::Draining);
    hang_up();
    const chat::Snapshot snapshot = process_.snapshot(/*through_text=*/random_.one_in(2));
    if (!is_ample_ && random_.one_in(2)) process_.limits().resume.seats = 1 + random_.below(4);
    process_.start();
    server().restore(snapshot);
    begin_windows(snapshot);
    check_amounts();
  }
  /// The process is killed: nobody is told, and nothing is left.
  void crash() {
    for (const auto& link : links_) {
      cut(*link);
      link->has_ended = true;
      link->served = nullptr;
    }
    hang_up();
    for (auto& [id, session] : ledger.sessions()) session.is_gone = true;
    process_.start();
  }

  /// Forgets the links over which nothing can come any more.
  void sweep_links() {
    check_amounts();
    std::erase_if(links_, [](const auto& link) {
      return link->is_abandoned && !link->is_served() && !link->is_pending;
    });
  }

 private:
  // Seats are given up by a sweep, so much later at most.
  static constexpr Duration kLongestSweep = std::chrono::seconds{1};

  [[nodiscard]] bool is_over(const Session& session) {
    return session.is_over(process_.clock().now(), process_.limits().resume.window + kLongestSweep);
  }
  [[nodiscard]] bool is_kept(const Session& session) {
    return is_ample_ && !session.is_over(process_.clock().now(), process_.limits().resume.window);
  }

  /// Another process begins with the sessions of this snapshot.
  void begin_windows(const chat::Snapshot& snapshot) {
    std::set<std::string_view> seats;
    for (const auto& room : snapshot.rooms) {
      for (const auto& seat : room.seats) seats.insert(seat.id.view());
    }
    for (auto& [id, session] : ledger.sessions()) {
      const bool is_there = seats.contains(id);
      if (session.is_v1 && (is_there ? is_over(session) : is_kept(session))) {
        ledger.problem("the snapshot is wrong about " + id);
      }
      session.is_gone = !is_there;
      session.away_since = process_.clock().now();
    }
  }

  void resume(Link& link, Session& session) {
    const bool must_not_be = is_over(session);
    const bool must_be = is_kept(session);
    for (const auto& other : links_) {
      other->is_older = other->is_served() && other->served->id() == session.id;
    }
    link.counted = session.taken;
    link.served = server().resume_session("r", link.request.token, link.request.received, link);
    const bool is_resumed = link.served != nullptr;
    if (is_resumed && must_not_be) ledger.problem(session.id + " came back from nowhere");
    if (!is_resumed && must_be) ledger.problem(session.id + " could not be resumed");
    for (const auto& other : links_) {
      if (other->is_older && other->is_served()) {
        ledger.problem("the older connection of " + session.id + " was left open");
      }
    }
    session.is_away = false;
    session.is_gone = !is_resumed;
    if (!is_resumed) link.counted = 0;
  }

  void take(Link& link, const std::string& text) {
    Session& session = *ledger.find(std::string{link.served->id().view()});
    session.is_heard = true;
    constexpr std::string_view kNumber = R"("n":)";
    if (const std::size_t n = text.find(kNumber); n != std::string::npos) {
      ledger.note_taken(session, std::stoull(text.substr(n + kNumber.size())));
    }
    (void)server().on_message(*link.served, text);
    check_tokens(link);
    if (link.closed) session.is_gone = true;
    check_amounts();
  }

  /// Whoever says something on a link has the token that came there, and no other is good.
  void check_tokens(const Link& link) {
    const ModelClient& client = *clients[link.client];
    if (!client.is_on(link)) return;
    for (const std::string& token : client.tokens()) {
      if (token != client.token() && server().is_resumable("r", token, client.request().received)) {
        ledger.problem("an old token is good for ever");
      }
    }
  }

  void abandon_link(Link& link) {
    link.is_abandoned = true;
    link.up.cut_after(link.up.size());
    link.down.cut_after(0);
    ModelClient& client = *clients[link.client];
    if (client.is_on(link)) client.lose_link();
    // Who has never learnt of it will never come back to it.
    Session* const opened = ledger.find(link.opened);
    if (opened != nullptr && opened != client.session()) opened->has_ended = true;
  }

  void say_going_away(Link& link) {
    std::string data;
    protocol::append_going_away(data, std::chrono::milliseconds{100});
    for (const std::string_view type : {"going-away", "bye"}) {
      if (type == "going-away" && !link.request.is_v1) continue;
      std::string frame;
      protocol::append_frame(frame, {.sender = protocol::kServerAddress,
                                     .receiver = link.served->id().view(),
                                     .type = type,
                                     .id = {},
                                     .data = data});
      link.send(frame);
    }
  }
  /// Every client that has asked to join is refused.
  void hang_up() {
    for (const auto& link : links_) {
      if (std::exchange(link->is_pending, false)) abandon_link(*link);
    }
  }

  void check_amounts() {
    process_.check_amounts();
    for (const auto& link : links_) {
      if (std::exchange(link->is_misused, false)) {
        ledger.problem("a connection was used after its end");
      }
    }
  }

  bool is_ample_;
  Random& random_;
  Process process_;
  std::vector<std::unique_ptr<Link>> links_;
};

}  // namespace parley::model
