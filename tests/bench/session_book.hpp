// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "bench_client.hpp"

namespace parley::bench {

/// What clients of parley.v1 keep of their sessions: tokens and counts, by the client's index. It
/// acknowledges as docs/protocol.md says. It keeps no messages: no scenario sends one again. Owned
/// by a scenario, which shows it each message before it looks at it itself.
class SessionBook {
 public:
  struct Session {
    std::string token;
    std::uint64_t received = 0;      ///< counted messages of the server, of this whole session
    std::uint64_t sent = 0;          ///< of the client; only as far as the scenario notes it here
    std::uint64_t acknowledged = 0;  ///< of these, according to the server
    bool is_resumed = false;         ///< the last welcome said so
    std::uint32_t owed_messages = 0;
    std::size_t owed_bytes = 0;
    Clock::time_point owed_since;
  };

  void resize(std::size_t clients) { sessions_.resize(clients); }
  [[nodiscard]] Session& operator[](std::size_t index) { return sessions_[index]; }

  /// Takes note of a text message, of that type if the server itself has sent it, and acknowledges
  /// what is due.
  void on_text(Client& client, std::string_view type, std::string_view text, Clock::time_point now);

  /// Acknowledges what has been owed for too long. False if there was nothing to look at.
  bool send_overdue(const std::vector<std::unique_ptr<Client>>& clients, Clock::time_point now);

  /// In how many milliseconds, at most `most`, send_overdue has something to look at.
  [[nodiscard]] int wait_ms(int most) const;

  /// Whether both sides of all sessions have acknowledged everything.
  [[nodiscard]] bool is_settled() const;

 private:
  struct Debt {
    std::size_t index;
    Clock::time_point since;
  };

  void on_welcome(Client& client, std::string_view text);
  void acknowledge(Client& client);

  std::vector<Session> sessions_;
  std::deque<Debt> debts_;  ///< the oldest first; one that is paid stays until its time
};

/// The number behind the first such key in what the server wrote.
[[nodiscard]] std::uint64_t number_in(std::string_view text, std::string_view key);

}  // namespace parley::bench
