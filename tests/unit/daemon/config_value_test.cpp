// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_value.hpp"

#include <gtest/gtest.h>

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;

TEST(ConfigValue, ReadsDurationsWithAUnit) {
  EXPECT_EQ(parse_duration("50ms"), 50ms);
  EXPECT_EQ(parse_duration("25s"), 25s);
  EXPECT_EQ(parse_duration("10m"), 10min);
  EXPECT_EQ(parse_duration("24h"), 24h);
  EXPECT_EQ(parse_duration("0s"), 0s);
}

TEST(ConfigValue, RefusesOtherDurations) {
  for (const char* text : {"", "5", "s", "5 s", " 5s", "5s ", "-5s", "+5s", "1.5s", "5S", "5d",
                           "5us", "1h30m", "99999999999999999999s", "9223372036854775807h"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
}

TEST(ConfigValue, PrintsDurationsInTheLargestWholeUnit) {
  EXPECT_EQ(print_duration(0s), "0s");
  EXPECT_EQ(print_duration(1500ms), "1500ms");
  EXPECT_EQ(print_duration(90s), "90s");
  EXPECT_EQ(print_duration(120s), "2m");
  EXPECT_EQ(print_duration(24h), "24h");
  EXPECT_EQ(print_duration(1500us), "1ms");
}

TEST(ConfigValue, ReadsSizesWithAndWithoutAUnit) {
  EXPECT_EQ(parse_size("0"), 0U);
  EXPECT_EQ(parse_size("1000"), 1000U);
  EXPECT_EQ(parse_size("64KiB"), 65536U);
  EXPECT_EQ(parse_size("1MiB"), 1048576U);
  EXPECT_EQ(parse_size("3GiB"), 3221225472U);
}

TEST(ConfigValue, RefusesOtherSizes) {
  for (const char* text : {"", "KiB", "1 KiB", "1kB", "1KB", "1kib", "-1", "+1", "1.5MiB", "0x10",
                           "18446744073709551616", "18014398509481985KiB"}) {
    EXPECT_EQ(parse_size(text), std::nullopt) << text;
  }
}

TEST(ConfigValue, PrintsSizesInTheLargestWholeUnit) {
  EXPECT_EQ(print_size(0), "0");
  EXPECT_EQ(print_size(1000), "1000");
  EXPECT_EQ(print_size(65536), "64KiB");
  EXPECT_EQ(print_size(1048576), "1MiB");
  EXPECT_EQ(print_size(1536 * 1024), "1536KiB");
}

TEST(ConfigValue, ReadsCounts) {
  EXPECT_EQ(parse_count("0"), 0U);
  EXPECT_EQ(parse_count("10000"), 10000U);
  for (const char* text : {"", "-1", "1.0", "1e3", "ten", "10 ", "0x10", "1_000"}) {
    EXPECT_EQ(parse_count(text), std::nullopt) << text;
  }
}

TEST(ConfigValue, ReadsAndPrintsNumbersWithAFraction) {
  EXPECT_EQ(parse_number("100"), 100.0);
  EXPECT_EQ(parse_number("0.25"), 0.25);
  for (const char* text : {"", ".", "-1", "+1", "1e3", "inf", "nan", "1.2.3", "1 "}) {
    EXPECT_EQ(parse_number(text), std::nullopt) << text;
  }
  EXPECT_EQ(print_number(100), "100");
  EXPECT_EQ(print_number(0.25), "0.25");
  EXPECT_EQ(print_number(1e9), "1000000000");
}

TEST(ConfigValue, ReadsAndPrintsFileModes) {
  EXPECT_EQ(parse_mode("0660"), 0660U);
  EXPECT_EQ(parse_mode("777"), 0777U);
  for (const char* text : {"", "1000", "0o660", "688", "-1", "rw"}) {
    EXPECT_EQ(parse_mode(text), std::nullopt) << text;
  }
  EXPECT_EQ(print_mode(0660), "0660");
  EXPECT_EQ(print_mode(0), "0000");
}

}  // namespace
}  // namespace parley::daemon
