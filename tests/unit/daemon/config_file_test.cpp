// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/config_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace parley::daemon {
namespace {

TEST(ConfigFile, IsReadFromDisk) {
  std::string folder = testing::TempDir() + "parley-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::filesystem::path file = std::filesystem::path{folder} / "a.yaml";
  std::ofstream{file} << "rooms: {max: 7}\nlog: 3\n";
  const auto result = load_config(file);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(result.config.chat.rooms, 7U);
  EXPECT_EQ(result.errors,
            std::vector<std::string>{file.string() + ":2: log: expected keys with values"});
  EXPECT_FALSE(result.ok());
}

TEST(ConfigFile, ThatIsMissingOrAFolderIsAnError) {
  EXPECT_EQ(load_config(std::filesystem::path{"/nonexistent/parley.yaml"}).errors,
            std::vector<std::string>{
                "/nonexistent/parley.yaml: cannot be read: No such file or directory"});
  EXPECT_EQ(load_config(std::filesystem::path{"/"}).errors.size(), 1U);
}

}  // namespace
}  // namespace parley::daemon
