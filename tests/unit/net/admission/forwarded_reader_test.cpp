// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/forwarded_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::net {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The elements from the right, each as "for|host".
std::vector<std::string> elements(std::string_view list) {
  std::vector<std::string> all;
  ForwardedReader reader{list};
  while (const auto element = reader.next()) {
    all.push_back(element->node + "|" + element->host);
  }
  return all;
}

TEST(Forwarded, IsReadFromTheRight) {
  EXPECT_THAT(elements("for=192.0.2.1;host=a.example;proto=https, for=10.0.0.1;host=b.example"),
              ElementsAre("10.0.0.1|b.example", "192.0.2.1|a.example"));
}

TEST(Forwarded, NamesAreOfAnyCaseAndUnknownOnesAreIgnored) {
  EXPECT_THAT(elements("FOR=192.0.2.1;Proto=http;by=203.0.113.43;secret=x"),
              ElementsAre("192.0.2.1|"));
}

TEST(Forwarded, ValuesMayBeQuoted) {
  EXPECT_THAT(elements(R"(for="[2001:db8::1]:4711";host="a.example:8443")"),
              ElementsAre("[2001:db8::1]:4711|a.example:8443"));
  EXPECT_THAT(elements(R"(for="_a\"b\\";host=",;")"), ElementsAre(R"(_a"b\|,;)"));
}

TEST(Forwarded, UnquotedAddressesWithAPortPass) {
  EXPECT_THAT(elements("for=192.0.2.1:4711;host=a.example:8443"),
              ElementsAre("192.0.2.1:4711|a.example:8443"));
}

TEST(Forwarded, WhiteSpaceAndEmptyElementsAreIgnored) {
  EXPECT_THAT(elements(" for=192.0.2.1 ; host=a.example ,, \t, for=10.0.0.1 , "),
              ElementsAre("10.0.0.1|", "192.0.2.1|a.example"));
  EXPECT_THAT(elements(""), IsEmpty());
  EXPECT_THAT(elements(" , ,"), IsEmpty());
}

/// What a client sends cannot change how the proxy's own element is read.
TEST(Forwarded, NothingToTheLeftReachesTheLastElement) {
  for (const char* left : {"for=\"", "for=\"\\", "\"", "for=\"x\\\"", ";;=;", "for", "for=a b"}) {
    const auto all = elements(std::string{left} + ", for=192.0.2.1;host=a.example");
    ASSERT_FALSE(all.empty()) << left;
    EXPECT_EQ(all.front(), "192.0.2.1|a.example") << left;
  }
  EXPECT_THAT(elements("for=\", for=\"[2001:db8::1]\""), ElementsAre("[2001:db8::1]|"));
}

TEST(Forwarded, ReadingStopsAtWhatIsMalformed) {
  for (const char* bad : {"for", "for=", "=x", "for=a b", "for=192.0.2.1;for=192.0.2.2", "f r=x",
                          "for=\"x", "for=x\"", "for=\"x\"y", "for=x;\"", "for=\"x\\\""}) {
    EXPECT_THAT(elements(std::string{"for=192.0.2.9,"} + bad), IsEmpty()) << bad;
    EXPECT_THAT(elements(std::string{"for=192.0.2.9,"} + bad + ",for=10.0.0.1"),
                ElementsAre("10.0.0.1|"))
        << bad;
  }
}

}  // namespace
}  // namespace parley::net
