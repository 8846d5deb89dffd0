// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include "parley/net/admission/network.hpp"

namespace parley::net {

inline IpAddress ip(const char* text) {
  return boost::asio::ip::make_address(text);
}

/// Fails the test if the text is not a network.
inline Network network(const char* text) {
  const auto parsed = Network::parse(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(*Network::parse("0.0.0.0/32"));
}

}  // namespace parley::net
