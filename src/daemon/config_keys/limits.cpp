// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/make_key.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;

constexpr auto kThrottled =
    "The server stops reading from the client until the rate allows it again, and sends the client "
    "one error with the code rate-limited.";

ValueType<double> rate_type() {
  return number_type(0.001, 1e9);
}

ValueType<double> burst_type() {
  return number_type(1, 1e9);
}

ValueType<std::uint64_t> byte_flow_type() {
  return size_type(1, 1024 * kGiB);
}

ValueType<Duration> deadline_type() {
  return duration_type(10ms, 1h);
}

}  // namespace

Group message_limit_keys() {
  return {
      "Message limits",
      "Limits of the messages from one client.",
      {one_key(
           {"limits.message_bytes", "Maximum size of one message with all of its fragments.",
            "The client is closed with 1009."},
           [](auto& c) -> auto& { return c.net.message_bytes; }, size_type(64, 16 * kMiB)),
       one_key(
           {"limits.messages_per_second",
            "Sustained rate of messages from one client, in messages per second.", kThrottled},
           [](auto& c) -> auto& { return c.chat.messages.per_second; }, rate_type()),
       one_key(
           {"limits.message_burst",
            "Number of messages that one client may send at once after an idle period.",
            kThrottled},
           [](auto& c) -> auto& { return c.chat.messages.burst; }, burst_type()),
       one_key(
           {"limits.bytes_per_second",
            "Sustained rate of message bytes from one client, in bytes per second.", kThrottled},
           [](auto& c) -> auto& { return c.chat.bytes.per_second; }, byte_flow_type()),
       one_key(
           {"limits.byte_burst",
            "Number of message bytes that one client may send at once after an idle period.",
            kThrottled},
           [](auto& c) -> auto& { return c.chat.bytes.burst; }, byte_flow_type()),
       one_key(
           {"limits.room_bytes_per_second",
            "Sustained rate of broadcasts in one room, in bytes per second. The size of "
            "each message counts once for every receiver.",
            kThrottled},
           [](auto& c) -> auto& { return c.chat.room_bytes_per_second; }, byte_flow_type()),
       one_key(
           {"limits.throttle_deadline",
            "Longest uninterrupted time for which the server throttles a client that sends too "
            "fast.",
            "The client is closed with 4429."},
           [](auto& c) -> auto& { return c.chat.throttle_deadline; }, deadline_type()),
       one_key(
           {"limits.errors_per_minute",
            "Maximum number of errors per minute that one client may cause.",
            "The next error closes the client with 1008."},
           [](auto& c) -> auto& { return c.chat.errors_per_minute; }, count_type(0, 1'000'000))}};
}

Group output_limit_keys() {
  return {
      "Output limits",
      "Limits of the output that the server queues for slow clients.",
      {one_key(
           {"limits.output_bytes",
            "Maximum size of the queued output of one client. It must be at least "
            "limits.message_bytes.",
            "The client is closed with 4431."},
           [](auto& c) -> auto& { return c.net.output_bytes; }, size_type(kKiB, kGiB)),
       one_key(
           {"limits.output_deadline",
            "Longest time for which a client may read nothing while output is queued for it.",
            "The client is closed with 4431."},
           [](auto& c) -> auto& { return c.net.output_deadline; }, deadline_type()),
       one_key(
           {"limits.output_bytes_per_second",
            "Slowest rate at which a client may read its queued output, in bytes per second. Each "
            "client gets limits.output_deadline in addition to the time that this rate allows.",
            "The client is closed with 4431."},
           [](auto& c) -> auto& { return c.net.output_bytes_per_second; }, byte_flow_type()),
       one_key(
           {"limits.total_output_bytes",
            "Maximum size of the queued output of all clients together.",
            "The clients that have been slow for longest are closed with 4431."},
           [](auto& c) -> auto& { return c.net.total_output_bytes; }, size_type(kKiB, 1024 * kGiB)),
       one_key(
           {"limits.output_bytes_per_address",
            "Maximum size of the queued output of all clients of one IPv4 address or IPv6 /64 "
            "network. 0 means a sixteenth of limits.total_output_bytes.",
            "The clients of this address that have been slow for longest are closed with "
            "4431."},
           [](auto& c) -> auto& { return c.net.output_bytes_per_address; },
           size_type(0, 1024 * kGiB)),
       one_key(
           {"limits.close_deadline",
            "Time within which a client must end its connection after the server has begun to "
            "close it. It is at most 1s if another connection has taken over the session.",
            "The server cuts the connection."},
           [](auto& c) -> auto& { return c.net.close_deadline; }, deadline_type())}};
}

