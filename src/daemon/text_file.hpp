// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace parley::daemon {

/// What a small file holds, or why that cannot be told.
struct TextFile {
  std::string text;
  std::string error;  ///< empty if it was read
};

/// A file of more than `max_bytes` is an error.
[[nodiscard]] TextFile read_text_file(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace parley::daemon
