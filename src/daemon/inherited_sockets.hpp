// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "parley/net/listen/listen_address.hpp"

namespace parley::daemon {

/// The listening sockets that a service manager has passed to this process (sd_listen_fds(3)):
/// LISTEN_FDS descriptors from 3 on, if LISTEN_PID is the id of this process. Clients speak TLS on
/// the sockets named "tls" (FileDescriptorName=). Removes these
/// environment variables.
[[nodiscard]] std::vector<net::HandedSocket> inherited_sockets();

}  // namespace parley::daemon
