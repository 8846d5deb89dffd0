// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/error.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "net/output/batching_stream.hpp"

namespace parley::net {

/// A WebSocket (RFC 6455), implemented by Beast on top of BatchingStream.
using WebSocketStream =
    boost::beast::websocket::stream<BatchingStream&, /*deflateSupported=*/false>;

using UpgradeRequest = boost::beast::http::request<boost::beast::http::empty_body>;

}  // namespace parley::net
