// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/config_file.hpp"

#include <cstdlib>

#include "daemon/config_reader.hpp"
#include "daemon/text_file.hpp"

namespace parley::daemon {
namespace {

std::filesystem::path secret_folder_for(const std::filesystem::path& file) {
  // systemd sets this for LoadCredential=.
  const char* const credentials = std::getenv("CREDENTIALS_DIRECTORY");
  if (credentials != nullptr && *credentials != '\0') return credentials;
  return file.parent_path();
}

}  // namespace

LoadResult parse_config(const std::string& text, const std::filesystem::path& file) {
  return ConfigReader{file.string(), secret_folder_for(file)}.read(text);
}

LoadResult load_config(const std::filesystem::path& file) {
  constexpr std::size_t kMaxBytes = 1024 * 1024;
  const TextFile read = read_text_file(file, kMaxBytes);
  if (read.error.empty()) return parse_config(read.text, file);
  LoadResult result;
  result.errors.push_back(file.string() + ": " + read.error);
  return result;
}

}  // namespace parley::daemon
