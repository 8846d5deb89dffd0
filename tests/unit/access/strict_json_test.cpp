// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "access/strict_json.hpp"

#include <string>

#include <gtest/gtest.h>

namespace parley::access {
namespace {

TEST(StrictJson, ReadsWhatTheUsualParserReads) {
  for (const char* const text :
       {"{}", R"( {"a":1} )",
        R"({"a":[1,-2,3.5,true,false,null,"x",[],{}],"b":{"a":{"a":[{"a":"A"}]}}})", "\r\n{\t}"}) {
    EXPECT_EQ(parse_strict_object(text), nlohmann::json::parse(text)) << text;
  }
}

TEST(StrictJson, RefusesWhatIsNoObject) {
  for (const char* const text :
       {"", " ", "[]", "[{}]", "1", "null", "\"{}\"", "{", "}", "{} {}", "{},", "{}]"}) {
    EXPECT_FALSE(parse_strict_object(text)) << text;
  }
}

TEST(StrictJson, RefusesWhatOnlyLenientParsersTake) {
  for (const char* const text :
       {"\xef\xbb\xbf{}", "{\"a\":1,}", "{'a':1}", "{a:1}", "{\"a\":01}", "{\"a\":NaN}",
        "{\"a\":1e999}", "// \n{}", "{\"a\":\"\xff\"}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\n\"}"}) {
    EXPECT_FALSE(parse_strict_object(text)) << text;
  }
  EXPECT_FALSE(parse_strict_object(std::string("{}\0", 3)));
  EXPECT_FALSE(parse_strict_object(std::string("{}\0{}", 5)));
}

TEST(StrictJson, RefusesAMemberThatIsThereTwice) {
  for (const char* const text : {R"({"a":1,"a":1})", R"({"a":1,"\u0061":2})",
                                 R"({"x":[{"b":{},"b":[]}]})", R"({"":1,"":2})"}) {
    EXPECT_FALSE(parse_strict_object(text)) << text;
  }
  EXPECT_TRUE(parse_strict_object(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})"));
}

TEST(StrictJson, RefusesWhatIsTooDeep) {
  const auto nested = [](std::size_t depth) {
    return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  EXPECT_TRUE(parse_strict_object(nested(kMaxJsonDepth)));
  EXPECT_FALSE(parse_strict_object(nested(kMaxJsonDepth + 1)));
  EXPECT_FALSE(parse_strict_object("{\"a\":" + std::string(100'000, '[')));
}

}  // namespace
}  // namespace parley::access
