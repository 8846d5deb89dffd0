// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/message_generator.hpp>

namespace parley::net {

namespace http = boost::beast::http;

/// No request has a body; one that announces a body is refused.
using HttpRequest = http::request<http::empty_body>;

}  // namespace parley::net
