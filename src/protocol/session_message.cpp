// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/session_message.hpp"

#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "protocol/json_string.hpp"

namespace parley::protocol {
namespace {

constexpr std::string_view kReceivedKey = R"({"received":)";

void append_list(std::string& out, std::span<const ClientInfo> clients) {
  out += R"("clients":[)";
  bool is_first = true;
  for (const ClientInfo& client : clients) {
    if (!is_first) out += ',';
    is_first = false;
    append_client(out, client);
  }
  out += ']';
}

template <class Integer>
void append_member(std::string& out, std::string_view key, Integer value) {
  out.append(key).append(std::to_string(value));
}

/// Configured rates need not be whole numbers.
std::uint64_t whole(double rate) {
  return static_cast<std::uint64_t>(std::ceil(rate));
}

}  // namespace

void append_welcome(std::string& out, const Welcome& w) {
  out += R"({"id":)";
  append_json_string(out, w.id);
  out += R"(,"room_id":)";
  append_json_string(out, w.room_id);
  out += R"(,"username":)";
  append_json_string(out, w.username);
  out += R"(,"version":)";
  append_json_string(out, w.version);
  out += R"(,"features":["resume","ice-servers"])";
  append_member(out, R"(,"heartbeat":{"interval_ms":)", w.heartbeat_interval.count());
  append_member(out, R"(,"timeout_ms":)", w.heartbeat_timeout.count());
  append_member(out, R"(},"limits":{"message_bytes":)", w.message_bytes);
  append_member(out, R"(,"messages_per_second":)", whole(w.messages_per_second));
  append_member(out, R"(,"burst":)", whole(w.burst));
  out += R"(},"resume":{"token":)";
  append_json_string(out, w.token);
  append_member(out, R"(,"window_ms":)", w.window.count());
  out.append(R"(},"resumed":)").append(w.is_resumed ? "true" : "false");
  append_member(out, R"(,"received":)", w.received);
  append_member(out, R"(,"room":{"version":)", w.room_version);
  if (!w.is_resumed) {
    out += ',';
    append_list(out, w.clients);
  }
  out.append(R"(},"ice_servers":)").append(w.ice_servers).append("}");
}

void append_versioned_room_info(std::string& out, std::string_view room_id, std::uint64_t version,
                                std::span<const ClientInfo> clients) {
  out += R"({"room_id":)";
  append_json_string(out, room_id);
  append_member(out, R"(,"version":)", version);
  out += ',';
  append_list(out, clients);
  out += '}';
}

void append_client_change(std::string& out, const ClientInfo& client, std::uint64_t version) {
  out += R"({"client":)";
  append_client(out, client);
  append_member(out, R"(,"version":)", version);
  out += '}';
}

void append_presence_change(std::string& out, std::string_view id, std::string_view reason,
                            std::uint64_t version) {
  out += R"({"id":)";
  append_json_string(out, id);
  if (!reason.empty()) {
    out += R"(,"reason":)";
    append_json_string(out, reason);
  }
  append_member(out, R"(,"version":)", version);
  out += '}';
}

void append_ack(std::string& out, std::uint64_t received) {
  append_member(out, kReceivedKey, received);
  out += '}';
}

std::optional<std::uint64_t> parse_ack(std::string_view data) {
  // The form that clients write. Clients send one ack for sixteen messages, and parsing it into a
  // tree would cost as much as five messages.
  if (data.starts_with(kReceivedKey) && data.ends_with('}')) {
    const std::string_view digits =
        data.substr(kReceivedKey.size(), data.size() - kReceivedKey.size() - 1);
    std::uint64_t received = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), received);
    if (error == std::errc{} && end == digits.data() + digits.size()) return received;
  }
  const auto tree = nlohmann::json::parse(data, nullptr, /*allow_exceptions=*/false);
  if (!tree.is_object()) return std::nullopt;
  const auto received = tree.find("received");
  if (received == tree.end() || !received->is_number_unsigned()) return std::nullopt;
  return received->get<std::uint64_t>();
}

void append_going_away(std::string& out, std::chrono::milliseconds reconnect_after) {
  append_member(out, R"({"reconnect_after_ms":)", reconnect_after.count());
  out += '}';
}

}  // namespace parley::protocol
