// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "parley/base/hex.hpp"

namespace parley::chat {

/// The address of a client in its room: 128 random bits as 32 lower-case hexadecimal digits.
class ClientId {
 public:
  static constexpr std::size_t kBytes = 16;

  ClientId() noexcept { digits_.fill('0'); }
  explicit ClientId(std::span<const std::uint8_t, kBytes> bytes) noexcept {
    for (std::size_t i = 0; i < kBytes; ++i) {
      const HexPair pair = hex_pair(bytes[i]);
      digits_[2 * i] = pair.high;
      digits_[2 * i + 1] = pair.low;
    }
  }

  /// Nothing if `digits` are not the 32 digits of an id.
  [[nodiscard]] static std::optional<ClientId> parse(std::string_view digits) noexcept {
    if (digits.size() != 2 * kBytes ||
        digits.find_first_not_of(kHexDigits) != std::string_view::npos) {
      return std::nullopt;
    }
    ClientId id;
    std::memcpy(id.digits_.data(), digits.data(), digits.size());
    return id;
  }

  [[nodiscard]] std::string_view view() const noexcept { return {digits_.data(), digits_.size()}; }
  [[nodiscard]] bool operator==(std::string_view text) const noexcept { return view() == text; }

 private:
  std::array<char, 2 * kBytes> digits_;
};

/// Makes ids. The daemon uses the kernel's generator, and tests use a counter. Throws
/// std::system_error if the random source fails.
using ClientIdSource = std::function<ClientId()>;

}  // namespace parley::chat
