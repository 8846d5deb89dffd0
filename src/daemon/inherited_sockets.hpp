// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "parley/net/listen/listen_address.hpp"

namespace parley::daemon {

/// The listening sockets that were handed to this process (sd_listen_fds(3)): the descriptors from
/// 3 on, as many as LISTEN_FDS says, if LISTEN_PID names us. On those that are named "tls"
/// (FileDescriptorName=) clients speak TLS. The variables are removed.
[[nodiscard]] std::vector<net::HandedSocket> inherited_sockets();

}  // namespace parley::daemon
