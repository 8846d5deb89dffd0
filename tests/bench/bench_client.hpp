// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/epoll.h>

#include "tls_channel.hpp"

namespace parley::bench {

using Clock = std::chrono::steady_clock;

/// Where the server is, from how many addresses (127.0.0.1, 127.0.0.2, …) to connect to it, and
/// what to speak there.
struct Target {
  std::uint16_t port = 0;
  std::uint32_t sources = 1;
  std::uint32_t first_source = 1;  ///< 257 is 127.0.1.1
  bool tls = false;
  bool v1 = false;  ///< offers the subprotocol parley.v1
};

/// Every frame is masked with this key. A key of zeros would spare the server the unmasking.
inline constexpr std::array<unsigned char, 4> kMask{0x37, 0xfa, 0x21, 0x3d};

enum class Opcode : std::uint8_t { Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// Appends a complete, masked frame (RFC 6455 section 5.2).
void append_client_frame(std::string& out, std::string_view payload, Opcode opcode = Opcode::Text);

/// Throws what errno says, as std::system_error.
[[noreturn]] void throw_errno(const char* what);

class Client;

/// What a scenario is told about its clients. Called from Loop::run_once only.
class ClientHandler {
 public:
  virtual ~ClientHandler() = default;
  /// A whole text message; the view is valid during the call.
  virtual void on_text(Client& client, std::string_view text) = 0;
  /// The connection is over, by the server or on the way. It may be connected again as soon as
  /// Loop::run_once has returned.
  virtual void on_closed(Client& client) = 0;
};

/// One epoll instance with what the clients share. Output is sent once per batch of events, so
/// that the generator costs little beside the server that it measures.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Waits up to `timeout_ms` (-1: without end), handles what is ready, sends what is pending.
  /// Returns the number of events.
  int run_once(int timeout_ms);

  /// Sends what is pending now.
  void flush();

  /// Makes the end of the standard input known to stdin_closed().
  void watch_stdin();
  [[nodiscard]] bool stdin_closed() const noexcept { return stdin_closed_; }

  /// The time at which the current batch of events began.
  [[nodiscard]] Clock::time_point now() const noexcept { return now_; }

 private:
  friend class Client;
  void control(int operation, int fd, std::uint32_t events, Client* client);
  void read_stdin();

  int epoll_ = -1;
  bool stdin_closed_ = false;
  Clock::time_point now_ = Clock::now();
  std::vector<epoll_event> events_;
  std::vector<char> buffer_;
  std::vector<Client*> pending_;
};

/// One WebSocket client: connects, upgrades, takes frames apart, answers Close and pings. Owned by
/// a scenario, outlived by its loop and handler. Throws when the server breaks the protocol.
class Client {
 public:
  Client(Loop& loop, ClientHandler& handler, std::size_t index) noexcept
      : loop_(loop), handler_(handler), index_(index) {}
  ~Client() { drop(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Begins to connect, to /room/{room}/ws{query}. REQUIRES: not connected.
  void connect(const Target& target, std::string_view room, std::string_view query = {});

  /// Where whole frames may be appended; they are sent at the end of the batch.
  [[nodiscard]] std::string& output();
  void send_text(std::string_view text) { append_client_frame(output(), text); }
  void send_close(std::uint16_t code);

  /// Ends the connection with RST, not with a Close frame. on_closed is not called.
  void abort();
  /// Closes the socket, without a Close frame. on_closed is not called.
  void drop();

  [[nodiscard]] std::size_t index() const noexcept { return index_; }
  [[nodiscard]] bool is_open() const noexcept { return state_ == State::Open; }
  /// Whether the server accepted the upgrade; still true after the end.
  [[nodiscard]] bool was_upgraded() const noexcept { return http_status_ == 101; }
  /// The status of the answer to the upgrade, 0 before it.
  [[nodiscard]] int http_status() const noexcept { return http_status_; }
  /// What the server's Close frame said, 1005 if it said nothing, 0 if there was none.
  [[nodiscard]] int close_code() const noexcept { return close_code_; }

 private:
  friend class Loop;
  enum class State : std::uint8_t { Closed, Connecting, Upgrading, Open, Closing };

  void on_event(std::uint32_t events);
  void on_readable();
  void on_readable_tls();
  void seal();
  void on_writable();
  void flush();
  void finish();
  void want(std::uint32_t events);
  [[nodiscard]] std::size_t consume(std::span<const char> bytes);
  [[nodiscard]] std::size_t consume_response(std::string_view bytes);
  [[nodiscard]] std::size_t consume_frame(std::string_view bytes);
  void on_frame(std::uint8_t first, std::string_view payload);
  void on_close_frame(std::string_view payload);

  Loop& loop_;
  ClientHandler& handler_;
  std::size_t index_;
  int fd_ = -1;
  State state_ = State::Closed;
  bool is_pending_ = false;
  std::uint32_t wanted_ = 0;
  int http_status_ = 0;
  int close_code_ = 0;
  std::string input_;  ///< the beginning of a frame whose rest is not here yet
  std::string output_;
  std::unique_ptr<TlsChannel> tls_;  ///< null: plain TCP
};

}  // namespace parley::bench
