// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session_book.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "scenario.hpp"

namespace parley::bench {
namespace {

constexpr std::uint32_t kAckMessages = 16;
constexpr std::size_t kAckBytes = 64UL * 1024;
constexpr std::chrono::seconds kAckDelay{5};

/// Of what the server says itself.
bool is_uncounted(std::string_view type) {
  return type == "ack" || type == "ping" || type == "pong" || type == "bye" || type == "going-away";
}

}  // namespace

std::uint64_t number_in(std::string_view text, std::string_view key) {
  const std::string quoted = '"' + std::string(key) + R"(":)";
  const std::size_t at = text.find(quoted);
  std::uint64_t number = 0;
  if (at == std::string_view::npos) throw std::runtime_error("no " + quoted);
  const char* const begin = text.data() + at + quoted.size();
  if (std::from_chars(begin, text.data() + text.size(), number).ec != std::errc{}) {
    throw std::runtime_error("no number: " + quoted);
  }
  return number;
}

void SessionBook::on_text(Client& client, std::string_view type, std::string_view text,
                          Clock::time_point now) {
  if (type == "greeting") throw std::runtime_error("the server does not speak parley.v1");
  if (type == "welcome") return on_welcome(client, text);
  Session& session = sessions_[client.index()];
  if (type == "ack") session.acknowledged = number_in(text, "received");
  if (is_uncounted(type)) return;
  ++session.received;
  session.owed_bytes += text.size();
  if (session.owed_messages++ == 0) {
    session.owed_since = now;
    debts_.push_back({client.index(), now});
  }
  if (session.owed_messages >= kAckMessages || session.owed_bytes >= kAckBytes) acknowledge(client);
}

void SessionBook::on_welcome(Client& client, std::string_view text) {
  Session& session = sessions_[client.index()];
  session.is_resumed = text.find(R"("resumed":true)") != std::string_view::npos;
  if (!session.is_resumed) session.received = session.sent = 0;
  session.acknowledged = number_in(text, "received");
  session.token = envelope_string(text, "token");
  acknowledge(client);
}

void SessionBook::acknowledge(Client& client) {
  Session& session = sessions_[client.index()];
  session.owed_messages = 0;
  session.owed_bytes = 0;
  client.send_text(R"({"type":"ack","data":{"received":)" + std::to_string(session.received) +
                   "}}");
}

bool SessionBook::send_overdue(const std::vector<std::unique_ptr<Client>>& clients,
                               Clock::time_point now) {
  const std::size_t before = debts_.size();
  while (!debts_.empty() && debts_.front().since + kAckDelay <= now) {
    const Debt debt = debts_.front();
    debts_.pop_front();
    const Session& session = sessions_[debt.index];
    const bool is_owed = session.owed_messages > 0 && session.owed_since == debt.since;
    if (is_owed && clients[debt.index]->is_open()) acknowledge(*clients[debt.index]);
  }
  return debts_.size() < before;
}

int SessionBook::wait_ms(int most) const {
  if (debts_.empty()) return most;
  const auto left = debts_.front().since + kAckDelay - Clock::now();
  const auto ms = std::chrono::ceil<std::chrono::milliseconds>(left).count();
  return static_cast<int>(std::clamp<std::int64_t>(ms, 0, most));
}

bool SessionBook::is_settled() const {
  return std::ranges::all_of(sessions_, [](const Session& session) {
    return session.owed_messages == 0 && session.acknowledged == session.sent;
  });
}

}  // namespace parley::bench
