// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_table.hpp"

#include "daemon/config_keys.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kKiB = 1024;
constexpr std::uint64_t kMiB = 1024 * kKiB;
constexpr std::uint64_t kGiB = 1024 * kMiB;

// The ranges keep out what can only be a slip of the pen. They are wide on purpose: tests set small
// limits, measurements very large ones.
constexpr Range<Duration> kFromNothing{0s, 1h};
constexpr Range<Duration> kFromAnInstant{10ms, 1h};
constexpr Range<Duration> kHeartbeat{100ms, 1h};
constexpr Range<double> kPerSecond{0.001, 1e9};
constexpr Range<double> kBurst{1, 1e9};
constexpr Range<std::uint64_t> kAtLeastOne{1, 1'000'000};
constexpr Range<std::uint64_t> kByteFlow{1, 1024 * kGiB};

using Keys = std::vector<Key>;

std::optional<std::string> non_empty(const Scalar& scalar) {
  if (scalar.text.empty()) return std::nullopt;
  return scalar.text;
}

std::optional<std::filesystem::path> any_path(const Scalar& scalar) {
  return scalar.text;
}

std::string print_path(const std::filesystem::path& path) {
  return path.string();
}

void add_places(Keys& keys) {
  const auto as_it_is = [](const std::string& text) { return text; };
  keys.push_back(listen_key());
  keys.push_back(single_key(
      "unix_socket.mode", [](auto& c) -> auto& { return c.unix_socket.mode; },
      [](const Scalar& scalar) { return parse_mode(scalar.text); }, print_mode,
      "an octal file mode from 0000 to 0777",
      "File mode of the Unix sockets: who may connect to them.", Reload::No));
  keys.push_back(single_key(
      "unix_socket.group", [](auto& c) -> auto& { return c.unix_socket.group; },
      [](const Scalar& scalar) { return std::optional{scalar.text}; }, as_it_is,
      "the name of a group, or nothing",
      "Group of the Unix sockets; with nothing it is the daemon's own.", Reload::No));
  keys.push_back(single_key(
      "tls.certificate", [](auto& c) -> auto& { return c.tls.certificate; }, any_path, print_path,
      "a file, or nothing",
      "Certificate chain in PEM, for the addresses that begin with tls:; the server's own comes "
      "first. It is read again when it changes.",
      Reload::Yes));
  keys.push_back(single_key(
      "tls.key", [](auto& c) -> auto& { return c.tls.key; }, any_path, print_path,
      "a file, or nothing", "Its private key in PEM, without a passphrase.", Reload::Yes));
  keys.push_back(single_key(
      "web_root", [](auto& c) -> auto& { return c.web_root; }, non_empty, print_path, "a folder",
      "Folder of the web pages that are served.", Reload::No));
  keys.push_back(origins_key());
  keys.push_back(trusted_proxies_key());
}

void add_ice_servers(Keys& keys) {
  keys.push_back({"ice_servers", Shape::IceServers, "a list, described below",
                  "STUN and TURN servers that clients are told about; without any, calls work "
                  "only inside one network.",
                  Reload::Yes, nullptr, nullptr});
}

void add_heartbeat(Keys& keys) {
  keys.push_back(duration_key(
      "heartbeat.interval", [](auto& c) -> auto& { return c.heartbeat.interval; }, kHeartbeat,
      "A client from which nothing was heard for so long is sent a ping."));
  keys.push_back(duration_key(
      "heartbeat.timeout", [](auto& c) -> auto& { return c.heartbeat.timeout; }, kHeartbeat,
      "If it stays silent for so long after that, it is closed with 4408."));
}

void add_rooms(Keys& keys) {
  keys.push_back(count_key(
      "rooms.max", [](auto& c) -> auto& { return c.chat.rooms; }, kAtLeastOne,
      "Rooms at one time; whoever would open one more is closed with 1013."));
  keys.push_back(count_key(
      "rooms.clients", [](auto& c) -> auto& { return c.chat.clients_per_room; }, kAtLeastOne,
      "Clients in one room; whoever comes on top is closed with 4430."));
  keys.push_back(duration_key(
      "rooms.room_info_interval", [](auto& c) -> auto& { return c.chat.room_info_interval; },
      kFromNothing, "Changes of a room within so long are announced together, in one room-info."));
  keys.push_back(duration_key(
      "rooms.first_message_wait", [](auto& c) -> auto& { return c.chat.first_message_wait; },
      kFromNothing,
      "A room-info broadcast is held back for at most so long from a client that has not sent "
      "anything yet."));
}

