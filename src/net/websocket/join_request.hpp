// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "parley/protocol/credentials.hpp"

namespace parley::net {

/// The content of a request to join, already checked.
struct JoinRequest {
  std::string room_id;
  std::optional<std::string> username;  ///< nothing: a query parameter was invalid
  std::string address;                  ///< of the client, for the log
  bool wants_session = false;           ///< it speaks parley.v1

  /// The session to resume.
  struct Resume {
    std::string token;
    std::uint64_t received = 0;  ///< messages of the session that the client has
  };
  std::unique_ptr<Resume> resume;                      ///< null: a new session
  std::unique_ptr<protocol::Credentials> credentials;  ///< null: nobody looks at them
  bool must_resume = false;  ///< a limit is exceeded, so only a resume is allowed
};

}  // namespace parley::net
