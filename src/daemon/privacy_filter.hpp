// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "parley/daemon/config.hpp"

namespace parley::daemon {

/// Turns room ids and addresses into what the log may show of them. A hash is the same for the same
/// text as long as the process lives, so that lines can be brought together; its key is random and
/// nowhere else, so that a guess cannot be tried on it afterwards.
class PrivacyFilter {
 public:
  static constexpr std::size_t kHashDigits = 12;

  /// Throws std::system_error if there is no randomness.
  PrivacyFilter();

  /// Nothing if the text is to be left out.
  [[nodiscard]] std::optional<std::string> show(std::string_view text, Privacy privacy) const;

 private:
  std::array<unsigned char, 32> key_{};
};

}  // namespace parley::daemon
