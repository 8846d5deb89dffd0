// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/state_file.hpp"

#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace parley::daemon {
namespace {

namespace fs = std::filesystem;

class StateFileTest : public testing::Test {
 protected:
  std::size_t files_in_folder() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path()), {}));
  }

  void expect_refused() const {
    const StateFile::Taken taken = file_.take();
    EXPECT_EQ(taken.text, "");
    EXPECT_NE(taken.problem, "");
  }

  test::TempDir folder_;
  const fs::path path_ = folder_.path() / "sessions";
  const StateFile file_{path_};
};

TEST_F(StateFileTest, IsGoodForOneStart) {
  const std::string text = std::string("a\0b", 3) + std::string(200'000, 'c');
  EXPECT_EQ(file_.put(text), "");
  EXPECT_EQ(files_in_folder(), 1U);
  const StateFile::Taken taken = file_.take();
  EXPECT_EQ(taken.text, text);
  EXPECT_EQ(taken.problem, "");
  EXPECT_EQ(files_in_folder(), 0U);
  EXPECT_EQ(file_.take().text, "");
  EXPECT_EQ(file_.take().problem, "");
}

TEST_F(StateFileTest, IsForThisUserOnlyWhateverTheMask) {
  const mode_t before = ::umask(0);
  EXPECT_EQ(file_.put("x"), "");
  ::umask(before);
  EXPECT_EQ(fs::status(path_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(StateFileTest, TakesThePlaceOfWhatWasThere) {
  folder_.write("sessions", "foreign");
  folder_.write("sessions.new", "of one that was killed");
  fs::permissions(path_, fs::perms::others_read, fs::perm_options::add);
  EXPECT_EQ(file_.put("own"), "");
  EXPECT_EQ(file_.take().text, "own");
  EXPECT_EQ(files_in_folder(), 0U);
}

TEST_F(StateFileTest, DoesNotWriteThroughALink) {
  const fs::path victim = folder_.write("victim", "precious");
  fs::create_symlink(victim, path_);
  fs::create_symlink(victim, folder_.path() / "sessions.new");
  EXPECT_EQ(file_.put("x"), "");
  EXPECT_FALSE(fs::is_symlink(path_));
  EXPECT_EQ(fs::file_size(victim), std::string("precious").size());
}

TEST_F(StateFileTest, LeavesNothingBehindWhereItCannotBe) {
  fs::create_directory(path_);
  EXPECT_NE(file_.put("x"), "");
  EXPECT_EQ(files_in_folder(), 1U);
  expect_refused();
}

TEST_F(StateFileTest, NeedsItsFolder) {
  const StateFile nowhere{folder_.path() / "none" / "sessions"};
  EXPECT_NE(nowhere.put("x"), "");
  EXPECT_EQ(nowhere.take().problem, "");  // there is no such file
}

TEST_F(StateFileTest, OfOthersIsNeitherReadNorRemoved) {
  for (const auto mode : {fs::perms::group_read, fs::perms::group_write, fs::perms::others_read,
                          fs::perms::others_exec}) {
    EXPECT_EQ(file_.put("x"), "");
    fs::permissions(path_, mode, fs::perm_options::add);
    expect_refused();
    EXPECT_EQ(files_in_folder(), 1U);
  }
}

TEST_F(StateFileTest, IsNotALink) {
  fs::create_symlink(folder_.write("other", "x"), path_);
  expect_refused();
  EXPECT_EQ(files_in_folder(), 2U);
}

TEST_F(StateFileTest, IsNotAPipe) {
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  expect_refused();  // and does not wait for a writer
  EXPECT_EQ(files_in_folder(), 1U);
}

TEST(NoStateFile, IsNeitherWrittenNorRead) {
  const StateFile none{{}};
  EXPECT_EQ(none.put("x"), "");
  EXPECT_EQ(none.take().text, "");
  EXPECT_EQ(none.take().problem, "");
}

}  // namespace
}  // namespace parley::daemon
