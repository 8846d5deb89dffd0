// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "parley/base/scheduler.hpp"

namespace parley::chat {

/// What one message of a client has led to.
struct MessageResult {
  Duration pause{};             ///< read nothing from the client for this long; zero: read on
  bool is_pong = false;         ///< it was the response to a ping of the server
  bool client_is_gone = false;  ///< it was the client's last: Connection::close has been called
};

}  // namespace parley::chat