void add_resume(Keys& keys) {
  keys.push_back(duration_key(
      "resume.window", [](auto& c) -> auto& { return c.chat.resume.window; }, kFromNothing,
      "How long the seat of a client of parley.v1 waits after its connection was lost; then it has "
      "left. With 0s nobody's seat is kept."));
  keys.push_back(count_key(
      "resume.seats", [](auto& c) -> auto& { return c.chat.resume.seats; }, kAtLeastOne,
      "Seats that wait at one time; beyond them a client that loses its connection has left."));
  keys.push_back(count_key(
      "resume.messages", [](auto& c) -> auto& { return c.chat.resume.messages; }, kAtLeastOne,
      "Messages kept for one client until it acknowledges them. Beyond them the oldest is "
      "forgotten, "
      "and what a client has not got of it cannot be resumed; a seat that waits is given up."));
  keys.push_back(size_key(
      "resume.bytes", [](auto& c) -> auto& { return c.chat.resume.bytes; }, {1, kGiB},
      "Bytes of these messages for one client; beyond them the same happens. At most "
      "half of limits.output_bytes, for a replay goes out at once; the default follows it down."));
  keys.push_back(size_key(
      "resume.total_bytes", [](auto& c) -> auto& { return c.chat.resume.total_bytes; },
      {1, 1024 * kGiB},
      "Bytes of these messages for all clients together; beyond them the same happens to whoever "
      "is "
      "next."));
  keys.push_back(single_key(
      "resume.state_file", [](auto& c) -> auto& { return c.state_file; }, any_path, print_path,
      "a file, or nothing",
      "Where a daemon that stops leaves the sessions for the next one. With nothing it is the file "
      "sessions in the folder that systemd names in RUNTIME_DIRECTORY; without that a restart ends "
      "all sessions.",
      Reload::No));
}

void add_message_limits(Keys& keys) {
  keys.push_back(size_key(
      "limits.message_bytes", [](auto& c) -> auto& { return c.net.message_bytes; }, {64, 16 * kMiB},
      "Size of one message over all its fragments; larger is closed with 1009."));
  keys.push_back(number_key(
      "limits.messages_per_second", [](auto& c) -> auto& { return c.chat.messages.per_second; },
      kPerSecond,
      "Messages per second from one client; beyond them the server stops reading from it until "
      "there is room again, and says rate-limited once."));
  keys.push_back(number_key(
      "limits.message_burst", [](auto& c) -> auto& { return c.chat.messages.burst; }, kBurst,
      "Messages that a client may send at once after a pause."));
  keys.push_back(size_key(
      "limits.bytes_per_second", [](auto& c) -> auto& { return c.chat.bytes.per_second; },
      kByteFlow, "Bytes per second from one client; beyond them the same happens."));
  keys.push_back(size_key(
      "limits.byte_burst", [](auto& c) -> auto& { return c.chat.bytes.burst; }, kByteFlow,
      "Bytes that a client may send at once after a pause."));
  keys.push_back(size_key(
      "limits.room_bytes_per_second", [](auto& c) -> auto& { return c.chat.room_bytes_per_second; },
      kByteFlow,
      "Bytes per second that are broadcast in one room, each message times the members; beyond "
      "them the sender is treated the same."));
  keys.push_back(duration_key(
      "limits.throttle_deadline", [](auto& c) -> auto& { return c.chat.throttle_deadline; },
      kFromAnInstant, "A client that is throttled for so long without pause is closed with 4429."));
  keys.push_back(count_key(
      "limits.errors_per_minute", [](auto& c) -> auto& { return c.chat.errors_per_minute; },
      {0, 1'000'000},
      "Errors in a minute that are the client's own fault; one more is closed with 1008."));
}

void add_output_limits(Keys& keys) {
  keys.push_back(size_key(
      "limits.output_bytes", [](auto& c) -> auto& { return c.net.output_bytes; }, {kKiB, kGiB},
      "Bytes that wait for a client to read them; beyond them it is closed with 4431. At least "
      "limits.message_bytes."));
  keys.push_back(duration_key(
      "limits.output_deadline", [](auto& c) -> auto& { return c.net.output_deadline; },
      kFromAnInstant,
      "A client that takes none of its waiting bytes for so long is closed with 4431."));
  keys.push_back(duration_key(
      "limits.close_deadline", [](auto& c) -> auto& { return c.net.close_deadline; },
      kFromAnInstant, "How long a closed client may take to go before its connection is cut."));
}

