// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "check/member.hpp"
#include "check/site_check.hpp"

namespace parley::check {

/// Keeps both clients silent for the time in the options; they only respond to pings.
void check_idle(Access& access, Member& a, Member& b, Report& report);

}  // namespace parley::check
