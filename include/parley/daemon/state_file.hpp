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

/// The sessions as text: a line with the format and the time of writing, a JSON object per room,
/// and the SHA-256 of these lines. The text contains people's messages, so only the daemon may read
/// it.
[[nodiscard]] std::string write_state(const chat::Snapshot& snapshot,
                                      std::chrono::system_clock::time_point now);

/// The snapshot that write_state has written, or the reason why it cannot be used.
struct ReadState {
  std::optional<chat::Snapshot> snapshot;
  std::string problem;  ///< empty if there is a snapshot
};

/// Refuses a text in another version of the format, and one older than ten minutes, because its
/// clients have given up by then.
[[nodiscard]] ReadState read_state(std::string_view text,
                                   std::chrono::system_clock::time_point now);

/// The file through which a stopping daemon passes its sessions to the next one.
class StateFile {
 public:
  /// With an empty path it writes and reads nothing.
  explicit StateFile(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Writes `text` atomically, readable only by this user. Returns an error, or nothing.
  [[nodiscard]] std::string put(std::string_view text) const;

  /// Returns the content of the file and deletes it, because it is valid for one start only. A file
  /// that other users could have written is neither read nor deleted. Without a file both members
  /// are empty.
  struct Taken {
    std::string text;
    std::string problem;
  };
  [[nodiscard]] Taken take() const;

 private:
  std::filesystem::path path_;
};

}  // namespace parley::daemon