Group connection_limit_keys() {
  constexpr auto kRefused = "Further connections are refused with HTTP 429.";
  return {"Connection limits",
          "Limits of the number and rate of connections.",
          {one_key(
               {"limits.connections", "Maximum number of connections at one time.",
                "Further connections are refused with HTTP 503."},
               [](auto& c) -> auto& { return c.net.connections; }, count_type(1, 1'000'000)),
           one_key(
               {"limits.connections_per_address",
                "Maximum number of connections from one IPv4 address or IPv6 /64 network at "
                "one time. A seat of an absent client counts as a connection.",
                kRefused},
               [](auto& c) -> auto& { return c.net.connections_per_address; },
               count_type(1, 1'000'000)),
           one_key(
               {"limits.new_connections_per_second",
                "Sustained rate of new connections from all addresses together, in connections "
                "per second. From a trusted proxy only upgrades count, and only those that the "
                "rate of their address has allowed.",
                kRefused},
               [](auto& c) -> auto& { return c.net.new_connections.per_second; }, rate_type()),
           one_key(
               {"limits.new_connection_burst",
                "Number of new connections from all addresses together that may arrive at once "
                "after an idle period.",
                kRefused},
               [](auto& c) -> auto& { return c.net.new_connections.burst; }, burst_type()),
           one_key(
               {"limits.new_connections_per_address_per_second",
                "Sustained rate of new connections from one IPv4 address or IPv6 /64 network, "
                "in connections per second.",
                kRefused},
               [](auto& c) -> auto& { return c.net.new_connections_per_address.per_second; },
               rate_type()),
           one_key(
               {"limits.new_connections_per_address_burst",
                "Number of new connections from one IPv4 address or IPv6 /64 network that may "
                "arrive at once after an idle period.",
                kRefused},
               [](auto& c) -> auto& { return c.net.new_connections_per_address.burst; },
               burst_type())}};
}

Group http_limit_keys() {
  return {
      "HTTP limits",
      "Limits of HTTP requests and of the memory for compressed files.",
      {one_key(
           {"limits.header_bytes", "Maximum size of an HTTP request's first line and headers.",
            "The request is refused with HTTP 431."},
           [](auto& c) -> auto& { return c.net.header_bytes; }, size_type(256, kMiB)),
       one_key(
           {"limits.handshake_deadline",
            "Time within which a new connection must complete its TLS handshake and its "
            "first request.",
            "The connection is closed."},
           [](auto& c) -> auto& { return c.net.handshake_deadline; }, deadline_type()),
       one_key(
           {"limits.keep_alive", "Longest idle time between two HTTP requests on one connection.",
            "The connection is closed."},
           [](auto& c) -> auto& { return c.net.keep_alive; }, deadline_type()),
       one_key(
           {"limits.compressed_bytes",
            "Maximum memory for the gzip forms of files in the web root. The server compresses a "
            "file "
            "when a client requests it for the first time. 0 turns compression off.",
            "Further files are sent uncompressed until others have been unused for 1m."},
           [](auto& c) -> auto& { return c.net.compressed_bytes; }, size_type(0, kGiB))}};
}

}  // namespace parley::daemon
