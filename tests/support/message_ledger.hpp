// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace parley::test {

/// Who has sent what to whom, and what has become of it: the oracle of tests with numbered
/// messages. Clients are known by their numbers here, whatever ids they have meanwhile.
class MessageLedger {
 public:
  /// Notes a message from `sender` to `receivers`, and returns the `id` that it is to bear. What is
  /// `certain` has to arrive exactly once, or to be reported; the rest at most once.
  std::string note(std::size_t sender, const std::vector<std::size_t>& receivers, bool is_certain);

  /// A message that note() has named has come.
  void on_arrival(std::size_t receiver, const nlohmann::json& message);

  /// Its sender was told that it may not have arrived.
  void on_report(const std::string& id);
  /// The same for all messages so far from one to another.
  void on_report_of_all(std::size_t sender, std::size_t receiver);

  /// The client has lost its session: who would have told it of what, and what it would have got,
  /// is not known any more.
  void on_session_lost(std::size_t client);

  /// What has gone wrong for good: twice, not in order, to somebody else.
  [[nodiscard]] const std::vector<std::string>& violations() const noexcept { return violations_; }

  /// What is certain to come, and has not yet.
  [[nodiscard]] std::vector<std::string> missing() const;

 private:
  struct Copy {
    bool is_certain;
    int arrivals = 0;
    bool is_reported = false;
  };
  struct Entry {
    std::size_t sender;
    int number;
    std::map<std::size_t, Copy> copies;  // by receiver
  };

  int next_number_ = 0;
  std::map<std::string, Entry> entries_;
  std::map<std::pair<std::size_t, std::size_t>, int> last_;  // by sender and receiver
  std::vector<std::string> violations_;
};

}  // namespace parley::test
