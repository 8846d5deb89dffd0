// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "check/member.hpp"
#include "check/site_check.hpp"

namespace parley::check {

/// Both stay silent for as long as the options say, except that they answer the server's pings.
void check_idle(Access& access, Member& a, Member& b, Report& report);

}  // namespace parley::check
