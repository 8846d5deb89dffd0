// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "check/report.hpp"
#include "check/target.hpp"
#include "check/web.hpp"

namespace parley::check {

/// What the answer to an upgrade with the server's own origin means, and what to change.
[[nodiscard]] Finding judge_upgrade(const HttpAnswer& answer, const Target& target);

/// The same for an upgrade with an origin that nobody has allowed.
[[nodiscard]] Finding judge_foreign_origin(const HttpAnswer& answer, const std::string& origin);

/// What a server in front of the daemon means by a status that any path may get: 429, 502 and
/// their like. Nothing but a number in words if it is another.
[[nodiscard]] Finding judge_status(std::string_view subject, const HttpAnswer& answer);

}  // namespace parley::check
