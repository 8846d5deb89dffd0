// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace parley::net {

/// The files below the web root. They are read at each request, so an edited file is served at
/// once.
class StaticFiles {
 public:
  explicit StaticFiles(const std::filesystem::path& root);

  struct File {
    std::string path;  ///< on disk
    std::uint64_t size;
    std::string etag;  ///< with its quotes; changes with size or time of modification
    std::string_view content_type;
    bool is_text;               ///< compression makes it smaller
    bool is_immutable = false;  ///< its path has a hash; see has_hash
  };

  /// The file at `url_path`, percent-decoded and beginning with '/'; a folder stands for its
  /// index.html. Nothing for a file that does not exist, is hidden, is not regular, or is outside
  /// the root. The real path is compared, so a link cannot lead outside the root.
  [[nodiscard]] std::optional<File> find(std::string_view url_path) const;

  /// The regular file at this path on disk.
  [[nodiscard]] static std::optional<File> look_at(const std::filesystem::path& path);

 private:
  std::filesystem::path root_;  // canonical; empty if there is no such folder
};

[[nodiscard]] std::string_view content_type(std::string_view path) noexcept;

/// Whether `path` is like /assets/room-page-IIVDEM5V.js: below a folder `assets`, with a hash of
/// eight letters A to Z and digits 2 to 7 (base 32, RFC 4648 section 6) before the extension. Other
/// content has another name, so a copy is never out of date.
[[nodiscard]] bool has_hash(std::string_view path) noexcept;

}  // namespace parley::net
