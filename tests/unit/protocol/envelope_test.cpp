// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/envelope.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "unit/protocol/golden.hpp"

namespace parley::protocol {
namespace {

using test::golden;
using test::text_of;

ScanError scan(const std::string& text) {
  Envelope envelope;
  return scan_envelope(text, envelope);
}

ScanError reason_named(const std::string& name) {
  static const std::map<std::string, ScanError> kReasons{
      {"not-json", ScanError::NotJson}, {"not-an-object", ScanError::NotAnObject},
      {"too-deep", ScanError::TooDeep}, {"duplicate-key", ScanError::DuplicateKey},
      {"bad-type", ScanError::BadType}, {"bad-receiver", ScanError::BadReceiver},
      {"bad-id", ScanError::BadId},     {"lone-surrogate", ScanError::LoneSurrogate},
  };
  return kReasons.at(name);
}

/// `count` brackets inside one another.
std::string nested(std::size_t count) {
  return std::string(count, '[') + std::string(count, ']');
}

TEST(EnvelopeScan, TakesTheGoldenMessagesApart) {
  const auto cases = golden("valid.json").at("cases");
  ASSERT_GT(cases.size(), 50U);
  for (const auto& c : cases) {
    SCOPED_TRACE(text_of(c, "name"));
    const std::string input = text_of(c, "input");
    Envelope envelope;
    ASSERT_EQ(scan_envelope(input, envelope), ScanError::None);
    EXPECT_EQ(envelope.type, text_of(c, "type"));
    EXPECT_EQ(envelope.raw_type, c.value("raw_type", text_of(c, "type")));
    EXPECT_EQ(envelope.receiver, text_of(c, "receiver"));
    EXPECT_EQ(envelope.data, text_of(c, "data"));
    EXPECT_EQ(envelope.id, text_of(c, "id"));
  }
}

TEST(EnvelopeScan, RefusesTheGoldenBadMessages) {
  const auto cases = golden("invalid.json").at("cases");
  ASSERT_GT(cases.size(), 100U);
  for (const auto& c : cases) {
    EXPECT_EQ(scan(text_of(c, "input")), reason_named(text_of(c, "reason"))) << text_of(c, "name");
  }
}

TEST(EnvelopeScan, DataIsAViewOfTheInput) {
  const std::string input = R"({"type":"t","data": [1, 2] })";
  Envelope envelope;
  ASSERT_EQ(scan_envelope(input, envelope), ScanError::None);
  EXPECT_EQ(envelope.data.data(), input.data() + input.find('['));
}

TEST(EnvelopeScan, RefusesAMessageThatIsCutOffAnywhere) {
  const auto cases = golden("valid.json").at("cases");
  for (const auto& c : cases) {
    const std::string input = text_of(c, "input");
    for (std::size_t size = 0; size <= input.rfind('}'); ++size) {
      // A copy of exactly this size, so that a sanitizer sees a read behind the end.
      const std::string cut = input.substr(0, size);
      EXPECT_NE(scan(cut), ScanError::None) << text_of(c, "name") << ", cut at " << size;
    }
  }
}

TEST(EnvelopeScan, RefusesAnythingBehindTheMessage) {
  const auto cases = golden("valid.json").at("cases");
  for (const auto& c : cases) {
    for (const char garbage : {'x', '}', ']', ',', '{', '"', '0', '\0', '\v', '\x7f'}) {
      EXPECT_EQ(scan(text_of(c, "input") + garbage), ScanError::NotJson) << text_of(c, "name");
    }
  }
}

// Strings are searched in blocks; what they may not contain has to be found at every offset.
TEST(EnvelopeScan, FindsAControlCharacterAtEveryOffsetOfAString) {
  for (std::size_t offset = 0; offset < 70; ++offset) {
    for (const char bad : {'\0', '\x01', '\n', '\x1f'}) {
      std::string content(70, 'x');
      content[offset] = bad;
      EXPECT_EQ(scan(R"({"type":"t","data":")" + content + "\"}"), ScanError::NotJson) << offset;
    }
  }
}

TEST(EnvelopeScan, AcceptsEveryOtherAsciiCharacterAtEveryOffsetOfAString) {
  for (std::size_t offset = 0; offset < 40; ++offset) {
    for (char c = 0x20; c > 0; ++c) {
      if (c == '"' || c == '\\') continue;
      std::string content(40, 'x');
      content[offset] = c;
      EXPECT_EQ(scan(R"({"type":"t","data":")" + content + "\"}"), ScanError::None) << offset;
    }
  }
}

