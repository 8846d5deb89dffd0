// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "parley/base/scheduler.hpp"

namespace parley::chat {

/// The result of one message of a client.
struct MessageResult {
  Duration pause{};             ///< do not read from the client for this time; may be zero
  bool is_pong = false;         ///< it was the response to a ping of the server
  bool client_is_gone = false;  ///< the client has left: Connection::close has been called
};

}  // namespace parley::chat
