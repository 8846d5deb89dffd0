// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "parley/chat/snapshot.hpp"

namespace parley::daemon {

/// The sessions as a text: a line that says what it is and when it was written, a JSON object per
/// room, and the SHA-256 of all that. It holds what people have said to each other and is nobody
/// else's to read.
[[nodiscard]] std::string write_state(const chat::Snapshot& snapshot,
                                      std::chrono::system_clock::time_point now);

/// What write_state has written, or why it cannot be used.
struct ReadState {
  std::optional<chat::Snapshot> snapshot;
  std::string problem;  ///< empty if there is a snapshot
};

/// A text of another version of the format is of no use, and neither is one that is older than ten
/// minutes: whoever it is about has gone.
[[nodiscard]] ReadState read_state(std::string_view text,
                                   std::chrono::system_clock::time_point now);

/// The file through which a daemon that goes down hands its sessions on to the next one.
class StateFile {
 public:
  /// Nothing is written to an empty path, and nothing read from it.
  explicit StateFile(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Puts `text` there, readable for this user alone, in one step: there is never half a file.
  /// Returns what went wrong, or nothing.
  [[nodiscard]] std::string put(std::string_view text) const;

  /// What is in the file, which is gone afterwards: it is good for one start. One that is not a
  /// file of this user's own is neither read nor removed. Without a file both members are empty.
  struct Taken {
    std::string text;
    std::string problem;
  };
  [[nodiscard]] Taken take() const;

 private:
  std::filesystem::path path_;
};

}  // namespace parley::daemon
