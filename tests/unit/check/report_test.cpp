// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::check {
namespace {

TEST(Report, HandsEachFindingOnAndCounts) {
  std::string out;
  Report report([&](const Finding& finding) { out += as_text(finding); });
  report.ok("name", "example.org is 192.0.2.1");
  report.warn("tls", "expires");
  report.fail("upgrade", "no", {"Because.", "    listen 443 ssl;"});
  EXPECT_EQ(out,
            "ok    name      example.org is 192.0.2.1\n"
            "warn  tls       expires\n"
            "FAIL  upgrade   no\n"
            "      Because.\n"
            "          listen 443 ssl;\n");
  EXPECT_EQ(closing_line(report), "1 ok, 1 warnings, 1 failed\n");
  EXPECT_EQ(report.count(Verdict::Failure), 1U);
}

TEST(Report, ShowsTheSameAdviceOnlyOnce) {
  std::string out;
  Report report([&](const Finding& finding) { out += as_text(finding); });
  for (const char* subject : {"page", "upgrade"}) report.fail(subject, "no", {"Because."});
  EXPECT_EQ(out,
            "FAIL  page      no\n"
            "      Because.\n"
            "FAIL  upgrade   no\n"
            "      The same as above.\n");
  EXPECT_EQ(report.findings()[1].advice, std::vector<std::string>{"Because."});
}

TEST(Report, BreaksLongAdviceAtSpaces) {
  std::string words;
  for (int i = 0; i < 40; ++i) words += "word ";
  const std::string text = as_text({Verdict::Failure, "x", "y", {words + std::string(200, 'z')}});
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', begin)) {
    const std::string line = text.substr(begin, end - begin);
    EXPECT_TRUE(line.size() <= 96 || line.find("zzz") != line.npos) << line;
    EXPECT_FALSE(line.ends_with(' ')) << line;
    begin = end + 1;
  }
  EXPECT_THAT(text, testing::HasSubstr(std::string(200, 'z')));
}

TEST(Report, ReplacesWhatATerminalWouldObey) {
  Report report([](const Finding&) {});
  report.fail("x", "\x1b[2J\n", {"\x07 \xff"});
  EXPECT_EQ(report.findings()[0].text, "?[2J?");
  EXPECT_EQ(report.findings()[0].advice[0], "? ?");
  EXPECT_EQ(excerpt("abc\n", 3), "abc...");
}

TEST(Report, IsJsonToo) {
  Report report([](const Finding&) {});
  report.ok("a", "b");
  EXPECT_THAT(as_json(report), testing::HasSubstr("\"ok\": true"));
  report.fail("c", "d", {"e"});
  EXPECT_THAT(as_json(report), testing::HasSubstr("\"ok\": false"));
  EXPECT_THAT(as_json(report), testing::HasSubstr("\"FAIL\""));
}

}  // namespace
}  // namespace parley::check
