// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parley::daemon {

/// `text` as a YAML scalar: plain if that is safe, otherwise in double quotes.
[[nodiscard]] std::string yaml_quote(std::string_view text);

/// The strings as a YAML list in flow style: [a, "b c"].
[[nodiscard]] std::string yaml_list(const std::vector<std::string>& texts);

}  // namespace parley::daemon
