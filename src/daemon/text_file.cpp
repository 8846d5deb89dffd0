// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/text_file.hpp"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace parley::daemon {

// Uses stdio, because file streams lose the reason for a failure.
TextFile read_text_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const auto failure = [] {
    return TextFile{{}, "cannot be read: " + std::generic_category().message(errno)};
  };
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "re"),
                                                             &std::fclose};
  if (file == nullptr) return failure();
  std::string text(max_bytes + 1, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  if (std::ferror(file.get()) != 0) return failure();
  if (text.size() > max_bytes) {
    return {{}, "is larger than " + std::to_string(max_bytes) + " bytes"};
  }
  return {std::move(text), {}};
}

}  // namespace parley::daemon
