// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace parley::daemon {

/// Raises the number of descriptors that may be open to what the system allows, and returns it.
/// Turns core dumps off: they would contain credentials and what people said.
std::size_t set_process_limits();

}  // namespace parley::daemon
