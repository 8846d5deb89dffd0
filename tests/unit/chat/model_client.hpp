// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "unit/chat/model_ledger.hpp"
#include "unit/chat/model_link.hpp"
#include "unit/chat/model_room_list.hpp"

namespace parley::model {

/// The client's side of both protocols, written down from docs/protocol.md alone: it counts, keeps
/// what is not acknowledged, sends it again after a resume and reports it where there was none. The
/// world gives it a link and the texts that arrive there. What the server must not do it notes as a
/// problem in the ledger.
class ModelClient {
 public:
  using Json = nlohmann::json;

  ModelClient(bool is_v1, Ledger& ledger) : is_v1_(is_v1), ledger_(ledger) {}

  [[nodiscard]] bool is_v1() const noexcept { return is_v1_; }
  [[nodiscard]] bool is_connected() const noexcept { return link_ != nullptr; }
  [[nodiscard]] bool is_on(const Link& link) const noexcept { return link_ == &link; }
  [[nodiscard]] bool is_welcome() const noexcept { return is_connected() && is_greeted_; }
  [[nodiscard]] Session* session() { return id_.empty() ? nullptr : ledger_.find(id_); }
  [[nodiscard]] const RoomList& list() const noexcept { return list_; }
  [[nodiscard]] const std::string& token() const noexcept { return token_; }
  /// All that it was given for its session.
  [[nodiscard]] const std::set<std::string>& tokens() const noexcept { return tokens_; }
  /// Everything is confirmed and known.
  [[nodiscard]] bool is_quiet() const {
    return is_welcome() && unconfirmed_.empty() && !list_.is_stale() && !list_.is_replaying();
  }

  [[nodiscard]] Request request() const {
    if (!is_v1_) return {};
    return {.is_v1 = true, .token = token_, .received = received_};
  }
  void connect(Link& link) {
    link_ = &link;
    is_greeted_ = false;
  }
  void lose_link() {
    link_ = nullptr;
    if (!is_v1_) end_session();
  }

  /// Sends a message that counts, now or when there is a link again. REQUIRES: session().
  void send(const std::string& type, const std::string& to, bool has_id, std::size_t padding = 0) {
    const std::uint64_t number = ledger_.note_sent(id_, to);
    const std::string n = std::to_string(number);
    // One without an id is known by its type.
    say(number, R"({"type":")" + type + (has_id ? R"(","id":"m)" + n : n) +
                    (to.empty() ? "" : R"(","receiver":")" + to) + R"(","data":{"n":)" + n +
                    R"(,"pad":")" + std::string(padding, 'x') + R"("}})");
  }
  /// Something that is answered with an error; the garbled kind in vain by a base client.
  void send_broken(bool is_garbled) {
    if (!is_garbled) {
      if (is_v1_) ++session()->asked_for_errors;
      return send("offer", "", /*has_id=*/true);
    }
    const std::uint64_t number = ledger_.note_sent(id_, "");
    if (is_v1_) ++session()->asked_for_errors;
    say(number, R"({"data":{"n":)" + std::to_string(number));
  }
  void rename() {
    const std::uint64_t number = ledger_.note_sent(id_, "");
    session()->username = "name" + std::to_string(number);
    say(number, R"({"type":"profile","data":{"username":")" + session()->username + R"(","n":)" +
                    std::to_string(number) + "}}");
  }
  void ask_for_list() {
    const std::uint64_t number = ledger_.note_sent(id_, "");
    const std::string n = std::to_string(number);
    asked_.insert(n);
    say(number, R"({"type":"get-room-info","id":)" + n + R"(,"data":{"n":)" + n + "}}");
  }
  /// Acknowledges if there is something to acknowledge. REQUIRES: is_welcome().
  void acknowledge() {
    if (!is_v1_ || acknowledged_ == received_) return;
    send_ack();
  }
  void say_bye() { link_->say(R"({"type":"bye"})"); }
  /// The page goes: nobody will come back for this session.
  void end_session() {
    forget_session();
    link_ = nullptr;
  }

  /// One complete message has arrived.
  void hear(std::string_view text) {
    const Json message = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (message.is_discarded()) return ledger_.problem("no JSON: " + std::string{text});
    const std::string type = message.at("type");
    const std::string sender = message.at("sender");
    const bool is_from_server = sender == "ground control";
    if (!is_greeted_) return on_first(type, message);
    if (is_from_server && is_uncounted(type)) return on_uncounted(type, message);
    if (is_v1_) ++received_;
    if (is_from_server) {
      on_server(type, message);
    } else {
      ledger_.note_received(*session(), sender, message.at("data").at("n"));
    }
    if (is_v1_ && received_ - acknowledged_ >= 16) send_ack();
  }

 private:
  [[nodiscard]] static bool is_uncounted(const std::string& type) {
    return type == "welcome" || type == "ack" || type == "going-away" || type == "ping" ||
           type == "pong" || type == "bye";
  }

