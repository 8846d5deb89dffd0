// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Static files to clients that accept gzip, and to others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/http/static_files.hpp"
#include "support/gunzip.hpp"
#include "support/http_client.hpp"
#include "support/memory/memory_server.hpp"
#include "support/temp_dir.hpp"

namespace parley::test {
namespace {

using testing::HasSubstr;
using testing::Optional;
using testing::StrEq;

const std::string kGzip = "Accept-Encoding: gzip, deflate, br";

class SiteCodingTest : public testing::Test {
 protected:
  HttpResponse request(std::string_view method, std::string_view target,
                       const HttpClient::Headers& headers = {}) {
    return HttpClient(server_->endpoint()).request(method, target, headers);
  }
  HttpResponse get(std::string_view target, const HttpClient::Headers& headers = {}) {
    return request("GET", target, headers);
  }

  void SetUp() override {
    dir_.write("a.js", text_);
    dir_.write("a.png", text_);
    dir_.write("assets/a-ABCDEFG7.js", text_);
    start({});
  }
  void start(const net::Limits& limits) {
    server_ = std::make_unique<MemoryServer>(
        MemoryServerOptions{.net = {.limits = limits}, .web_root = dir_.path()});
  }

  TempDir dir_;
  std::string text_ = std::string(20'000, 'a') + std::string(20'000, 'b');
  std::unique_ptr<MemoryServer> server_;
};

TEST_F(SiteCodingTest, ClientsGetGzipIfTheyAcceptIt) {
  const HttpResponse plain = get("/a.js");
  EXPECT_EQ(plain.body, text_);
  EXPECT_FALSE(plain.header("content-encoding"));
  const HttpResponse compressed = get("/a.js", {kGzip});
  EXPECT_EQ(compressed.status, 200);
  EXPECT_THAT(compressed.header("content-encoding"), Optional(StrEq("gzip")));
  EXPECT_EQ(gunzip(compressed.body), text_);
  for (const char* name : {"content-type", "cache-control"}) {
    EXPECT_EQ(compressed.header(name), plain.header(name)) << name;
  }
  for (const HttpResponse& response : {plain, compressed}) {
    EXPECT_THAT(response.header("vary"), Optional(StrEq("Accept-Encoding")));
  }
  EXPECT_EQ(get("/a.js", {"Accept-Encoding: gzip;q=0"}).body, text_);
}

TEST_F(SiteCodingTest, PicturesHaveOneCoding) {
  const HttpResponse picture = get("/a.png", {kGzip});
  EXPECT_EQ(picture.body, text_);
  EXPECT_FALSE(picture.header("vary"));
}

TEST_F(SiteCodingTest, HeadIsGetWithoutTheBody) {
  const HttpResponse got = get("/a.js", {kGzip});
  HttpClient http(server_->endpoint());
  http.send(http_request("HEAD", "/a.js", {kGzip}));
  const HttpResponse head = http.read_response(/*to_head=*/true);
  for (const char* name : {"content-length", "content-encoding", "etag", "vary"}) {
    EXPECT_EQ(head.header(name), got.header(name)) << name;
  }
}

TEST_F(SiteCodingTest, EachCodingHasATagOfItsOwn) {
  const auto plain = get("/a.js").header("etag");
  const auto compressed = get("/a.js", {kGzip}).header("etag");
  ASSERT_TRUE(plain && compressed);
  EXPECT_NE(plain, compressed);
  const auto status = [&](const std::string& tags, const HttpClient::Headers& more = {}) {
    HttpClient::Headers headers = more;
    headers.push_back("If-None-Match: " + tags);
    const HttpResponse response = get("/a.js", headers);
    if (response.status == 304) {
      EXPECT_EQ(response.header("etag"), more.empty() ? plain : compressed);
      EXPECT_THAT(response.header("vary"), Optional(StrEq("Accept-Encoding")));
      EXPECT_FALSE(response.header("content-encoding"));
    }
    return response.status;
  };
  EXPECT_EQ(status(*plain), 304);
  EXPECT_EQ(status(*compressed), 200) << "it cannot read what it has";
  EXPECT_EQ(status(*compressed, {kGzip}), 304);
  EXPECT_EQ(status("W/" + *compressed, {kGzip}), 304);
  EXPECT_EQ(status(*plain, {kGzip}), 200);
  EXPECT_EQ(status(*plain + ", " + *compressed, {kGzip}), 304);
  EXPECT_EQ(status("*", {kGzip}), 304);
  dir_.write("a.js", text_ + text_);
  EXPECT_EQ(status(*compressed, {kGzip}), 200);
  EXPECT_EQ(gunzip(get("/a.js", {kGzip}).body), text_ + text_) << "an edited file";
}

TEST_F(SiteCodingTest, ATagIsKnownAgainAfterARestart) {
  const auto compressed = get("/a.js", {kGzip}).header("etag");
  start({});
  EXPECT_EQ(get("/a.js", {kGzip, "If-None-Match: " + *compressed}).status, 304);
}

TEST_F(SiteCodingTest, RangesAreNotServedInAnyCoding) {
  for (const std::string& coding : {std::string{"Accept-Encoding: identity"}, kGzip}) {
    const HttpResponse response = get("/a.js", {coding, "Range: bytes=0-9"});
    EXPECT_EQ(response.status, 200);
    const bool is_gzip = response.header("content-encoding").has_value();
    EXPECT_EQ(is_gzip ? gunzip(response.body) : response.body, text_);
  }
}

TEST_F(SiteCodingTest, TheMemoryForItIsLimited) {
  start({.compressed_bytes = 10'000});
  EXPECT_EQ(get("/a.js", {kGzip}).body, text_);
  EXPECT_EQ(server_->counters().uncompressed_files, 1U);
  server_->set_settings({.limits = {.compressed_bytes = 1'000'000}});
  EXPECT_EQ(gunzip(get("/a.js", {kGzip}).body), text_) << "after a reload";
}

TEST_F(SiteCodingTest, ALargeOneArrivesWhole) {
  std::string text;
  for (int i = 0; text.size() < 500'000; ++i) text += std::to_string(i * 7919LL * i);
  dir_.write("large.js", text);
  const HttpResponse response = get("/large.js", {kGzip});
  EXPECT_GT(response.body.size(), 100'000U);
  EXPECT_EQ(gunzip(response.body), text);
}

TEST_F(SiteCodingTest, OnlyNamesWithAHashMayBeKeptWithoutAsking) {
  EXPECT_THAT(get("/assets/a-ABCDEFG7.js").header("cache-control"),
              Optional(HasSubstr("immutable")));
  EXPECT_THAT(get("/a.js").header("cache-control"), Optional(StrEq("no-cache")));
  for (const char* path :
       {"/assets/a-ABCDEFG7.js", "/assets/a-ABCDEFG7.js.map", "/p/assets/a-22222222.css"}) {
    EXPECT_TRUE(net::has_hash(path)) << path;
  }
  for (const char* path :
       {"/a-ABCDEFG7.js", "/assets/a-ABCDEFG1.js", "/assets/a-abcdefgh.js", "/assets/-ABCDEFG7.js",
        "/assets/a-ABCDEFG.js", "/assets/aABCDEFG7.js", "/assets/a-ABCDEFG7",
        "/assets/x/a-ABCDEFG7.js", "/myassets/a-ABCDEFG7.js", "/assets/", ""}) {
    EXPECT_FALSE(net::has_hash(path)) << path;
  }
}

}  // namespace
}  // namespace parley::test
