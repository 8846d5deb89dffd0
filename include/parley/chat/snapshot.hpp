// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "parley/base/accounts.hpp"
#include "parley/chat/client_id.hpp"
#include "parley/chat/replay_buffer.hpp"
#include "parley/chat/resume_token.hpp"

namespace parley::chat {

class ChatClient;
class ResumableSession;

/// The sessions of all clients of parley.v1 at one moment, as values: everything that another
/// process needs to continue them. It holds only digests of tokens.
struct Snapshot {
  struct Seat {
    ClientId id;
    std::string username;
    TokenHash token;
    std::optional<TokenHash> previous_token;
    std::uint64_t received = 0;
    ReplayBuffer::Counts counts;
    std::string frames;  ///< counts.sent - counts.forgotten frames, one after the other
    std::vector<ReplayBuffer::Forgotten> forgotten;
    bool is_absence_known = false;
    std::optional<AddressKey> address;  ///< charged for the seat, if any
  };
  struct Room {
    std::string id;
    std::uint64_t version = 0;
    std::vector<Seat> seats;  ///< in join order
  };
  std::vector<Room> rooms;
};

/// The seat of a client as a value. REQUIRES: it has a session.
[[nodiscard]] Snapshot::Seat seat_of(const ChatClient& client, const TokenHash& token,
                                     const std::optional<TokenHash>& previous_token);

/// The session of a seat that another process has saved.
[[nodiscard]] std::unique_ptr<ResumableSession> session_of(const Snapshot::Seat& seat);

}  // namespace parley::chat
