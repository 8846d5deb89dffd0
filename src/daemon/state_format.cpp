// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

#include "daemon/digest.hpp"
#include "parley/base/hex.hpp"
#include "parley/daemon/state_file.hpp"
#include "parley/protocol/envelope.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/room_id.hpp"
#include "parley/protocol/username.hpp"

namespace parley::daemon {
namespace {

using chat::Snapshot;
using nlohmann::json;
using std::chrono::system_clock;

/// The number grows with each change of the format. A daemon with another number does not read the
/// file.
constexpr std::string_view kFormat = "parley-sessions-1";
constexpr std::string_view kDigestKey = "sha256 ";
constexpr auto kMaxAge = std::chrono::minutes{10};

std::int64_t seconds_of(system_clock::time_point time) {
  return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

json json_of(const Snapshot::Seat& seat) {
  json out{{"id", seat.id.view()},
           {"username", seat.username},
           {"token", hex_of(seat.token.bytes)},
           {"received", seat.received},
           {"sent", seat.counts.sent},
           {"acknowledged", seat.counts.acknowledged},
           {"forgotten", seat.counts.forgotten},
           {"absent", seat.is_absence_known}};
  if (seat.previous_token) out["previous_token"] = hex_of(seat.previous_token->bytes);
  if (seat.address) out["address"] = hex_of(*seat.address);
  json& messages = out["messages"] = json::array();
  for (std::string_view rest = seat.frames; !rest.empty();) {
    const std::size_t size = protocol::frame_size(rest);
    messages.push_back(protocol::frame_payload(rest.substr(0, size)));
    rest.remove_prefix(size);
  }
  json& senders = out["forgotten_senders"] = json::array();
  for (const auto& one : seat.forgotten) senders.push_back({one.sender, one.last});
  return out;
}

json json_of(const Snapshot::Room& room) {
  json seats = json::array();
  for (const Snapshot::Seat& seat : room.seats) seats.push_back(json_of(seat));
  return {{"id", room.id}, {"version", room.version}, {"seats", std::move(seats)}};
}

/// For a text whose digest is correct but which write_state cannot have written.
[[noreturn]] void refuse() {
  throw std::invalid_argument{"is inconsistent"};
}

chat::TokenHash token_of(const std::string& digits) {
  chat::TokenHash token;
  if (!parse_hex(digits, token.bytes)) refuse();
  return token;
}

std::string frames_of(const json& messages) {
  std::string frames;
  for (const json& message : messages) {
    const auto& text = message.get_ref<const std::string&>();
    protocol::Envelope envelope;
    if (!text.starts_with(R"({"sender":")") ||
        protocol::scan_envelope(text, envelope) != protocol::ScanError::None) {
      refuse();
    }
    protocol::append_text_frame_header(frames, text.size());
    frames += text;
  }
  return frames;
}

Snapshot::Seat seat_of(const json& in) {
  Snapshot::Seat seat;
  const auto id = chat::ClientId::parse(in.at("id").get<std::string>());
  const auto username = protocol::clean_username(in.at("username").get<std::string>());
  if (!id || !username) refuse();
  seat.id = *id;
  seat.username = *username;
  seat.token = token_of(in.at("token").get<std::string>());
  if (in.contains("previous_token")) {
    seat.previous_token = token_of(in.at("previous_token").get<std::string>());
  }
  seat.received = in.at("received").get<std::uint64_t>();
  seat.counts = {.sent = in.at("sent").get<std::uint64_t>(),
                 .acknowledged = in.at("acknowledged").get<std::uint64_t>(),
                 .forgotten = in.at("forgotten").get<std::uint64_t>()};
  const json& messages = in.at("messages");
  if (seat.counts.acknowledged > seat.counts.forgotten ||
      seat.counts.forgotten > seat.counts.sent ||
      messages.size() != seat.counts.sent - seat.counts.forgotten) {
    refuse();
  }
  seat.frames = frames_of(messages);
  for (const json& one : in.at("forgotten_senders")) {
    seat.forgotten.push_back({one.at(0).get<std::string>(), one.at(1).get<std::uint64_t>()});
  }
  seat.is_absence_known = in.at("absent").get<bool>();
  if (in.contains("address")) {
    seat.address.emplace();
    if (!parse_hex(in.at("address").get<std::string>(), *seat.address)) refuse();
  }
  return seat;
}

Snapshot::Room room_of(const json& in) {
  Snapshot::Room room{.id = in.at("id").get<std::string>(),
                      .version = in.at("version").get<std::uint64_t>(),
                      .seats = {}};
  if (!protocol::is_room_id(room.id)) refuse();
  for (const json& seat : in.at("seats")) room.seats.push_back(seat_of(seat));
  return room;
}

/// Removes and returns the first line, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

/// The text before the digest; nothing if the digest is wrong.
std::optional<std::string_view> checked_body(std::string_view text) {
  if (!text.ends_with('\n')) return std::nullopt;
  const std::size_t last = text.rfind('\n', text.size() - 2);
  if (last == std::string_view::npos) return std::nullopt;
  const std::string_view body = text.substr(0, last + 1);
  const std::string expected = std::string{kDigestKey} + hex_of(sha256(body)) + '\n';
  if (text.substr(last + 1) != expected) return std::nullopt;
  return body;
}

bool is_recent(std::int64_t written_at, system_clock::time_point now) {
  const auto age = std::chrono::seconds{seconds_of(now) - written_at};
  return age <= kMaxAge && age >= -kMaxAge;
}

}  // namespace

std::string write_state(const Snapshot& snapshot, system_clock::time_point now) {
  std::string text{kFormat};
  text += '\n' + json{{"written_at", seconds_of(now)}}.dump() + '\n';
  for (const Snapshot::Room& room : snapshot.rooms) text += json_of(room).dump() + '\n';
  text += std::string{kDigestKey} + hex_of(sha256(text)) + '\n';
  return text;
}

ReadState read_state(std::string_view text, system_clock::time_point now) {
  std::string_view head = text;
  if (take_line(head) != kFormat) return {std::nullopt, "has another format or version"};
  auto body = checked_body(text);
  if (!body) return {std::nullopt, "is damaged"};
  try {
    (void)take_line(*body);
    const json times = json::parse(take_line(*body));
    if (!is_recent(times.at("written_at").get<std::int64_t>(), now)) {
      return {std::nullopt, "is too old"};
    }
    Snapshot snapshot;
    while (!body->empty()) snapshot.rooms.push_back(room_of(json::parse(take_line(*body))));
    return {std::move(snapshot), {}};
  } catch (const std::exception&) {
    return {std::nullopt, "is inconsistent"};
  }
}

}  // namespace parley::daemon
