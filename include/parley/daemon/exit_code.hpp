// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

namespace parley::daemon {

/// The exit codes of parleyd. The last two are from sysexits.h.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailure = 1;         ///< could not start, or failed while running
inline constexpr int kExitUsage = 64;          ///< the command line is wrong
inline constexpr int kExitConfiguration = 78;  ///< the configuration is missing or wrong

}  // namespace parley::daemon
