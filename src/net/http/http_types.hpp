// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/message_generator.hpp>
#include <boost/optional/optional.hpp>

namespace parley::net {

namespace http = boost::beast::http;

/// No request has a body; one that announces a body is refused.
using HttpRequest = http::request<http::empty_body>;

/// A Beast body for bytes that several responses share. It is written in pieces, so the output of a
/// slow client holds one piece and not a copy of the whole.
struct SharedBody {
  using value_type = std::shared_ptr<const std::string>;

  static std::uint64_t size(const value_type& body) { return body->size(); }

  class writer {
   public:
    using const_buffers_type = boost::asio::const_buffer;

    template <bool is_request, class Fields>
    writer(const boost::beast::http::header<is_request, Fields>&, const value_type& body)
        : rest_(boost::asio::buffer(*body)) {}

    void init(boost::beast::error_code& ec) { ec = {}; }

    boost::optional<std::pair<const_buffers_type, bool>> get(boost::beast::error_code& ec) {
      ec = {};
      const boost::asio::const_buffer piece = boost::asio::buffer(rest_, kPieceBytes);
      rest_ += piece.size();
      return {{piece, rest_.size() > 0}};
    }

   private:
    static constexpr std::size_t kPieceBytes = 16 * 1024;

    boost::asio::const_buffer rest_;
  };
};

}  // namespace parley::net
