// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace parley::daemon {

/// The content of a small file, or the reason why it cannot be read.
struct TextFile {
  std::string text;
  std::string error;  ///< empty on success
};

/// A file of more than `max_bytes` is an error.
[[nodiscard]] TextFile read_text_file(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace parley::daemon
