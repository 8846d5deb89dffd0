// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "check/report.hpp"
#include "check/target.hpp"
#include "check/web.hpp"

namespace parley::check {

/// The finding for a response to an upgrade with the server's own origin, and what to change.
[[nodiscard]] Finding judge_upgrade(const HttpAnswer& answer, const Target& target);

/// The same for an upgrade with an origin that is not allowed.
[[nodiscard]] Finding judge_foreign_origin(const HttpAnswer& answer, const std::string& origin);

/// The finding for a status that a server in front of the daemon may return for any path: 429, 502
/// and the like. For any other status the text only names the status.
[[nodiscard]] Finding judge_status(std::string_view subject, const HttpAnswer& answer);

}  // namespace parley::check
