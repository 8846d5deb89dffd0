// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace parley::daemon {

/// The resources of this process, as the kernel and the allocator count them. A figure that cannot
/// be read is zero.
struct ProcessFigures {
  double cpu_seconds = 0;  ///< user and system
  std::size_t resident_bytes = 0;
  std::size_t heap_bytes = 0;  ///< the resident bytes that are in use
  std::size_t open_descriptors = 0;
  std::size_t max_descriptors = 0;
};

[[nodiscard]] ProcessFigures process_figures();

}  // namespace parley::daemon
