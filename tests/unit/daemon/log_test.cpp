// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/log.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr auto kPatience = 10s;    // only a failing test waits so long
constexpr auto kAnInstant = 10ms;  // for what cannot happen however long one waits

std::chrono::system_clock::time_point fixed_clock() {
  return std::chrono::system_clock::time_point{1'795'406'400s};
}

/// A pipe in place of standard error.
class LogTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(pipe2(ends_.data(), O_CLOEXEC), 0); }
  void TearDown() override {
    log_.reset();
    close_reader();
    close(ends_[1]);
  }

  Log& start(const LogConfig& config) {
    log_ = std::make_unique<Log>(config, ends_[1], fixed_clock);
    return *log_;
  }

  /// What was written so far, without time and level.
  std::vector<std::string> lines() {
    EXPECT_TRUE(log_->flush_for(kPatience));
    fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    std::array<char, 65536> chunk{};
    std::string text;
    for (ssize_t n = 0; (n = read(ends_[0], chunk.data(), chunk.size())) > 0;) {
      text.append(chunk.data(), static_cast<std::size_t>(n));
    }
    std::vector<std::string> result;
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const std::string line = text.substr(0, end);
      result.push_back(line.substr(std::min(line.size(), line.find(" event=") + 1)));
      text.erase(0, end + 1);
    }
    return result;
  }

  /// So that the next line blocks its writer.
  void fill_pipe() {
    const std::string chunk(4096, 'x');
    fcntl(ends_[1], F_SETFL, O_NONBLOCK);
    for (const std::size_t size : {chunk.size(), std::size_t{1}}) {
      for (ssize_t n = 0; (n = write(ends_[1], chunk.data(), size)) > 0;) {
        filled_ += static_cast<std::size_t>(n);
      }
    }
    fcntl(ends_[1], F_SETFL, 0);
  }

  /// Takes out what fill_pipe put in, and nothing else.
  void empty_pipe() {
    std::string chunk(4096, ' ');
    while (filled_ > 0) {
      const ssize_t n = read(ends_[0], chunk.data(), std::min(chunk.size(), filled_));
      ASSERT_GT(n, 0);
      filled_ -= static_cast<std::size_t>(n);
    }
  }

  void close_reader() {
    if (ends_[0] >= 0) close(ends_[0]);
    ends_[0] = -1;
  }

  std::array<int, 2> ends_{-1, -1};
  std::size_t filled_ = 0;
  std::unique_ptr<Log> log_;
};

TEST_F(LogTest, WritesOneLinePerEventInOrder) {
  Log& log = start({});
  log.write(LogLevel::Info, "joined",
            {{"client", std::string_view{"00ff"}}, {"n", std::int64_t{3}}});
  log.write(LogLevel::Error, "left", {});
  EXPECT_THAT(lines(), ElementsAre("event=joined client=00ff n=3", "event=left"));
}

TEST_F(LogTest, LeavesOutWhatIsBelowItsLevel) {
  Log& log = start({.level = LogLevel::Warning});
  EXPECT_FALSE(log.is_enabled(LogLevel::Info));
  EXPECT_TRUE(log.is_enabled(LogLevel::Warning));
  log.write(LogLevel::Info, "a", {});
  log.write(LogLevel::Warning, "b", {});
  log.reconfigure({.level = LogLevel::Debug});
  log.write(LogLevel::Debug, "c", {});
  EXPECT_THAT(lines(), ElementsAre("event=b", "event=c"));
}

TEST_F(LogTest, ShowsRoomsAndAddressesAsConfigured) {
  LogConfig config{.room_ids = Privacy::Full, .addresses = Privacy::None};
  Log& log = start(config);
  const auto write = [&] {
    log.write(LogLevel::Info, "joined",
              {{"room", PrivateRoom{"lagoon"}}, {"from", PrivateAddress{"192.0.2.1"}}});
  };
  write();
  config.room_ids = Privacy::None;
  config.addresses = Privacy::Full;
  log.reconfigure(config);
  write();
  config.room_ids = Privacy::Hashed;
  log.reconfigure(config);
  write();
  EXPECT_THAT(lines(),
              ElementsAre("event=joined room=lagoon", "event=joined from=192.0.2.1",
                          testing::MatchesRegex("event=joined room=[0-9a-f]+ from=192.0.2.1")));
}

TEST_F(LogTest, WritesRoomsInAnyScriptAsAscii) {
  Log& log = start({.room_ids = Privacy::Full});
  log.write(LogLevel::Info, "joined", {{"room", PrivateRoom{"é 室"}}});
  EXPECT_THAT(lines(), ElementsAre(R"(event=joined room="\u00e9 \u5ba4")"));
}

TEST_F(LogTest, KeepsTheNewestLinesForAStuckReader) {
  LogConfig config{.queue_lines = 16};
  fill_pipe();
  Log& log = start(config);
  constexpr std::int64_t kLines = 1000;
  for (std::int64_t i = 0; i < kLines; ++i) log.write(LogLevel::Info, "n", {{"i", i}});
  EXPECT_FALSE(log.flush_for(kAnInstant));
  // All but the queue, and the one line that the writer may hold in its hand.
  EXPECT_GE(log.lost_lines(), static_cast<std::uint64_t>(kLines - 17));
  EXPECT_LE(log.lost_lines(), static_cast<std::uint64_t>(kLines - 16));
  const std::uint64_t lost = log.lost_lines();
  log.report_losses();  // there is no room: nothing must happen
  EXPECT_EQ(log.lost_lines(), lost);

  empty_pipe();
  const auto written = lines();
  ASSERT_FALSE(written.empty());
  EXPECT_EQ(written.back(), "event=n i=999");
  log.report_losses();
  log.report_losses();
  EXPECT_THAT(lines(), ElementsAre("event=log-lines-lost lines=" + std::to_string(lost) +
                                   " total=" + std::to_string(lost)));
}

TEST_F(LogTest, EndsAlthoughItsReaderIsStuck) {
  fill_pipe();
  Log& log = start({});
  log.write(LogLevel::Info, "a", {});
  EXPECT_FALSE(log.flush_for(kAnInstant));
  log_.reset();
  // The thread that was left behind still lives, and writes when it can.
  empty_pipe();
  std::array<char, 128> line{};
  EXPECT_GT(read(ends_[0], line.data(), line.size()), 0);
}

TEST_F(LogTest, CountsLinesThatCannotBeWritten) {
  Log& log = start({});
  close_reader();
  log.write(LogLevel::Info, "a", {});
  log.write(LogLevel::Info, "b", {});
  EXPECT_TRUE(log.flush_for(kPatience));
  EXPECT_EQ(log.lost_lines(), 2U);
}

TEST(Log, SurvivesAFullDisk) {
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  {
    Log log{LogConfig{}, full};
    log.write(LogLevel::Error, "a", {});
    EXPECT_TRUE(log.flush_for(kPatience));
    EXPECT_EQ(log.lost_lines(), 1U);
  }
  close(full);
}

TEST_F(LogTest, WaitsForAReaderThatMadeThePipeNonBlocking) {
  fill_pipe();
  fcntl(ends_[1], F_SETFL, O_NONBLOCK);
  Log& log = start({});
  log.write(LogLevel::Info, "a", {});
  EXPECT_FALSE(log.flush_for(kAnInstant));
  empty_pipe();
  EXPECT_THAT(lines(), ElementsAre("event=a"));
  EXPECT_EQ(log.lost_lines(), 0U);
}

}  // namespace
}  // namespace parley::daemon
