// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include <boost/asio/basic_waitable_timer.hpp>

#include "parley/net/transport/transport.hpp"

namespace parley::net {

/// A steady timer on the concrete executor.
using Timer = boost::asio::basic_waitable_timer<
    std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

}  // namespace parley::net
