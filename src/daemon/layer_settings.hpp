// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "parley/chat/room_rules.hpp"
#include "parley/chat/sources.hpp"
#include "parley/daemon/config.hpp"
#include "parley/net/connection/settings.hpp"

namespace parley::daemon {

/// The settings of the net layer and the chat layer in a configuration.
[[nodiscard]] net::Settings net_settings(const Config& config);
[[nodiscard]] chat::ServerFacts server_facts(const Config& config);
/// REQUIRES: the reader has accepted the keys in the configuration.
[[nodiscard]] chat::RoomRules room_rules(const Config& config);

}  // namespace parley::daemon
