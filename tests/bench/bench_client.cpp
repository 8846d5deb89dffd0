// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "bench_client.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parley::bench {
namespace {

void set_option(int fd, int level, int name, int value) {
  if (::setsockopt(fd, level, name, &value, sizeof value) != 0) throw_errno("setsockopt");
}

sockaddr_in loopback(std::uint32_t host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(0x7f000000U + host);
  address.sin_port = htons(port);
  return address;
}

template <typename Call>
int with_address(Call call, int fd, const sockaddr_in& address) {
  return call(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

/// How long the frame is that `output` begins with, one of our own.
std::size_t client_frame_size(std::string_view output) {
  const auto length = static_cast<unsigned char>(output[1]) & 0x7fU;
  const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  const std::size_t payload = extended == 0 ? length : big_endian(output.substr(2, extended));
  return 2 + extended + kMask.size() + payload;
}

}  // namespace

void append_client_frame(std::string& out, std::string_view payload, Opcode opcode) {
  const std::size_t size = payload.size();
  const auto put = [&out](std::size_t byte) { out += static_cast<char>(byte); };
  put(0x80U | static_cast<unsigned>(opcode));
  if (size < 126) {
    put(0x80U | size);
  } else {
    const bool is_long = size > 0xffff;
    put(0x80U | (is_long ? 127U : 126U));
    for (int shift = is_long ? 56 : 8; shift >= 0; shift -= 8) put(size >> shift & 0xffU);
  }
  for (const unsigned char byte : kMask) put(byte);
  for (std::size_t i = 0; i < size; ++i) put(static_cast<unsigned char>(payload[i]) ^ kMask[i % 4]);
}

void Client::connect(const Target& target, std::string_view room, std::string_view query) {
  http_status_ = close_code_ = 0;
  input_.clear();
  output_.clear();
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd_ < 0) throw_errno("socket");
  tls_ = target.tls ? std::make_unique<TlsChannel>() : nullptr;
  set_option(fd_, IPPROTO_TCP, TCP_NODELAY, 1);
  if (target.sources > 1 || target.first_source > 1) {
    // The port is chosen at connect: the same one then serves for several source addresses.
    set_option(fd_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    const auto host = static_cast<std::uint32_t>(target.first_source + index_ % target.sources);
    if (with_address(::bind, fd_, loopback(host, 0)) != 0) throw_errno("bind");
  }
  if (with_address(::connect, fd_, loopback(1, target.port)) != 0 && errno != EINPROGRESS) {
    throw_errno("connect");
  }
  state_ = State::Connecting;
  wanted_ = EPOLLIN | EPOLLOUT;
  loop_.control(EPOLL_CTL_ADD, fd_, wanted_, this);
  output_.append("GET /room/").append(room).append("/ws").append(query);
  output_.append(" HTTP/1.1\r\nHost: 127.0.0.1:").append(std::to_string(target.port));
  if (target.v1) output_.append("\r\nSec-WebSocket-Protocol: parley.v1");
  output_.append(
      "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: cGFybGV5LWJlbmNoLWtleQ==\r\n\r\n");
}

std::string& Client::output() {
  if (!is_pending_ && state_ != State::Closed) {
    is_pending_ = true;
    loop_.pending_.push_back(this);
  }
  return output_;
}

void Client::send_close(std::uint16_t code) {
  const char payload[2] = {static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
  append_client_frame(output(), {payload, 2}, Opcode::Close);
  if (state_ == State::Open) state_ = State::Closing;
}

void Client::abort() {
  const linger at_once{1, 0};
  if (fd_ >= 0) (void)::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  drop();
}

void Client::drop() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  state_ = State::Closed;
}

void Client::finish() {
  if (state_ == State::Closed) return;
  drop();
  handler_.on_closed(*this);
}

void Client::want(std::uint32_t events) {
  if (events == wanted_) return;
  wanted_ = events;
  loop_.control(EPOLL_CTL_MOD, fd_, events, this);
}

void Client::on_event(std::uint32_t events) {
  if (state_ == State::Closed) return;
  if ((events & EPOLLOUT) != 0) on_writable();
  if (state_ != State::Closed && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) on_readable();
}

void Client::on_writable() {
  if (state_ == State::Connecting) {
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) return finish();
    state_ = State::Upgrading;
  }
  flush();
}

void Client::flush() {
  is_pending_ = false;
  if (state_ == State::Closed || state_ == State::Connecting) return;
  if (tls_) seal();
  std::string& output = tls_ ? tls_->wire() : output_;
  std::size_t done = 0;
  while (done < output.size()) {
    const ssize_t sent = ::send(fd_, output.data() + done, output.size() - done, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) break;
    // What the server said before it closed may still be readable: reading notices the end.
    if (sent < 0) done = output.size();
    if (sent > 0) done += static_cast<std::size_t>(sent);
  }
  output.erase(0, done);
  want(output.empty() ? EPOLLIN : EPOLLIN | EPOLLOUT);
}

/// A record for each message, as from clients that have one to send at a time; the request is one.
void Client::seal() {
  if (!tls_->is_established()) return;
  std::string_view rest = output_;
  while (!rest.empty()) {
    const std::size_t size = state_ == State::Upgrading ? rest.size() : client_frame_size(rest);
    tls_->send_record(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  output_.clear();
}

void Client::on_readable_tls() {
  std::vector<char>& buffer = loop_.buffer_;
  const ssize_t received = ::recv(fd_, buffer.data(), buffer.size(), 0);
  if (received < 0 && errno == EAGAIN) return;
  if (received <= 0) return finish();
  tls_->receive({buffer.data(), static_cast<std::size_t>(received)}, input_);
  (void)output();  // the handshake goes on, and the request may follow it
  const std::size_t used = consume(input_);
  if (state_ != State::Closed) input_.erase(0, used);
}

void Client::on_readable() {
  if (tls_) return on_readable_tls();
  std::vector<char>& buffer = loop_.buffer_;
  const std::size_t kept = input_.size();
  std::copy(input_.begin(), input_.end(), buffer.begin());
  const ssize_t received = ::recv(fd_, buffer.data() + kept, buffer.size() - kept, 0);
  if (received < 0 && errno == EAGAIN) return;
  if (received <= 0) return finish();
  const std::size_t size = kept + static_cast<std::size_t>(received);
  const std::size_t used = consume({buffer.data(), size});
  if (state_ == State::Closed || (used == size && kept == 0)) return;
  input_.assign(buffer.data() + used, size - used);
}

std::size_t Client::consume(std::span<const char> bytes) {
  const std::string_view text(bytes.data(), bytes.size());
  std::size_t used = state_ == State::Upgrading ? consume_response(text) : 0;
  while (state_ == State::Open || state_ == State::Closing) {
    const std::size_t frame = consume_frame(text.substr(used));
    if (frame == 0) break;
    used += frame;
  }
  return used;
}

std::size_t Client::consume_response(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  if (!bytes.starts_with("HTTP/1.1 ")) throw std::runtime_error("the answer is not HTTP/1.1");
  http_status_ = std::atoi(bytes.data() + 9);
  if (http_status_ != 101) {
    finish();
    return 0;
  }
  state_ = State::Open;
  return end + 4;
}

std::size_t Client::consume_frame(std::string_view bytes) {
  if (bytes.size() < 2) return 0;
  const auto second = static_cast<unsigned char>(bytes[1]);
  if (second >= 0x80) throw std::runtime_error("a masked frame from the server");
  const std::size_t extended = second == 126 ? 2 : second == 127 ? 8 : 0;
  if (bytes.size() < 2 + extended) return 0;
  const std::size_t size = extended == 0 ? second : big_endian(bytes.substr(2, extended));
  if (size > loop_.buffer_.size() / 2) throw std::runtime_error("an oversized frame");
  const std::size_t whole = 2 + extended + size;
  if (bytes.size() < whole) return 0;
  on_frame(static_cast<std::uint8_t>(bytes[0]), bytes.substr(2 + extended, size));
  return whole;
}

void Client::on_frame(std::uint8_t first, std::string_view payload) {
  if ((first & 0xf0) != 0x80) throw std::runtime_error("a fragment, or a reserved bit");
  switch (static_cast<Opcode>(first & 0x0f)) {
    case Opcode::Text:
      return handler_.on_text(*this, payload);
    case Opcode::Close:
      return on_close_frame(payload);
    case Opcode::Ping:
      return append_client_frame(output(), payload, Opcode::Pong);
    case Opcode::Pong:
      return;
    default:
      throw std::runtime_error("a frame of unknown kind");
  }
}

void Client::on_close_frame(std::string_view payload) {
  close_code_ = payload.size() < 2 ? 1005 : static_cast<int>(big_endian(payload.substr(0, 2)));
  if (state_ != State::Open) return;
  send_close(static_cast<std::uint16_t>(close_code_ == 1005 ? 1000 : close_code_));
}

}  // namespace parley::bench
