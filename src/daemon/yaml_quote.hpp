// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace parley::daemon {

/// `text` as a YAML scalar: plain where that is safe, in double quotes otherwise.
[[nodiscard]] std::string yaml_quote(std::string_view text);

}  // namespace parley::daemon
