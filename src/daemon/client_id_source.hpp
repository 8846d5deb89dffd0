// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "parley/chat/client_id.hpp"

namespace parley::daemon {

/// A client id from the kernel's generator. Throws std::system_error if that fails.
[[nodiscard]] chat::ClientId random_client_id();

}  // namespace parley::daemon
