// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/room_check.hpp"

#include <algorithm>
#include <memory>
#include <string>

#include "check/idle_check.hpp"

namespace parley::check {
namespace {

using Json = nlohmann::json;

// With several processes behind a proxy, each of these clients may reach another process.
constexpr int kNewcomers = 4;
constexpr std::size_t kMessageBytes = 64 * 1024;  // docs/protocol.md, "Transport"
constexpr std::uint16_t kTooBig = 1009;

bool lists(const std::vector<std::string>& ids, const std::string& id) {
  return std::ranges::find(ids, id) != ids.end();
}

void report_wrong_process(Report& report) {
  report.fail(
      "room", "two clients in the same room do not see each other",
      {"They are in different processes. A room belongs to one process, so the proxy must "
       "send all clients of a room to the same one. In nginx:",
       "    upstream parley { hash $parley_room consistent; server ...; server ...; }",
       "    location ~ \"^/(?:room|chat)/(?<parley_room>[^/]+)/ws$\" { ... }",
       "parley-cluster.conf, which comes with Parley, does this.",
       "It looks the same if one DNS name leads to two servers, such as two machines, or one "
       "by IPv4 and another by IPv6."});
}

/// A second member in the same process as the first. Null if there is none; this function reports
/// that.
std::unique_ptr<Member> join_second(Access& access, Member& first, Report& report) {
  std::unique_ptr<Member> second;
  for (int i = 0; i < kNewcomers; ++i) {
    auto newcomer = std::make_unique<Member>(access);
    if (const std::string error = newcomer->join(); !error.empty()) {
      report.fail("room", "a second client cannot join: " + error);
      return nullptr;
    }
    const auto ids = newcomer->ids_in_room();
    if (!lists(ids, first.id()) || !lists(ids, newcomer->id())) {
      report_wrong_process(report);
      return nullptr;
    }
    if (second) newcomer->leave();
    if (!second) second = std::move(newcomer);
  }
  report.ok("room", "two clients are in the room " + access.target().room);
  return second;
}

bool arrives(Member& to, const Member& from, const Json& data) {
  const auto is_it = [&](const Json& message) {
    return message.contains("sender") && message["sender"] == from.id() &&
           message.contains("data") && message["data"] == data;
  };
  return to.wait_for(is_it, &from).has_value();
}

std::string ended(const Member& member) {
  return member.socket().is_over() ? "; the connection ended " + member.socket().end_words()
                                   : std::string{};
}

bool check_messages(Member& a, Member& b, Report& report) {
  const auto passes = [](Member& from, Member& to, const std::string& receiver, const Json& data) {
    return from.send({{"type", "text"}, {"receiver", receiver}, {"data", data}}) &&
           arrives(to, from, data);
  };
  const bool is_relayed = passes(a, b, b.id(), "from a") && passes(b, a, a.id(), "from b") &&
                          passes(a, b, "room", "for all") && arrives(a, a, "for all");
  if (!is_relayed) {
    report.fail(
        "relay", "messages do not arrive" + ended(a) + ended(b),
        {"The upgrade worked, but messages do not get through. Look for something on the way "
         "that inspects or buffers the connection."});
    return false;
  }
  report.ok("relay", "messages to a client and to the room arrive, both ways");
  return true;
}

/// A text message of exactly this many bytes.
Json big_message(const std::string& receiver, std::size_t bytes) {
  Json message{{"type", "text"}, {"receiver", receiver}, {"data", ""}};
  message["data"] = std::string(bytes - message.dump().size(), 'x');
  return message;
}

void report_cut(const Member& a, const Member& b, Report& report) {
  const bool is_limit = a.socket().close_code() == kTooBig;
  report.warn(
      "size", "a message of 64 KiB does not arrive" + ended(a) + ended(b),
      {is_limit ? "Something on the way has a smaller limit: limits.message_bytes in "
                  "parley.yaml, or one of the proxy's. Large offers of many tracks may fail."
                : "Something on the way passes only small messages. Large offers of many "
                  "tracks may fail."});
}

void check_size(Member& a, Member& b, Report& report) {
  const Json fits = big_message(b.id(), kMessageBytes);
  if (!a.send(fits) || !arrives(b, a, fits["data"])) return report_cut(a, b, report);
  const Json beyond = big_message(b.id(), kMessageBytes + 1);
  if (a.send(beyond) && arrives(b, a, beyond["data"])) {
    return report.ok("size", "messages of 64 KiB arrive; the server accepts even larger ones");
  }
  report.ok("size", "messages of 64 KiB arrive; the server refuses larger ones" + ended(a));
}

}  // namespace

std::optional<Json> check_room(Access& access, Report& report) {
  Member a(access);
  if (const std::string error = a.join(); !error.empty()) {
    report.fail("room", "no client can join: " + error,
                {"The server that accepts the upgrade does not speak Parley's protocol."});
    return std::nullopt;
  }
  auto servers = a.ask("get-ice-servers", "ice-servers");
  const auto b = join_second(access, a, report);
  if (b && check_messages(a, *b, report)) {
    check_idle(access, a, *b, report);
    if (!a.socket().is_over() && !b->socket().is_over()) check_size(a, *b, report);
  }
  a.leave();
  if (b) b->leave();
  return servers;
}

}  // namespace parley::check
