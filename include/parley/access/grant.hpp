// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::access {

inline constexpr std::size_t kMaxSubjectBytes = 128;

/// The permissions that a token can withhold from its client.
struct HeldSlots {
  bool microphone = false;
  bool camera = false;
  bool screen = false;
  bool text = false;

  [[nodiscard]] bool operator==(const HeldSlots&) const = default;
};

/// The rights that a valid token gives its client in one room.
struct Grant {
  bool is_moderator = false;
  HeldSlots held{};
  std::optional<std::string> username{};  ///< if set, the client cannot change it
  std::string subject{};  ///< the application's name for the client; only for logs and bans
  std::chrono::system_clock::time_point expires{};

  [[nodiscard]] bool operator==(const Grant&) const = default;
};

enum class TokenFault : std::uint8_t { Invalid, Expired, NotForThisRoom };

struct TokenRefusal {
  TokenFault fault;
  /// For the log: a fixed text that contains no part of the token.
  std::string_view detail;
};

}  // namespace parley::access
