// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/stun_client.hpp"

#include <algorithm>
#include <array>

#include <boost/asio/buffer.hpp>

namespace parley::check {
namespace {

constexpr std::chrono::milliseconds kFirstWait{500};  // RFC 8489 section 6.2.1: RTO
constexpr std::size_t kMostDatagram = 1500;

bool answers(const stun::Message& response, const stun::Message& request) {
  const auto kind = static_cast<std::uint16_t>(response.type - request.type);
  return response.transaction == request.transaction &&
         (kind == stun::kSuccess || kind == stun::kFailure);
}

}  // namespace

std::string StunClient::connect(const ice::IceUrl& url, const boost::asio::ip::address& address,
                                TimePoint deadline) {
  if (url.transport == ice::IceTransport::Udp) {
    error_code ec;
    datagrams_.emplace(loop_.context());
    datagrams_->connect({address, url.port}, ec);
    return ec ? connect_words(ec) : std::string{};
  }
  stream_ = std::make_unique<Stream>(loop_, tls_);
  if (const error_code ec = stream_->connect({address, url.port}, deadline)) {
    return connect_words(ec);
  }
  is_tls_ = url.transport == ice::IceTransport::Tls;
  if (!is_tls_) return {};
  const error_code ec = stream_->start_tls(url.host, {}, deadline);
  return ec ? tls_words(ec) : std::string{};
}

std::optional<stun::Message> StunClient::ask(const stun::Message& request,
                                             const std::string& integrity_key, TimePoint deadline) {
  std::string bytes = stun::write(request);
  if (!integrity_key.empty()) stun::append_integrity(bytes, integrity_key);
  stun::append_fingerprint(bytes);
  return datagrams_ ? ask_datagram(request, bytes, deadline) : ask_stream(request, bytes, deadline);
}

std::optional<stun::Message> StunClient::ask_datagram(const stun::Message& request,
                                                      const std::string& bytes,
                                                      TimePoint deadline) {
  auto wait = kFirstWait;
  while (Clock::now() < deadline) {
    error_code ec;
    // The host refuses because nothing listens on the port; it may answer the next attempt.
    datagrams_->send(boost::asio::buffer(bytes), 0, ec);
    const TimePoint again = std::min(deadline, Clock::now() + wait);
    wait *= 2;
    while (Clock::now() < again) {
      std::array<char, kMostDatagram> input;
      std::size_t size = 0;
      ec = loop_.await(
          again,
          [&](Done done) {
            datagrams_->async_receive(boost::asio::buffer(input),
                                      [&size, done](error_code result, std::size_t bytes_read) {
                                        size = bytes_read;
                                        done(result);
                                      });
          },
          [this] { datagrams_->cancel(); });
      if (ec) continue;
      auto response = stun::parse({input.data(), size});
      if (response && answers(*response, request)) return response;
    }
  }
  return std::nullopt;
}

std::optional<stun::Message> StunClient::ask_stream(const stun::Message& request,
                                                    const std::string& bytes, TimePoint deadline) {
  if (stream_->write(bytes, deadline)) return std::nullopt;
  while (true) {
    std::string header;
    std::string rest;
    if (stream_->read(header, stun::kHeaderBytes, deadline)) return std::nullopt;
    const std::size_t size = stun::message_size(header);
    if (size == 0) return std::nullopt;
    if (stream_->read(rest, size - stun::kHeaderBytes, deadline)) return std::nullopt;
    auto response = stun::parse(header + rest);
    if (response && answers(*response, request)) return response;
  }
}

}  // namespace parley::check
