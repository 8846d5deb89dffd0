// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace parley::net {

/// The files below the web root, read at each request, so an edited file is served at once.
class StaticFiles {
 public:
  explicit StaticFiles(const std::filesystem::path& root);

  struct File {
    std::string path;  ///< on disk
    std::uint64_t size;
    std::string etag;  ///< with its quotes; changes with size or time of modification
    std::string_view content_type;
  };

  /// The file at `url_path`, percent-decoded and beginning with '/'; a folder stands for its
  /// index.html. Nothing for a file that does not exist, is hidden, is not regular, or is outside
  /// the root. It compares the real path, so links do not lead outside either.
  [[nodiscard]] std::optional<File> find(std::string_view url_path) const;

 private:
  std::filesystem::path root_;  // canonical; empty if there is no such folder
};

[[nodiscard]] std::string_view content_type(std::string_view path) noexcept;

}  // namespace parley::net
