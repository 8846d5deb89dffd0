// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "scenario.hpp"

#include <algorithm>
#include <iostream>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace parley::bench {
namespace {

constexpr std::chrono::seconds kStall{10};
constexpr std::size_t kConnectsInFlight = 128;
constexpr std::string_view kFromServer = R"({"sender":"ground control")";

}  // namespace

Options::Options(int argc, char** argv) {
  for (int i = 0; i < argc; i += 2) {
    const std::string_view name = argv[i];
    if (!name.starts_with("--") || i + 1 == argc) {
      throw std::invalid_argument("expected --name VALUE at " + std::string(name));
    }
    values_[std::string(name.substr(2))] = argv[i + 1];
  }
}

std::string Options::text(const std::string& name, const std::string& otherwise) {
  used_[name] = true;
  const auto found = values_.find(name);
  return found == values_.end() ? otherwise : found->second;
}

std::size_t Options::number(const std::string& name, std::size_t otherwise) {
  const std::string value = text(name, std::to_string(otherwise));
  if (value.empty() || value.find_first_not_of("0123456789") != std::string::npos) {
    throw std::invalid_argument("--" + name + " must be a number");
  }
  return std::stoull(value);
}

Target Options::target() {
  const std::size_t port = number("port", 0);
  if (port == 0 || port > 0xffff) throw std::invalid_argument("--port is needed");
  return {.port = static_cast<std::uint16_t>(port),
          .sources = static_cast<std::uint32_t>(number("sources", 1)),
          .first_source = static_cast<std::uint32_t>(number("first-source", 1)),
          .tls = number("tls", 0) != 0,
          .v1 = number("v1", 0) != 0};
}

void Options::check_all_used() const {
  for (const auto& [name, value] : values_) {
    if (!used_.contains(name)) throw std::invalid_argument("unknown option --" + name);
  }
}

std::string& Report::name(std::string_view name) {
  if (line_.size() > 1) line_ += ',';
  return line_.append("\"").append(name).append("\":");
}

Report& Report::add(std::string_view key, double value) {
  std::ostringstream text;
  text << value;
  name(key) += text.str();
  return *this;
}

Report& Report::add(std::string_view key, std::size_t value) {
  name(key) += std::to_string(value);
  return *this;
}

Report& Report::add(std::string_view key, std::string_view value) {
  name(key).append("\"").append(value).append("\"");
  return *this;
}

Report& Report::add(std::string_view key, const std::map<int, std::size_t>& counts) {
  Report inner;
  for (const auto& [number, count] : counts) inner.add(std::to_string(number), count);
  name(key).append(inner.line_).append("}");
  return *this;
}

Report& Report::add_latencies(std::vector<std::uint32_t>& nanoseconds) {
  if (nanoseconds.empty()) return *this;
  std::sort(nanoseconds.begin(), nanoseconds.end());
  const auto at = [&](double share) {
    const auto index =
        static_cast<std::size_t>(share * static_cast<double>(nanoseconds.size() - 1));
    return nanoseconds[index] / 1e3;
  };
  return add("p50_us", at(0.5)).add("p90_us", at(0.9)).add("p99_us", at(0.99)).add("max_us", at(1));
}

void Report::print() {
  std::cout << line_ << '}' << std::endl;
}

std::uint32_t nanoseconds_between(Clock::time_point begin, Clock::time_point end) {
  constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
  const auto passed = std::chrono::duration_cast<std::chrono::nanoseconds>(end - begin).count();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(passed, 0, kMost));
}

void await_go(std::string_view event) {
  Report().add("event", event).print();
  std::string line;
  std::getline(std::cin, line);
}

std::string_view envelope_string(std::string_view text, std::string_view key) {
  const std::string quoted = '"' + std::string(key) + R"(":")";
  const std::size_t at = text.find(quoted);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + quoted.size();
  return text.substr(begin, text.find('"', begin) - begin);
}

void Scenario::connect_all(std::size_t count,
                           const std::function<std::size_t(std::size_t)>& room_of) {
  ids_.resize(count);
  sessions_.resize(target_.v1 ? count : 0);
  const auto connect_more = [&] {
    while (clients_.size() < count && clients_.size() - known_ < kConnectsInFlight) {
      const std::size_t index = clients_.size();
      clients_.push_back(std::make_unique<Client>(loop_, *this, index));
      clients_.back()->connect(target_, room_name(room_of(index)));
    }
    return known_ == count;
  };
  run_until(connect_more);
}

void Scenario::run_until(const std::function<bool()>& done, int most_ms) {
  auto heard_at = Clock::now();
  while (!done()) {
    const int events = loop_.run_once(sessions_.wait_ms(most_ms));
    const auto now = Clock::now();
    if (sessions_.send_overdue(clients_, now) || events > 0) heard_at = now;
    if (now - heard_at >= kStall) throw std::runtime_error("the server stands still");
  }
}

void Scenario::settle() {
  run_until([this] { return sessions_.is_settled(); });
  // Only an answer shows that the last acknowledgements have arrived.
  pongs_ = 0;
  for (const auto& client : clients_) client->send_text(R"({"type":"ping"})");
  run_until([this] { return pongs_ == clients_.size(); });
}

std::string_view Scenario::take_note(Client& client, std::string_view text) {
  std::string_view type;
  if (text.starts_with(kFromServer)) type = envelope_string(text, "type");
  if (target_.v1) sessions_.on_text(client, type, text, loop_.now());
  if (type == "pong") ++pongs_;
  return type;
}

void Scenario::on_text(Client& client, std::string_view text) {
  const std::string_view type = take_note(client, text);
  if (type.empty()) return on_message(client, text);
  if (type == "welcome") return learn_id(client, envelope_string(text, "id"));
  if (type == "greeting") return client.send_text(R"({"type":"ping"})");
  if (type == "ping") return client.send_text(R"({"type":"pong"})");
  const bool is_answer = type == "pong" && ids_[client.index()].empty();
  if (!is_answer) return on_server_message(client, type, text);
  learn_id(client, envelope_string(text, "receiver"));
}

void Scenario::learn_id(const Client& client, std::string_view id) {
  if (id.size() != kIdBytes) throw std::runtime_error("a client id of unexpected length");
  ids_[client.index()] = id;
  ++known_;
}

void Scenario::on_server_message(Client&, std::string_view type, std::string_view text) {
  if (type == "error") throw std::runtime_error("the server says: " + std::string(text));
}

void Scenario::on_closed(Client& client) {
  throw std::runtime_error("a client was closed: status " + std::to_string(client.http_status()) +
                           ", code " + std::to_string(client.close_code()));
}

}  // namespace parley::bench
