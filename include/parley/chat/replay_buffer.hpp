// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/protocol/message.hpp"

namespace parley::chat {

/// The messages that one client of parley.v1 has been sent and has not acknowledged, in order, as
/// the frames that they went out in: a replay is their bytes once more. Both sides count messages,
/// from 1, and nothing is added to them. It enforces no limit: Delivery does, with forget_oldest.
class ReplayBuffer {
 public:
  /// The state as it is written down for another process.
  struct Counts {
    std::uint64_t sent = 0;          ///< the number of the last message
    std::uint64_t acknowledged = 0;  ///< the client has everything up to it
    std::uint64_t forgotten = 0;     ///< what is kept begins behind it; not below `acknowledged`
  };
  /// Messages from one sender are not kept any more, and not acknowledged either.
  struct Forgotten {
    std::string sender;
    std::uint64_t last;  ///< the number of the last of them
  };

  ReplayBuffer() = default;
  /// As another process has left it. REQUIRES: `frames` are sent - forgotten complete frames.
  ReplayBuffer(const Counts& counts, std::string frames, std::vector<Forgotten> forgotten);

  [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
  [[nodiscard]] std::size_t size() const noexcept { return counts_.sent - counts_.forgotten; }
  [[nodiscard]] std::size_t bytes() const noexcept { return frames_.size() - begin_; }
  [[nodiscard]] std::string_view frames() const noexcept {
    return std::string_view{frames_}.substr(begin_);
  }

  void push(std::string_view frame);

  /// REQUIRES: size() > 0. Who has sent it, unless the server itself or to the room, is remembered.
  void forget_oldest();

  /// The client has `received` messages: those are not kept any longer. False, and nothing has
  /// changed, if that is less than it said before or more than there were.
  [[nodiscard]] bool acknowledge(std::uint64_t received);

  /// The frames of all messages after the first `received`; nothing if not all of them are kept, or
  /// if there were not that many. Valid until the next change.
  [[nodiscard]] std::optional<std::string_view> after(std::uint64_t received) const;

  /// Who is to be told that some message of theirs is unconfirmed. At most kMaxForgottenSenders.
  [[nodiscard]] std::vector<Forgotten> forgotten() const;

  template <class Visit>
  void for_each(Visit visit) const {
    for (std::string_view rest = frames(); !rest.empty();) {
      const std::size_t size = protocol::frame_size(rest);
      visit(rest.substr(0, size));
      rest.remove_prefix(size);
    }
  }

  static constexpr std::size_t kMaxForgottenSenders = 256;

 private:
  void drop_first();
  void tidy();
  void remember_sender(std::string_view frame);

  Counts counts_;
  std::string frames_;
  std::size_t begin_ = 0;                              // of what is kept, within frames_
  std::unique_ptr<std::vector<Forgotten>> forgotten_;  // null: none, which is the rule
};

}  // namespace parley::chat
