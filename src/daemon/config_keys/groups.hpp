// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/config_table.hpp"

namespace parley::daemon {

// The groups of the table. Each has a file, named after its section.
[[nodiscard]] Group address_keys();
[[nodiscard]] Group ice_server_keys();
[[nodiscard]] Group heartbeat_keys();
[[nodiscard]] Group room_keys();
[[nodiscard]] Group access_keys();
[[nodiscard]] Group resume_keys();
[[nodiscard]] Group message_limit_keys();
[[nodiscard]] Group output_limit_keys();
[[nodiscard]] Group connection_limit_keys();
[[nodiscard]] Group http_limit_keys();
[[nodiscard]] Group drain_keys();
[[nodiscard]] Group metrics_keys();
[[nodiscard]] Group log_keys();

}  // namespace parley::daemon
