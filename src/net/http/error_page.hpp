// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "net/http/http_types.hpp"

namespace parley::net {

/// Whether an Accept header names text/html with a weight above 0 (RFC 9110 section 12.5.1).
/// Browsers name it when they open a page. Wildcards do not count: other programs send them.
[[nodiscard]] bool accepts_html(const HttpRequest& request);

/// A page for people with the error `status`. It says what is wrong and what to do, and shows
/// `reason`, the line that programs get. `root` is the relative address of the start page (see
/// relative_root). The page contains nothing from the request.
[[nodiscard]] std::string error_page(http::status status, std::string_view reason,
                                     std::string_view root);

}  // namespace parley::net