  void say(std::uint64_t number, const std::string& text) {
    if (is_v1_) {
      ++sent_;
      unconfirmed_.emplace_back(number, text);
    }
    if (is_welcome()) link_->say(text);
  }
  void send_ack() {
    acknowledged_ = received_;
    link_->say(R"({"type":"ack","data":{"received":)" + std::to_string(received_) + "}}");
  }

  void on_first(const std::string& type, const Json& message) {
    if (type == "bye") return;  // refused
    if (type != (is_v1_ ? "welcome" : "greeting")) return ledger_.problem(type + " came first");
    is_greeted_ = true;
    if (is_v1_) return on_welcome(message.at("data"));
    id_ = message.at("receiver");
  }

  void on_welcome(const Json& data) {
    const std::string token = data.at("resume").at("token");
    const bool is_resumed = data.at("resumed");
    if (is_resumed && id_ != data.at("id")) ledger_.problem("resumed as somebody else");
    if (!is_resumed) forget_session();
    if (!tokens_.insert(token).second) ledger_.problem("an old token was issued again");
    id_ = data.at("id");
    token_ = token;
    send_ack();
    const auto counted = data.at("received").get<std::uint64_t>();
    if (counted != link_->counted) ledger_.problem("welcome: received is not what was taken");
    confirm(counted);
    for (const auto& [number, text] : unconfirmed_) link_->say(text);
    if (!is_resumed) return list_.set(data.at("room"));
    list_.begin_replay(data.at("room").at("version"));
    link_->say(R"({"type":"ping"})");  // its pong is behind the replay
  }

  /// What was not acknowledged will not be sent again.
  void forget_session() {
    if (Session* const old = session()) old->has_ended = true;
    for (const auto& [number, text] : unconfirmed_) ledger_.note_unconfirmed(number);
    unconfirmed_.clear();
    asked_.clear();
    sent_ = confirmed_ = received_ = acknowledged_ = 0;
    id_.clear();
    token_.clear();
    tokens_.clear();
    list_ = {};
  }

  void confirm(std::uint64_t received) {
    if (received < confirmed_ || received > sent_) {
      return ledger_.problem("received " + std::to_string(received) + " of " +
                             std::to_string(sent_) + " cannot be");
    }
    for (; confirmed_ < received; ++confirmed_) unconfirmed_.pop_front();
  }

  void on_uncounted(const std::string& type, const Json& message) {
    if (!is_v1_) {
      if (type == "ack" || type == "going-away" || type == "welcome") on_unasked(type);
    } else if (type == "ack") {
      confirm(message.at("data").at("received"));
    } else if (type == "pong") {
      list_.end_replay();
      refresh();
    } else if (type == "welcome") {
      ledger_.problem("a second welcome");
    }
  }

  void on_server(const std::string& type, const Json& message) {
    if (type == "error") return on_error(message);
    if (type == "room-info") return on_room_info(message);
    if (!is_v1_) return on_unasked(type);
    if (type == "ice-servers") return;
    if (!type.starts_with("client-")) return on_unasked(type);
    if (!list_.apply(type, message.at("data"), ledger_.has_silent_changes)) {
      ledger_.problem(id_ + " cannot apply " + message.dump());
    }
    refresh();
  }
  void on_unasked(const std::string& type) { ledger_.problem(type + " must not come to " + id_); }

  /// One question at a time.
  void refresh() {
    if (list_.is_stale() && !list_.is_replaying() && asked_.empty()) ask_for_list();
  }

  void on_room_info(const Json& message) {
    if (!is_v1_) return;
    if (!message.contains("id")) return on_unasked("room-info");
    if (asked_.erase(message.at("id").dump()) == 0)
      ledger_.problem("a list that was not asked for");
    list_.set(message.at("data"));
  }

  void on_error(const Json& message) {
    const Json& data = message.at("data");
    const std::string code = data.at("code");
    if (code == "undelivered" && !is_v1_) on_unasked(code);
    if (message.contains("id")) {
      const Json& id = message.at("id");
      const std::string digits = id.is_string() ? id.get<std::string>().substr(1) : id.dump();
      return ledger_.note_error(*session(), std::stoull(digits), code);
    }
    const std::string type = data.value("type", "");
    const std::size_t digit = type.find_first_of("0123456789");
    if (digit != std::string::npos) {
      ledger_.note_error(*session(), std::stoull(type.substr(digit)), code);
    } else if (code == "undelivered" && type.empty()) {
      ledger_.note_unconfirmed_to(*session(), data.at("receiver"));
    } else if (code == "bad-message" && type.empty()) {
      ++session()->errors;
    } else if (code != "rate-limited") {
      ledger_.problem("an error without a reason: " + message.dump());
    }
  }

  bool is_v1_;
  Ledger& ledger_;
  Link* link_ = nullptr;
  bool is_greeted_ = false;  // on this link
  std::string id_;
  std::string token_;
  std::set<std::string> tokens_;
  std::deque<std::pair<std::uint64_t, std::string>> unconfirmed_;
  std::uint64_t sent_ = 0;
  std::uint64_t confirmed_ = 0;
  std::uint64_t received_ = 0;
  std::uint64_t acknowledged_ = 0;
  RoomList list_;
  std::set<std::string> asked_;
};

}  // namespace parley::model
