// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/content_coding.hpp"

#include <gtest/gtest.h>

#include "support/gunzip.hpp"

namespace parley::test {
namespace {

using net::choose_coding;
using net::ContentCoding;

TEST(ContentCodingTest, IsGzipForClientsThatAcceptIt) {
  for (const char* field :
       {"gzip", "GZIP", "x-gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8, *;q=0.1", "*",
        "deflate , gzip ; q=0.001", "gzip;q=1.000", "gzip;Q=0.5", "gzip;q=0.5, identity;q=0.5",
        "identity;q=0, *", "identity;q=0, gzip;q=0.1", ", ,gzip", "*;q=0, gzip", "gzip;q=1."}) {
    EXPECT_EQ(choose_coding(field), ContentCoding::Gzip) << field;
  }
}

TEST(ContentCodingTest, IsIdentityForAllOthers) {
  for (const char* field :
       {"", "identity", "br", "deflate, br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "*, gzip;q=0",
        "gzip;q=0.5, identity", "gzip;q=0.5, identity;q=0.6", "gzip2", "xgzip", "identity;q=0",
        "identity;q=0, gzip;q=0", "\tgzi p"}) {
    EXPECT_EQ(choose_coding(field), ContentCoding::Identity) << field;
  }
}

TEST(ContentCodingTest, IgnoresMalformedElements) {
  for (const char* element : {"gzip;q=1.5", "gzip;q=-1", "gzip;q=0.1234", "gzip;q=x",
                              "gzip;q=", "gzip;q", "gzip;level=9", "gzip;q=2", "gzip;q=01"}) {
    EXPECT_EQ(choose_coding(element), ContentCoding::Identity) << element;
    EXPECT_EQ(choose_coding(std::string{element} + ", gzip;q=0.2"), ContentCoding::Gzip) << element;
  }
}

TEST(GzipTest, CanBeUndone) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * i);
  for (const std::string& original : {std::string{}, std::string{"a"}, text}) {
    const auto compressed = net::gzip(original);
    ASSERT_TRUE(compressed);
    EXPECT_EQ(gunzip(*compressed), original);
  }
  EXPECT_LT(net::gzip(text)->size(), text.size() / 2);
}

TEST(GzipTest, GivesTheSameBytesForTheSameText) {
  EXPECT_EQ(net::gzip("the same"), net::gzip("the same"));
}

}  // namespace
}  // namespace parley::test
