// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parley/chat/chat_client.hpp"
#include "parley/chat/connection.hpp"
#include "parley/protocol/message.hpp"

namespace parley::model {

/// Where a schedule gets its choices from: the same ones for the same seed.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// 0 to `end` - 1.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(engine_() % end); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class T>
  T& among(std::vector<T>& all) {
    return all[below(all.size())];
  }

 private:
  std::mt19937_64 engine_;
};

/// One direction of a connection: bytes on their way, in order. Once it is cut nothing more goes
/// in, and only what is in it may still come out.
class Pipe {
 public:
  void write(std::string_view bytes) {
    if (!is_cut_) bytes_.append(bytes);
  }
  void cut_after(std::size_t bytes) {
    is_cut_ = true;
    bytes_.resize(std::min(bytes, bytes_.size()));
  }
  /// Moves up to `bytes` of them to the far end, where a message exists once it is complete.
  void move(std::size_t bytes) {
    arrived_.append(bytes_, 0, bytes);
    bytes_.erase(0, bytes);
  }
  /// The next complete message that has arrived (RFC 6455 section 5.2).
  std::optional<std::string> next_text() {
    if (arrived_.size() < 2) return std::nullopt;
    const auto byte = [this](std::size_t i) { return static_cast<unsigned char>(arrived_[i]); };
    const std::size_t extra = byte(1) == 126 ? 2 : byte(1) == 127 ? 8 : 0;
    if (arrived_.size() < 2 + extra) return std::nullopt;
    std::size_t size = extra == 0 ? byte(1) : 0;
    for (std::size_t i = 0; i < extra; ++i) size = size << 8 | byte(2 + i);
    if (arrived_.size() - 2 - extra < size) return std::nullopt;
    std::string text = arrived_.substr(2 + extra, size);
    arrived_.erase(0, 2 + extra + size);
    return text;
  }

  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] bool is_cut() const noexcept { return is_cut_; }
  /// Nothing more will come out.
  [[nodiscard]] bool is_over() const noexcept { return is_cut_ && bytes_.empty(); }

 private:
  std::string bytes_;
  std::string arrived_;
  bool is_cut_ = false;
};

/// What a client asks for when it connects.
struct Request {
  bool is_v1 = false;
  std::string token;  ///< empty: a new session
  std::uint64_t received = 0;
};

/// A connection between a model client and the server. Both ends learn of its end on their own, and
/// at different times. The world owns it and moves its bytes.
class Link : public chat::Connection {
 public:
  Link(std::size_t of_client, Request asked) : client(of_client), request(std::move(asked)) {}

  void send(std::string_view frame) override {
    if (is_ended()) is_misused = true;
    down.write(frame);
  }
  void close(protocol::CloseReason reason) override {
    if (is_ended()) is_misused = true;
    closed = reason;
    // What has not been sent to one that was taken over is discarded.
    down.cut_after(reason == protocol::CloseReason::TakenOver ? 0 : down.size());
  }
  /// The client says something.
  void say(std::string_view text) {
    std::string frame;
    protocol::append_text_frame_header(frame, text.size());
    up.write(frame.append(text));
  }

  /// The server reads from it, and writes to it.
  [[nodiscard]] bool is_served() const noexcept { return served != nullptr && !closed; }
  [[nodiscard]] bool is_ended() const noexcept { return closed || has_ended; }

  const std::size_t client;
  const Request request;
  bool is_pending = true;     ///< the request has not reached the server yet
  bool is_abandoned = false;  ///< the client does not listen any more
  bool has_ended = false;     ///< the server was told of the end
  bool is_misused = false;    ///< the server has used it after its end
  bool is_older = false;      ///< its session is about to be taken over
  std::string asker;          ///< the id that the client had when it connected
  std::string opened;         ///< the id that was made for it, if one was
  std::uint64_t counted = 0;  ///< what the server must say it had received, at the welcome
  chat::ChatClient* served = nullptr;
  std::optional<protocol::CloseReason> closed;
  Pipe up;
  Pipe down;
};

}  // namespace parley::model
