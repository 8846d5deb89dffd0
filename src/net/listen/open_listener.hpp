// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "parley/net/listen/listen_address.hpp"

namespace parley::net {

/// Opens, binds and listens. Returns the descriptor and completes `address` (port 0 becomes the
/// port that the kernel chose). Replaces the file of a Unix socket on which no process listens.
/// Throws std::system_error, which names the address.
[[nodiscard]] int open_listener(ListenAddress& address, const UnixSocketAccess& access);

/// Takes over a listening socket of a service manager, and returns its address.
/// Throws std::system_error if it is not a listening stream socket.
[[nodiscard]] ListenAddress adopt_listener(const HandedSocket& socket);

}  // namespace parley::net
