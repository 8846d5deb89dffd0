// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/make_key.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;

constexpr auto kForgets =
    "The server forgets the oldest message. A connected client may then be unable to resume; an "
    "absent client loses its seat.";

constexpr auto kHeaviest =
    "The server forgets the oldest messages of connected clients, and gives up the seats of absent "
    "ones. It begins at the address that has the most of these bytes, with the client that has the "
    "most.";

constexpr auto kNotYet =
    "The server refuses resumes with HTTP 429 until the rate allows them, and keeps the seats.";

}  // namespace

Group resume_keys() {
  return {
      "Resuming",
      "Limits of the state that the server keeps so that clients of parley.v1 can resume their "
      "sessions.",
      {one_key(
           {"resume.window",
            "Time for which the server keeps the seat of a client of parley.v1 that has "
            "lost its connection. With 0s the server keeps no seats.",
            "The server gives up the seat, and the client leaves the room."},
           [](auto& c) -> auto& { return c.chat.resume.window; }, duration_type(0s, 1h)),
       one_key(
           {"resume.seats", "Maximum number of seats of absent clients at one time.",
            "The server gives up the newest seat of the address that has the most seats. If that "
            "is the address of the client that needs a seat, this client leaves its room at "
            "once."},
           [](auto& c) -> auto& { return c.chat.resume.seats; }, count_type(1, 1'000'000)),
       one_key(
           {"resume.messages",
            "Maximum number of messages that the server keeps for one client of parley.v1 "
            "until the client acknowledges them.",
            kForgets},
           [](auto& c) -> auto& { return c.chat.resume.messages; }, count_type(1, 1'000'000)),
       one_key(
           {"resume.bytes",
            "Maximum size of the unacknowledged messages that the server keeps for one "
            "client of parley.v1. It may be at most half of limits.output_bytes. If that half "
            "is less than 256KiB, the default is that half.",
            kForgets},
           [](auto& c) -> auto& { return c.chat.resume.bytes; }, size_type(1, kGiB)),
       one_key(
           {"resume.total_bytes",
            "Maximum size of the unacknowledged messages that the server keeps for all "
            "clients of parley.v1 together.",
            kHeaviest},
           [](auto& c) -> auto& { return c.chat.resume.total_bytes; }, size_type(1, 1024 * kGiB)),
       one_key(
           {"resume.bytes_per_address",
            "Maximum size of the unacknowledged messages that the server keeps for the clients of "
            "one IPv4 address or IPv6 /64 network. 0 means a sixteenth of resume.total_bytes.",
            kHeaviest},
           [](auto& c) -> auto& { return c.chat.resume.bytes_per_address; },
           size_type(0, 1024 * kGiB)),
       one_key(
           {"resume.replay_bytes_per_address_per_second",
            "Sustained rate at which messages are sent again to clients of one IPv4 address or "
            "IPv6 /64 network that resume their sessions, in bytes per second.",
            kNotYet},
           [](auto& c) -> auto& { return c.chat.resume.replays_per_address.per_second; },
           size_type(1, 1024 * kGiB)),
       one_key(
           {"resume.replay_bytes_per_address_burst",
            "Size of the messages that may be sent again at once, after an idle period, to clients "
            "of "
            "one IPv4 address or IPv6 /64 network that resume their sessions.",
            kNotYet},
           [](auto& c) -> auto& { return c.chat.resume.replays_per_address.burst; },
           size_type(1, 1024 * kGiB)),
       one_key(
           {"resume.state_file",
            "File in which a stopping daemon leaves its sessions for the next daemon. Empty "
            "means the file sessions in the folder that systemd names in RUNTIME_DIRECTORY. "
            "If there is no such folder, a restart ends all sessions."},
           [](auto& c) -> auto& { return c.state_file; }, path_type("a file, or nothing", true),
           Reload::No)}};
}

}  // namespace parley::daemon
