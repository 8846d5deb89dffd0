// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parley::check {

/// What is checked: the public side of a Parley server, as browsers see it, and a room of its own
/// in it. The room that the address named is left alone: people may be in it.
struct Target {
  bool is_tls = false;
  std::string host;  ///< a name or an address; that of IPv6 without brackets
  std::uint16_t port = 0;
  std::string base;               ///< what stands before all paths: "/parley", or nothing
  std::string prefix = "/room/";  ///< or "/chat/", its older name
  std::string room;

  /// host[:port] as it stands in the Host header; the port only if it is not the scheme's own.
  [[nodiscard]] std::string authority() const;

  /// scheme://host[:port], what browsers send as Origin from the pages of this server.
  [[nodiscard]] std::string origin() const;

  [[nodiscard]] std::string page_path() const { return base + prefix + room; }
  [[nodiscard]] std::string socket_path() const { return page_path() + "/ws"; }
};

/// A target, or what is wrong with the address, for people.
struct ParsedTarget {
  Target target;
  std::string error;
};

/// Reads an http, https, ws or wss address of a server, a room page or a room's socket, at the root
/// of its host or below a path. `room` is
/// the room to use.
[[nodiscard]] ParsedTarget parse_target(std::string_view url, std::string room);

/// A room id that nobody uses: "parley-check-" and 64 random bits.
[[nodiscard]] std::string random_room();

}  // namespace parley::check
