// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace parley::net {

/// What a request to join said, already checked.
struct JoinRequest {
  std::string room_id;
  std::optional<std::string> username;  ///< nothing: a query parameter was not acceptable
  std::string address;                  ///< of the client, for the log
  bool wants_session = false;           ///< it speaks parley.v1

  /// The session to go on with.
  struct Resume {
    std::string token;
    std::uint64_t received = 0;  ///< messages of it that the client has
  };
  std::unique_ptr<Resume> resume;  ///< null: a new one
  bool must_resume = false;        ///< it is over a limit, which only this excuses
};

}  // namespace parley::net
