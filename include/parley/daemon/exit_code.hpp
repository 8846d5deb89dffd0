// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

namespace parley::daemon {

/// What parleyd exits with; the last two are those of sysexits.h.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailure = 1;         ///< could not start, or broke while running
inline constexpr int kExitUsage = 64;          ///< the command line was not understood
inline constexpr int kExitConfiguration = 78;  ///< the configuration is missing or wrong

}  // namespace parley::daemon
