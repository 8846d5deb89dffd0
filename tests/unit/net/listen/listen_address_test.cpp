// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/listen/listen_address.hpp"

#include <string>

#include <gtest/gtest.h>

namespace parley::net {
namespace {

TEST(ListenAddressTest, IsAnAddressAndAPort) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:8080"), (ListenAddress{"127.0.0.1", 8080}));
  EXPECT_EQ(parse_listen_address("[::1]:8080"), (ListenAddress{"::1", 8080}));
  EXPECT_EQ(parse_listen_address("0.0.0.0:0"), (ListenAddress{"0.0.0.0", 0}));
  EXPECT_EQ(parse_listen_address("[0:0:0:0:0:0:0:0]:65535"), (ListenAddress{"::", 65535}));
}

TEST(ListenAddressTest, IsTheAbsolutePathOfAUnixSocket) {
  const auto address = parse_listen_address("unix:/run/parley/parley.sock");
  ASSERT_TRUE(address);
  EXPECT_TRUE(address->is_unix());
  EXPECT_EQ(address->path, "/run/parley/parley.sock");
}

TEST(ListenAddressTest, MustFitTheKernelsAddress) {
  const std::string longest = "unix:/" + std::string(106, 'x');
  EXPECT_TRUE(parse_listen_address(longest));
  EXPECT_EQ(parse_listen_address(longest + 'x'), std::nullopt);
}

TEST(ListenAddressTest, IsUndoneByToString) {
  for (const char* text : {"127.0.0.1:8080", "[::1]:0", "unix:/tmp/x"}) {
    const auto address = parse_listen_address(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address->to_string(), text);
  }
}

TEST(ListenAddressTest, RefusesWhatIsNone) {
  for (const char* text : {"",
                           ":",
                           ":8080",
                           "8080",
                           "127.0.0.1",
                           "127.0.0.1:",
                           "127.0.0.1:x",
                           "127.0.0.1:65536",
                           "127.0.0.1:-1",
                           "127.0.0.1:+1",
                           "127.0.0.1:80 ",
                           " 127.0.0.1:80",
                           "localhost:8080",
                           "*:8080",
                           "::1:8080",
                           "[::1]",
                           "[::1]8080",
                           "[::1:8080",
                           "::1]:8080",
                           "[127.0.0.1]:8080",
                           "[]:8080",
                           "127.1:8080",
                           "unix:",
                           "unix:relative",
                           "/run/x.sock",
                           "UNIX:/run/x"}) {
    EXPECT_EQ(parse_listen_address(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace parley::net
