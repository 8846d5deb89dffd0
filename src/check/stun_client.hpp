// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ip/udp.hpp>

#include "check/stream.hpp"
#include "check/stun_message.hpp"
#include "parley/ice/ice_url.hpp"

namespace parley::check {

/// Requests to one STUN or TURN server over UDP, TCP or TLS.
class StunClient {
 public:
  StunClient(Loop& loop, boost::asio::ssl::context& tls) : loop_(loop), tls_(tls) {}

  /// Returns an error, or nothing. Over UDP, connecting cannot fail.
  [[nodiscard]] std::string connect(const ice::IceUrl& url, const boost::asio::ip::address& address,
                                    TimePoint deadline);

  /// Sends a request and returns the response. Over UDP it repeats the request until a response
  /// arrives (RFC 8489 section 6.2.1). Nothing if none arrives before the deadline.
  [[nodiscard]] std::optional<stun::Message> ask(const stun::Message& request,
                                                 const std::string& integrity_key,
                                                 TimePoint deadline);

  /// The TLS stream, for its certificate; null if there is none.
  [[nodiscard]] Stream* tls_stream() noexcept { return is_tls_ ? stream_.get() : nullptr; }

 private:
  [[nodiscard]] std::optional<stun::Message> ask_datagram(const stun::Message& request,
                                                          const std::string& bytes,
                                                          TimePoint deadline);
  [[nodiscard]] std::optional<stun::Message> ask_stream(const stun::Message& request,
                                                        const std::string& bytes,
                                                        TimePoint deadline);

  Loop& loop_;
  boost::asio::ssl::context& tls_;
  std::optional<boost::asio::ip::udp::socket> datagrams_;
  std::unique_ptr<Stream> stream_;
  bool is_tls_ = false;
};

}  // namespace parley::check
