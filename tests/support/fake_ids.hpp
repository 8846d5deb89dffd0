// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "parley/chat/client_id.hpp"

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

}  // namespace parley::test
