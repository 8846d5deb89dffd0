// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/message_ledger.hpp"

#include <utility>

namespace parley::test {

std::string MessageLedger::note(std::size_t sender, const std::vector<std::size_t>& receivers,
                                bool is_certain) {
  const int number = ++next_number_;
  Entry entry{.sender = sender, .number = number, .copies = {}};
  for (const std::size_t receiver : receivers) entry.copies[receiver] = {.is_certain = is_certain};
  std::string id = "m" + std::to_string(number);
  entries_.emplace(id, std::move(entry));
  return id;
}

void MessageLedger::on_arrival(std::size_t receiver, const nlohmann::json& message) {
  const auto found = entries_.find(message.at("id").get<std::string>());
  if (found == entries_.end() || !found->second.copies.contains(receiver)) {
    return violations_.push_back("for somebody else: " + message.dump());
  }
  const Entry& entry = found->second;
  const std::string what =
      found->first + " from " + std::to_string(entry.sender) + " to " + std::to_string(receiver);
  if (++found->second.copies.at(receiver).arrivals > 1) violations_.push_back("twice: " + what);
  int& last = last_[{entry.sender, receiver}];
  if (entry.number <= last) {
    violations_.push_back("behind m" + std::to_string(last) + ": " + what);
  }
  last = entry.number;
}

void MessageLedger::on_report(const std::string& id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return violations_.push_back("a report of what nobody sent: " + id);
  for (auto& [receiver, copy] : found->second.copies) copy.is_reported = true;
}

void MessageLedger::on_report_of_all(std::size_t sender, std::size_t receiver) {
  for (auto& [id, entry] : entries_) {
    const auto copy = entry.copies.find(receiver);
    if (entry.sender == sender && copy != entry.copies.end()) copy->second.is_reported = true;
  }
}

void MessageLedger::on_session_lost(std::size_t client) {
  for (auto& [id, entry] : entries_) {
    for (auto& [receiver, copy] : entry.copies) {
      // A message to the room is reported to nobody.
      const bool is_to_room = entry.copies.size() > 1;
      if (entry.sender == client || (receiver == client && is_to_room)) copy.is_certain = false;
    }
  }
}

std::vector<std::string> MessageLedger::missing() const {
  std::vector<std::string> missing;
  for (const auto& [id, entry] : entries_) {
    for (const auto& [receiver, copy] : entry.copies) {
      if (!copy.is_certain || copy.arrivals > 0 || copy.is_reported) continue;
      missing.push_back(id + " from " + std::to_string(entry.sender) + " to " +
                        std::to_string(receiver));
    }
  }
  return missing;
}

}  // namespace parley::test
