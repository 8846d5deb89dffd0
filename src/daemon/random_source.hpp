// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include "parley/access/remembered_password.hpp"
#include "parley/chat/client_id.hpp"
#include "parley/chat/resume_token.hpp"

namespace parley::daemon {

/// Fills `bytes`, at most 256, from the kernel's generator. Throws std::system_error if that fails.
void fill_with_random_bytes(std::span<std::uint8_t> bytes);

/// A client id from the kernel's generator. Throws std::system_error if that fails.
[[nodiscard]] chat::ClientId random_client_id();

/// From the same generator.
[[nodiscard]] access::ProcessKey random_process_key();

/// Tokens from the same generator. The daemon keeps only half of a token's SHA-256.
[[nodiscard]] chat::TokenSource random_tokens();

}  // namespace parley::daemon
