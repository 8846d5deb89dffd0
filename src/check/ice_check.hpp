// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "check/site_check.hpp"

namespace parley::check {

/// Tries every server in a list from `ice-servers`, as a browser would.
void check_ice_servers(Access& access, const nlohmann::json& servers, ClockSkew skew,
                       Report& report);

}  // namespace parley::check
