// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "check/member.hpp"
#include "check/site_check.hpp"

namespace parley::check {

/// Checks two clients in a room and their messages. Returns the list of ICE servers from the
/// server, if there is one.
[[nodiscard]] std::optional<nlohmann::json> check_room(Access& access, Report& report);

}  // namespace parley::check