void add_connection_limits(Keys& keys) {
  keys.push_back(count_key(
      "limits.connections", [](auto& c) -> auto& { return c.net.connections; }, kAtLeastOne,
      "Connections at one time; more are answered with 503."));
  keys.push_back(count_key(
      "limits.connections_per_address",
      [](auto& c) -> auto& { return c.net.connections_per_address; }, kAtLeastOne,
      "Connections from one IPv4 address or IPv6 /64 network; more are answered with 429."));
  keys.push_back(number_key(
      "limits.new_connections_per_second",
      [](auto& c) -> auto& { return c.net.new_connections.per_second; }, kPerSecond,
      "New connections per second; more are answered with 429."));
  keys.push_back(number_key(
      "limits.new_connection_burst", [](auto& c) -> auto& { return c.net.new_connections.burst; },
      kBurst, "New connections that may come at once after a pause."));
  keys.push_back(number_key(
      "limits.new_connections_per_address_per_second",
      [](auto& c) -> auto& { return c.net.new_connections_per_address.per_second; }, kPerSecond,
      "New connections per second from one address; more are answered with 429."));
  keys.push_back(number_key(
      "limits.new_connections_per_address_burst",
      [](auto& c) -> auto& { return c.net.new_connections_per_address.burst; }, kBurst,
      "New connections that may come at once from one address after a pause."));
}

void add_http_limits(Keys& keys) {
  keys.push_back(size_key(
      "limits.header_bytes", [](auto& c) -> auto& { return c.net.header_bytes; }, {256, kMiB},
      "Size of a request's head; a larger one is answered with 431."));
  keys.push_back(duration_key(
      "limits.handshake_deadline", [](auto& c) -> auto& { return c.net.handshake_deadline; },
      kFromAnInstant, "Time from a connection to its WebSocket upgrade; then it is closed."));
  keys.push_back(duration_key(
      "limits.keep_alive", [](auto& c) -> auto& { return c.net.keep_alive; }, kFromAnInstant,
      "Time between two requests on one connection; then it is closed."));
}

void add_drain(Keys& keys) {
  keys.push_back(duration_key(
      "drain.grace", [](auto& c) -> auto& { return c.drain.grace; }, kFromNothing,
      "After SIGTERM newcomers are still answered for so long, with 1012. At most "
      "drain.deadline."));
  keys.push_back(duration_key(
      "drain.spread", [](auto& c) -> auto& { return c.drain.spread; }, kFromNothing,
      "Then the clients are told to go, evenly over this time, so that they do not all come back "
      "in the same instant. At most half of what the grace leaves of drain.deadline."));
  keys.push_back(duration_key(
      "drain.deadline", [](auto& c) -> auto& { return c.drain.deadline; }, kFromAnInstant,
      "The daemon is gone so long after SIGTERM; clients that have not taken their last messages "
      "by then are cut."));
}

void add_log(Keys& keys) {
  keys.push_back(choice_key(
      "log.level", [](auto& c) -> auto& { return c.log.level; }, kLogLevels,
      "The least important events that are logged."));
  keys.push_back(choice_key(
      "log.format", [](auto& c) -> auto& { return c.log.format; }, kLogFormats,
      "Whether a line is key=value text or a JSON object.", Reload::No));
  keys.push_back(choice_key(
      "log.room_ids", [](auto& c) -> auto& { return c.log.room_ids; }, kPrivacies,
      "How room ids appear: the name of a room is often its only secret. Hashes are the same for "
      "the same id until the daemon restarts."));
  keys.push_back(choice_key(
      "log.addresses", [](auto& c) -> auto& { return c.log.addresses; }, kPrivacies,
      "How the addresses of clients appear."));
  keys.push_back(count_key(
      "log.queue_lines", [](auto& c) -> auto& { return c.log.queue_lines; }, {16, 1'000'000},
      "Lines that wait for a slow reader of the log; beyond them the oldest are lost and counted.",
      Reload::No));
}

Keys make_table() {
  Keys keys;
  add_places(keys);
  add_ice_servers(keys);
  add_heartbeat(keys);
  add_rooms(keys);
  add_resume(keys);
  add_message_limits(keys);
  add_output_limits(keys);
  add_connection_limits(keys);
  add_http_limits(keys);
  add_drain(keys);
  keys.push_back(metrics_listen_key());
  add_log(keys);
  return keys;
}

}  // namespace

const std::vector<Key>& config_table() {
  static const Keys table = make_table();
  return table;
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t kMaxBytes = 64;
  std::string out{'"'};
  for (const char c : text.substr(0, kMaxBytes)) out += c >= ' ' && c <= '~' ? c : '?';
  out += text.size() > kMaxBytes ? "…\"" : "\"";
  return out;
}

}  // namespace parley::daemon
