// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace parley::daemon {

/// Raises the limit of open descriptors to the hard limit, and returns it. Turns core dumps off,
/// because they would contain credentials and messages.
std::size_t set_process_limits();

}  // namespace parley::daemon
