// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace parley::daemon {

// The documents that list the keys, written from the table of keys.

/// The whole of config/parley.yaml.
[[nodiscard]] std::string annotated_file();

/// The lists of keys for docs/configuration.md and docs/man/parleyd.8.
[[nodiscard]] std::string manual_keys();
[[nodiscard]] std::string man_page_keys();

/// `document` with `keys` between the line that holds `begin` and the one that holds `end`. A
/// document without these lines comes back as it is.
[[nodiscard]] std::string with_keys(const std::string& document, std::string_view begin,
                                    std::string_view end, const std::string& keys);

}  // namespace parley::daemon
