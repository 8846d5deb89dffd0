// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "check/member.hpp"
#include "check/site_check.hpp"

namespace parley::check {

/// Two clients in a room, what they say to each other, and the list of ICE servers that the server
/// hands out. Nothing if that could not be had.
[[nodiscard]] std::optional<nlohmann::json> check_room(Access& access, Report& report);

}  // namespace parley::check
