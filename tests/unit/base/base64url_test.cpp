// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/base/base64url.hpp"

#include <random>

#include <gtest/gtest.h>

namespace parley {
namespace {

std::string encoded_text(std::string_view text) {
  return base64url::encode({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

TEST(Base64url, IsThatOfRfc4648WithoutPadding) {
  const std::pair<std::string_view, std::string_view> vectors[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff\xbf", "-_-_"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(encoded_text(bytes), text);
    EXPECT_EQ(base64url::decode(text), bytes) << text;
  }
}

TEST(Base64url, RefusesOtherCharacters) {
  for (const char* const text :
       {"Zg==", "Zg=", "Zm9+", "Zm9/", "Zm 9v", "Zm9v\n", "Zm9.", "Zm9\xc3"}) {
    EXPECT_FALSE(base64url::decode(text)) << text;
  }
  EXPECT_FALSE(base64url::decode(std::string_view("Zm9v\0", 5)));
}

TEST(Base64url, RefusesASingleDigitAndStrayBits) {
  for (const char* const text : {"Z", "Zm9vZ", "Zh", "Zm9", "Zm9vYh", "Zm9vYmF"}) {
    EXPECT_FALSE(base64url::decode(text)) << text;
  }
}

TEST(Base64url, HasOneTextForEachValue) {
  std::mt19937 random{7};  // NOLINT: the same bytes in every run
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    EXPECT_EQ(base64url::decode(encoded_text(bytes)), bytes);
    std::string text(random() % 12, '\0');
    for (char& digit : text) digit = base64url::kDigits[random() % 64];
    const auto decoded = base64url::decode(text);
    EXPECT_EQ(decoded ? encoded_text(*decoded) : text, text);
  }
}

}  // namespace
}  // namespace parley
