// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parley/protocol/room_id.hpp"

namespace parley::check {
namespace {

Target target_of(std::string_view url) {
  const ParsedTarget parsed = parse_target(url, "r");
  EXPECT_EQ(parsed.error, "") << url;
  return parsed.target;
}

TEST(Target, KeepsSchemeHostAndPort) {
  const Target tls = target_of("wss://example.org/room/tea/ws");
  EXPECT_TRUE(tls.is_tls);
  EXPECT_EQ(tls.authority(), "example.org");
  EXPECT_EQ(tls.origin(), "https://example.org");
  const Target plain = target_of("http://example.org:8080/chat/tea");
  EXPECT_FALSE(plain.is_tls);
  EXPECT_EQ(plain.origin(), "http://example.org:8080");
  EXPECT_EQ(plain.socket_path(), "/chat/r/ws");
  EXPECT_EQ(target_of("https://[2001:db8::1]:444").origin(), "https://[2001:db8::1]:444");
  EXPECT_EQ(target_of("https://[2001:db8::1]").host, "2001:db8::1");
  EXPECT_EQ(target_of("https://example.org:443").authority(), "example.org");
}

TEST(Target, TakesARoomOfItsOwn) {
  for (const char* url :
       {"https://h", "https://h/", "https://h/room/tea", "wss://h/room/tea/ws?a=b",
        "https://h/room/Caf%C3%A9%20x", "https://h/room/会議室"}) {
    EXPECT_EQ(target_of(url).socket_path(), "/room/r/ws") << url;
  }
}

TEST(Target, MayBeBelowAPath) {
  for (const char* url : {"https://h/parley", "https://h/parley/", "https://h/parley/room/tea",
                          "wss://h/parley/room/tea/ws"}) {
    EXPECT_EQ(target_of(url).socket_path(), "/parley/room/r/ws") << url;
  }
  EXPECT_EQ(target_of("https://h/a/b/chat/x").page_path(), "/a/b/chat/r");
  EXPECT_EQ(target_of("https://h/").base, "");
}

TEST(Target, SaysWhatIsWrongWithAnAddress) {
  for (const char* url : {"",
                          "h",
                          "ftp://h",
                          "https://",
                          "https:///room/x",
                          "https://h:x",
                          "https://h:0",
                          "https://h:65536",
                          "https://h:",
                          "https://u@h",
                          "https://[::1",
                          "https://[::1]x",
                          "https://h x",
                          "https://h/room/",
                          "https://h/room/a/b",
                          "https://h/room/a%2fb",
                          "https://h/room/%c3",
                          "https://h/p q/",
                          "https://h/p/room/",
                          "https://h/p/room/a/b"}) {
    EXPECT_NE(parse_target(url, "r").error, "") << url;
  }
}

TEST(Target, RandomRoomsAreRoomsAndDiffer) {
  EXPECT_TRUE(protocol::is_room_id(random_room()));
  EXPECT_NE(random_room(), random_room());
}

}  // namespace
}  // namespace parley::check
