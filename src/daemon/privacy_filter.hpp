// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "parley/daemon/config.hpp"

namespace parley::daemon {

/// Converts room ids and addresses into the form that the log may show. The hash of a text stays
/// the same while the process lives, so that related lines can be found. Its key is random and
/// stored nowhere, so that nobody can test guesses later.
class PrivacyFilter {
 public:
  static constexpr std::size_t kHashDigits = 12;

  /// Throws std::system_error if the random source fails.
  PrivacyFilter();

  /// Nothing if the text must be left out.
  [[nodiscard]] std::optional<std::string> show(std::string_view text, Privacy privacy) const;

 private:
  std::array<unsigned char, 32> key_{};
};

}  // namespace parley::daemon
