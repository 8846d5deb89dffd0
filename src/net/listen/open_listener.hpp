// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "parley/net/listen/listen_address.hpp"

namespace parley::net {

/// Opens, binds and listens. Returns the descriptor and completes `address` (port 0 becomes what
/// the kernel gave). A Unix socket that nobody serves any more is replaced. Throws
/// std::system_error, which names the address.
[[nodiscard]] int open_listener(ListenAddress& address, const UnixSocketAccess& access);

/// Makes a socket ours that somebody else has bound and listens on for us, and says its address.
/// Throws std::system_error if it is no listening stream socket.
[[nodiscard]] ListenAddress adopt_listener(const HandedSocket& socket);

}  // namespace parley::net
