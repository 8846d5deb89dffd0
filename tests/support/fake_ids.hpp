// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "parley/chat/client_id.hpp"
#include "parley/chat/resume_token.hpp"

namespace parley::test {

/// The id that counts `number`: its hexadecimal digits behind zeros.
inline chat::ClientId client_id(std::uint8_t number) {
  std::array<std::uint8_t, chat::ClientId::kBytes> bytes{};
  bytes.back() = number;
  return chat::ClientId{bytes};
}

/// Ids that count from 1, so that a test can write them down.
inline chat::ClientIdSource counting_ids() {
  return [number = std::uint8_t{0}]() mutable { return client_id(++number); };
}

/// Tokens that count from 1 behind a "token-", of which the text itself is kept.
inline chat::TokenSource counting_tokens() {
  return {.make = [number = 0]() mutable { return "token-" + std::to_string(++number); },
          .hash =
              [](std::string_view token) {
                chat::TokenHash hash;
                std::copy_n(token.begin(), std::min(token.size(), hash.bytes.size()),
                            hash.bytes.begin());
                return hash;
              }};
}

}  // namespace parley::test
