// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/base/scheduler.hpp"

namespace parley::model {

/// A client id and all that is known about it, from both ends. That of a base client lives as long
/// as its connection.
struct Session {
  std::string id;
  bool is_v1 = false;
  std::uint64_t opened_at = 0;  ///< on the ledger's clock
  bool has_ended = false;       ///< as its client knows: what was for it need not arrive
  std::string username = "Major Tom";
  std::uint64_t taken = 0;  ///< counted messages that the server was handed
  std::uint64_t asked_for_errors = 0;
  std::uint64_t errors = 0;  ///< that were answers to those
  // What the server has to know.
  bool is_heard = false;
  bool is_gone = false;  ///< it cannot be resumed any more
  bool is_away = false;
  TimePoint away_since{};
  [[nodiscard]] bool is_over(TimePoint now, Duration window) const {
    return is_gone || (is_away && now - away_since >= window);
  }

  std::map<std::string, std::uint64_t> last_from{};  ///< sender, number of its last message
};

/// A counted message of a client.
struct Sent {
  std::string sender;
  std::string to;  ///< an id, "room", or empty: the server
  std::uint64_t taken_at = 0;
  bool is_reported = false;  ///< its sender was told that it may not have arrived
  std::set<std::string> got_by{};
};

/// Who has sent what and what became of it: the book that the invariants are read from. It notes
/// what contradicts them as a problem, in words.
class Ledger {
 public:
  Session& open(const std::string& id, bool is_v1) {
    if (sessions_.contains(id)) problem("a client id was given twice: " + id);
    ids_.push_back(id);
    return sessions_[id] = Session{.id = id, .is_v1 = is_v1, .opened_at = ++clock_};
  }
  [[nodiscard]] Session* find(const std::string& id) {
    const auto found = sessions_.find(id);
    return found == sessions_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::vector<std::string>& ids() { return ids_; }
  [[nodiscard]] std::map<std::string, Session>& sessions() { return sessions_; }

  /// Numbers a message that `sender` is about to send for the first time.
  std::uint64_t note_sent(const std::string& sender, const std::string& to) {
    sent_.push_back({.sender = sender, .to = to});
    return sent_.size();
  }
  /// The server is handed a message of the session that counts.
  void note_taken(Session& session, std::uint64_t number) {
    ++session.taken;
    Sent& sent = sent_.at(number - 1);
    if (sent.sender != session.id) problem(name(number) + " was taken from somebody else");
    if (sent.taken_at != 0) problem(name(number) + " was handed to the server twice");
    sent.taken_at = ++clock_;
  }
  void note_received(Session& by, const std::string& from, std::uint64_t number) {
    Sent& sent = sent_.at(number - 1);
    if (sent.sender != from) problem(name(number) + " came from " + from);
    if (sent.to != "room" && sent.to != by.id) problem(name(number) + " came to " + by.id);
    if (std::exchange(by.last_from[from], number) >= number) {
      problem(name(number) + " came twice or out of order to " + by.id);
    }
    sent.got_by.insert(by.id);
  }

  /// The sender was told `code` about a message.
  void note_error(Session& session, std::uint64_t number, const std::string& code) {
    Sent& sent = sent_.at(number - 1);
    if (sent.sender != session.id) problem("the error for " + name(number) + " went astray");
    if (code == "rate-limited") return;
    sent.is_reported = true;
    if (sent.to.empty()) return void(++session.errors);
    if (sent.to == "room") problem(name(number) + " to the room was called " + code);
    const Session* const receiver = find(sent.to);
    const bool was_there = receiver != nullptr && receiver->opened_at < sent.taken_at;
    if (was_there) doubts_.push_back({number, code});
  }
  /// The same for everything so far to this receiver.
  void note_unconfirmed_to(const Session& session, const std::string& receiver) {
    for (Sent& sent : sent_) {
      if (sent.sender == session.id && sent.to == receiver && sent.taken_at != 0) {
        sent.is_reported = true;
      }
    }
  }
  /// The client itself reports it: its session has ended before the acknowledgement.
  void note_unconfirmed(std::uint64_t number) { sent_.at(number - 1).is_reported = true; }

  /// All that must be true once everybody is back and has heard everything.
  void check_all() {
    for (std::uint64_t number = 1; number <= sent_.size(); ++number) check(number);
    for (const auto& [number, code] : doubts_) {
      if (!find(sent_[number - 1].to)->has_ended) {
        problem(name(number) + " was called " + code + " although its receiver never left");
      }
    }
    for (const auto& [id, session] : sessions_) {
      if (!session.is_v1 || session.has_ended) continue;
      if (session.errors != session.asked_for_errors) problem(id + " is owed an error");
    }
  }

  /// There has been a drain, in which not every leave is announced.
  bool has_silent_changes = false;

  void problem(const std::string& what) { problems_.push_back(what); }
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

 private:
  [[nodiscard]] static std::string name(std::uint64_t number) {
    return "message " + std::to_string(number);
  }

  void check(std::uint64_t number) {
    const Sent& sent = sent_[number - 1];
    const Session& sender = sessions_.at(sent.sender);
    if (sent.taken_at == 0) {
      if (!sender.has_ended) problem(name(number) + " never reached the server");
    } else if (sent.to == "room") {
      for (const auto& [id, session] : sessions_) {
        if (session.has_ended || session.opened_at > sent.taken_at) continue;
        if (!sent.got_by.contains(id)) problem(name(number) + " to the room is missing at " + id);
      }
    } else if (!sent.to.empty() && sent.got_by.empty() && !sent.is_reported) {
      check_missing(number, sender);
    }
  }

  void check_missing(std::uint64_t number, const Session& sender) {
    const Session* const receiver = find(sent_[number - 1].to);
    // Who is to be told must be there, and only parley.v1 can tell.
    const bool has_gone = receiver == nullptr || receiver->has_ended;
    const bool can_be_told =
        !sender.has_ended && sender.is_v1 && (receiver == nullptr || receiver->is_v1);
    if (has_gone && !can_be_told) return;
    problem(name(number) + " neither arrived nor was reported to " + sender.id);
  }

  std::uint64_t clock_ = 0;
  std::map<std::string, Session> sessions_;
  std::vector<std::string> ids_;  // in the order of their opening
  std::vector<Sent> sent_;
  std::vector<std::pair<std::uint64_t, std::string>> doubts_;
  std::vector<std::string> problems_;
};

}  // namespace parley::model
