// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/error_code.hpp"

#include <string>

#include <gtest/gtest.h>

#include "unit/protocol/golden.hpp"

namespace parley::protocol {
namespace {

TEST(ErrorTable, IsTheGoldenOne) {
  const auto rows = test::golden("errors.json").at("cases");
  ASSERT_EQ(error_table().size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(error_table()[i].name, test::text_of(rows[i], "code"));
    EXPECT_EQ(error_table()[i].client_fault, rows[i].at("client_fault").get<bool>())
        << error_table()[i].name;
    EXPECT_FALSE(error_table()[i].sentence.empty());
  }
}

TEST(ErrorTable, IsIndexedByCode) {
  for (const ErrorInfo& info : error_table()) EXPECT_EQ(&error_info(info.code), &info);
  EXPECT_EQ(error_info(ErrorCode::RateLimited).name, "rate-limited");
}

}  // namespace
}  // namespace parley::protocol
