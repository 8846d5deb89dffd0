// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

namespace parley::chat {

/// What a client's token withholds from it. A client without a token has the default.
struct Standing {
  bool is_text_held = false;   ///< it may not send `text`
  bool is_name_fixed = false;  ///< it may not change its username

  [[nodiscard]] bool operator==(const Standing&) const = default;
};

}  // namespace parley::chat
