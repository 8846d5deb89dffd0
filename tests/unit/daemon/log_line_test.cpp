// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/log_line.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::system_clock::time_point kTime{1'795'406'400s + 123ms};

LogLine text_line() {
  return {LogFormat::Text, kTime, LogLevel::Info, "joined"};
}

std::string text_value(std::string_view value) {
  LogLine line = text_line();
  line.add("k", value);
  const std::string text = std::move(line).finish();
  return text.substr(text.find(" k=") + 3);
}

TEST(LogLine, IsKeysAndValues) {
  LogLine line = text_line();
  line.add("client", "00ff");
  line.add("bytes", -5);
  EXPECT_EQ(std::move(line).finish(),
            "2026-11-23T04:00:00.123Z info event=joined client=00ff bytes=-5");
}

TEST(LogLine, IsAnObjectInJson) {
  LogLine line{LogFormat::Json, kTime, LogLevel::Warning, "joined"};
  line.add("client", "a\"b");
  line.add("bytes", 5);
  EXPECT_EQ(std::move(line).finish(),
            R"({"time":"2026-11-23T04:00:00.123Z","level":"warning","event":"joined",)"
            R"("client":"a\"b","bytes":5})");
}

TEST(LogLine, QuotesWhatCouldBeMistaken) {
  EXPECT_EQ(text_value("[::1]:80"), "[::1]:80");
  EXPECT_EQ(text_value(""), R"("")");
  EXPECT_EQ(text_value("a b"), R"("a b")");
  EXPECT_EQ(text_value("a=b"), R"("a=b")");
  EXPECT_EQ(text_value("a\"b\\"), R"("a\"b\\")");
  EXPECT_EQ(text_value("a\r\nevent=left"), R"("a\r\nevent=left")");
  EXPECT_EQ(text_value("\x1b[2J\x7f"), R"("\u001b[2J\u007f")");
  EXPECT_EQ(text_value("\xc2\x9b"), R"("\u009b")");
  EXPECT_EQ(text_value("\xe2\x80\xae"), R"("\u202e")");
  EXPECT_EQ(text_value("a\xff"), R"("a\ufffd")");
  EXPECT_EQ(text_value(std::string_view{"a\0b", 3}), R"("a\u0000b")");
}

TEST(LogLine, IsPrintableAsciiWhateverComes) {
  std::string everything;
  for (int c = 0; c < 256; ++c) everything += static_cast<char>(c);
  for (const LogFormat format : {LogFormat::Text, LogFormat::Json}) {
    LogLine line{format, kTime, LogLevel::Error, "x"};
    line.add("k", everything);
    const std::string text = std::move(line).finish();
    EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; })) << text;
    EXPECT_EQ(nlohmann::json::accept(text), format == LogFormat::Json) << text;
  }
}

TEST(LogLine, CutsLongValuesBetweenCharacters) {
  const std::string longest(LogLine::kMaxValueBytes, 'a');
  EXPECT_EQ(text_value(longest), longest);
  EXPECT_EQ(text_value(longest + "b"), '"' + longest + "...\"");
  const std::string most = longest.substr(1);
  EXPECT_EQ(text_value(most + "\xc3\xa4"), '"' + most + "...\"");
}

}  // namespace
}  // namespace parley::daemon
