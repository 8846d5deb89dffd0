// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "parley/chat/client_id.hpp"
#include "parley/chat/resume_token.hpp"

namespace parley::daemon {

/// A client id from the kernel's generator. Throws std::system_error if that fails.
[[nodiscard]] chat::ClientId random_client_id();

/// Tokens from the same generator. Of a token only the first half of its SHA-256 is kept.
[[nodiscard]] chat::TokenSource random_tokens();

}  // namespace parley::daemon