TEST(EnvelopeScan, EndsAStringAtItsQuoteAtEveryOffset) {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string data = '"' + std::string(size, 'x') + '"';
    const std::string input = R"({"type":"t","data":)" + data + R"(,"id":"a long enough rest"})";
    Envelope envelope;
    ASSERT_EQ(scan_envelope(input, envelope), ScanError::None) << size;
    EXPECT_EQ(envelope.data, data);
  }
}

// Valid UTF-8 is promised, but a broken promise must not cost more than a wrong text: a first byte
// without its continuation takes no backslash with it.
TEST(EnvelopeScan, StaysInsideTheStringIfItIsNotUtf8) {
  for (const char* lead : {"\x8e", "\xc3", "\xe2", "\xf0", "\xff"}) {
    const std::string input = std::string{R"({"type":"\u0074)"} + lead + R"(\\"})";
    Envelope envelope;
    ASSERT_EQ(scan_envelope(input, envelope), ScanError::None);
    EXPECT_EQ(envelope.type, std::string{"t"} + lead + "\\");
  }
}

TEST(EnvelopeScan, ForgetsWhatAnEarlierScanFound) {
  const std::string first = R"({"type":"t","data":1,"id":2,"receiver":"room"})";
  const std::string second = R"({"type":"\u0075"})";
  Envelope envelope;
  ASSERT_EQ(scan_envelope(first, envelope), ScanError::None);
  ASSERT_EQ(scan_envelope(second, envelope), ScanError::None);
  EXPECT_EQ(envelope.type, "u");
  EXPECT_EQ(envelope.receiver, "");
  EXPECT_EQ(envelope.data, "");
  EXPECT_EQ(envelope.id, "");
}

TEST(EnvelopeScan, KeepsWhatItFoundBeforeAnError) {
  const std::string input = R"({"id":7,"type":"offer","receiver":"x","data":[})";
  Envelope envelope;
  ASSERT_EQ(scan_envelope(input, envelope), ScanError::NotJson);
  EXPECT_EQ(envelope.type, "offer");
  EXPECT_EQ(envelope.receiver, "x");
  EXPECT_EQ(envelope.id, "7");
}

TEST(EnvelopeScan, HasASentenceForEveryError) {
  std::map<std::string_view, int> sentences;
  for (int error = 0; error <= static_cast<int>(ScanError::LoneSurrogate); ++error) {
    ++sentences[sentence(static_cast<ScanError>(error))];
  }
  EXPECT_EQ(sentences.size(), static_cast<std::size_t>(ScanError::LoneSurrogate) + 1);
  EXPECT_EQ(sentences.count(""), 0U);
}

TEST(JsonValue, IsOneValueAndNothingElse) {
  for (const char* text : {"1", " [1 , 2] ", "\"x\"", "{}", "null", "-0.5e-3"}) {
    EXPECT_TRUE(is_json_value(text)) << text;
  }
  for (const char* text : {"", " ", "1 2", "{} {}", "[", "]", "nul", "\"", "01", "'a'", "1,"}) {
    EXPECT_FALSE(is_json_value(text)) << text;
  }
}

TEST(JsonValue, IsAtMost32LevelsDeep) {
  EXPECT_TRUE(is_json_value(nested(kMaxDepth)));
  EXPECT_FALSE(is_json_value(nested(kMaxDepth + 1)));
}

}  // namespace
}  // namespace parley::protocol
