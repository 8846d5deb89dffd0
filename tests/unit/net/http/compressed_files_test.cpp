// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/compressed_files.hpp"

#include <random>

#include <gtest/gtest.h>

#include "support/fake_scheduler.hpp"
#include "support/gunzip.hpp"
#include "support/temp_dir.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;
using net::CompressedFiles;
using net::StaticFiles;

/// Letters without a pattern: compressed they take about three quarters.
std::string letters(std::size_t count, unsigned seed) {
  std::mt19937 random{seed};
  std::string text(count, ' ');
  for (char& c : text) c = static_cast<char>('a' + random() % 26);
  return text;
}

class CompressedFilesTest : public testing::Test {
 protected:
  CompressedFiles::Body find(const std::string& name) {
    const auto file = StaticFiles{dir_.path()}.find("/" + name);
    return file ? files_.find(*file) : nullptr;
  }

  TempDir dir_;
  FakeScheduler scheduler_;
  net::Limits limits_;
  net::Counters counters_;
  CompressedFiles files_{scheduler_, limits_, counters_};
};

TEST_F(CompressedFilesTest, KeepsWhatItHasMade) {
  const std::string text(5000, 'a');
  dir_.write("a.js", text);
  const auto body = find("a.js");
  ASSERT_TRUE(body);
  EXPECT_EQ(gunzip(*body), text);
  EXPECT_EQ(find("a.js"), body) << "made again";
}

TEST_F(CompressedFilesTest, MakesAChangedFileAgain) {
  dir_.write("a.js", std::string(5000, 'a'));
  const auto before = find("a.js");
  const std::size_t bytes = files_.bytes();
  dir_.write("a.js", std::string(6000, 'b'));
  ASSERT_TRUE(find("a.js"));
  EXPECT_EQ(gunzip(*find("a.js")), std::string(6000, 'b'));
  EXPECT_LT(files_.bytes(), bytes + 100) << "the one before is still kept";
}

TEST_F(CompressedFilesTest, LeavesAloneWhatCompressionDoesNotMakeSmaller) {
  std::string noise = letters(5000, 1);
  std::mt19937 random{2};
  for (char& c : noise) c = static_cast<char>(random());
  dir_.write("noise.js", noise);
  dir_.write("small.js", std::string(CompressedFiles::kLeastBytes - 1, 'a'));
  dir_.write("large.js", std::string(CompressedFiles::kMostBytes + 1, 'a'));
  dir_.write("picture.png", std::string(5000, 'a'));
  for (const char* name : {"noise.js", "small.js", "large.js", "picture.png", "nothing.js"}) {
    EXPECT_FALSE(find(name)) << name;
  }
  EXPECT_EQ(counters_.uncompressed_files, 0U);
  dir_.write("least.js", std::string(CompressedFiles::kLeastBytes, 'a'));
  dir_.write("most.js", std::string(CompressedFiles::kMostBytes, 'a'));
  EXPECT_TRUE(find("least.js"));
  EXPECT_TRUE(find("most.js"));
}

TEST_F(CompressedFilesTest, DoesNotCompressAFileThatIsNoLongerTheOneThatWasFound) {
  dir_.write("a.js", std::string(5000, 'a'));
  const auto file = StaticFiles{dir_.path()}.find("/a.js");
  ASSERT_TRUE(file);
  dir_.write("a.js", std::string(7000, 'b'));
  EXPECT_FALSE(files_.find(*file));
  std::filesystem::remove(dir_.path() / "a.js");
  EXPECT_FALSE(files_.find(*file));
  EXPECT_EQ(files_.bytes(), 0U);
}

TEST_F(CompressedFilesTest, StaysBelowItsLimitAndCountsWhatItDidNotCompress) {
  limits_.compressed_bytes = 60'000;
  for (unsigned i = 0; i < 20; ++i) {
    dir_.write(std::to_string(i) + ".js", letters(10'000, i));
    (void)find(std::to_string(i) + ".js");
    EXPECT_LE(files_.bytes(), limits_.compressed_bytes);
  }
  EXPECT_GT(files_.bytes(), limits_.compressed_bytes / 2);
  EXPECT_GT(counters_.uncompressed_files, 0U);
  EXPECT_TRUE(find("0.js")) << "the first is no longer kept";
  EXPECT_FALSE(find("19.js"));
}

TEST_F(CompressedFilesTest, MakesRoomWithWhatWasUnusedForAMinute) {
  limits_.compressed_bytes = 20'000;
  dir_.write("old.js", letters(10'000, 1));
  dir_.write("new.js", letters(16'000, 2));
  ASSERT_TRUE(find("old.js"));
  scheduler_.advance(CompressedFiles::kIdle - 1s);
  EXPECT_FALSE(find("new.js"));
  ASSERT_TRUE(find("old.js"));
  scheduler_.advance(CompressedFiles::kIdle - 1s);
  EXPECT_FALSE(find("new.js")) << "the old one was used meanwhile";
  scheduler_.advance(1s);
  EXPECT_TRUE(find("new.js"));
  EXPECT_FALSE(find("old.js"));
}

TEST_F(CompressedFilesTest, IsTurnedOffWithALimitOfZero) {
  limits_.compressed_bytes = 0;
  dir_.write("a.js", std::string(5000, 'a'));
  EXPECT_FALSE(find("a.js"));
  EXPECT_EQ(files_.bytes(), 0U);
}

}  // namespace
}  // namespace parley::test
