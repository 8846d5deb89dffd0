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

/// The messages to one client of parley.v1 that it has not acknowledged, in order and as complete
/// frames: a replay sends their bytes again. Both sides count messages from 1;
/// messages carry no number. It enforces no limit: Delivery does, with forget_oldest.
class ReplayBuffer {
 public:
  /// The counts that are saved for another process.
  struct Counts {
    std::uint64_t sent = 0;          ///< the number of the last message
    std::uint64_t acknowledged = 0;  ///< the client has all messages up to this one
    std::uint64_t forgotten = 0;     ///< messages after this one are kept; not below `acknowledged`
  };
  /// Messages from one sender that the client has not acknowledged and the buffer no longer keeps.
  struct Forgotten {
    std::string sender;
    std::uint64_t last;  ///< the number of the last of them
  };

  ReplayBuffer() = default;
  /// Restores a buffer that another process has saved. REQUIRES: `frames` are sent - forgotten
  /// complete frames.
  ReplayBuffer(const Counts& counts, std::string frames, std::vector<Forgotten> forgotten);

  [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
  [[nodiscard]] std::size_t size() const noexcept { return counts_.sent - counts_.forgotten; }
  [[nodiscard]] std::size_t bytes() const noexcept { return frames_.size() - begin_; }
  [[nodiscard]] std::string_view frames() const noexcept {
    return std::string_view{frames_}.substr(begin_);
  }

  void push(std::string_view frame);

  /// REQUIRES: size() > 0. Remembers the sender, unless the message came from the server or went to
  /// the room.
  void forget_oldest();

  /// Drops the first `received` messages, because the client has them. Returns false and changes
  /// nothing if `received` is less than before or more than were sent.
  [[nodiscard]] bool acknowledge(std::uint64_t received);

  /// The frames of all messages after the first `received`. Nothing if some of them are no longer
  /// kept, or if fewer than `received` messages were sent. Valid until the next change.
  [[nodiscard]] std::optional<std::string_view> after(std::uint64_t received) const;

  /// The senders of forgotten messages that are unconfirmed, to inform them. At most
  /// kMaxForgottenSenders.
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
  std::size_t begin_ = 0;                              // start of the kept frames in frames_
  std::unique_ptr<std::vector<Forgotten>> forgotten_;  // null: none, as for most clients
};

}  // namespace parley::chat
