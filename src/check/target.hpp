// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parley::check {

/// The target of a check: a Parley server, as browsers see it, and a room of the check's own. The
/// check does not enter the room in the address, because people may be in it.
struct Target {
  bool is_tls = false;
  std::string host;  ///< a name or an address; an IPv6 address without brackets
  std::uint16_t port = 0;
  std::string base;               ///< the prefix of all paths, such as "/parley"; may be empty
  std::string prefix = "/room/";  ///< or "/chat/", its older name
  std::string room;

  /// host[:port] as in the Host header, with the port only if it is not the scheme's default.
  [[nodiscard]] std::string authority() const;

  /// scheme://host[:port], the Origin of pages of this server.
  [[nodiscard]] std::string origin() const;

  [[nodiscard]] std::string page_path() const { return base + prefix + room; }
  [[nodiscard]] std::string socket_path() const { return page_path() + "/ws"; }
};

/// A target, or an error in the address, for people.
struct ParsedTarget {
  Target target;
  std::string error;
};

/// Reads an http, https, ws or wss address of a server, a room page or a room's socket, at the root
/// of its host or below a path. `room` is the room to use.
[[nodiscard]] ParsedTarget parse_target(std::string_view url, std::string room);

/// A room id that nobody uses: "parley-check-" and 64 random bits.
[[nodiscard]] std::string random_room();

}  // namespace parley::check
