// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/http_client.hpp"
#include "support/socket.hpp"
#include "support/ws_frame.hpp"

namespace parley::test {

/// How a connection ended: 1006 if the TCP ended without a Close frame, 1005 if that was empty.
struct Ending {
  std::uint16_t code = 0;
  std::vector<nlohmann::json> before;  ///< the messages that came before it
  int pings = 0;                       ///< of the WebSocket, that came before it
};

/// A WebSocket client that can also do everything a client must not. It reads strictly: a frame
/// that a server must not send, data behind a Close frame or a text that is no JSON object throws,
/// and so does everything that does not come in time.
class WsClient {
 public:
  using Headers = HttpClient::Headers;

  /// Opens a WebSocket. Throws if the answer is not a correct 101.
  WsClient(Socket socket, std::string_view target, const Headers& headers = {});
  WsClient(const Endpoint& server, std::string_view target, const Headers& headers = {})
      : WsClient(server.connect(), target, headers) {}

  void send(std::string_view text) { send_frame(Opcode::Text, text); }
  void send_json(const nlohmann::json& message) { send(message.dump()); }
  void send_frame(Opcode opcode, std::string_view payload, const FrameOptions& options = {}) {
    socket_.send(encode_frame(opcode, payload, options));
  }
  void send_raw(std::string_view bytes) { socket_.send(bytes); }

  /// The next frame of any kind. Throws at the end of the stream.
  [[nodiscard]] Frame read_frame();

  /// The same if it comes within `wait`. Nothing, too, at the end of the stream, which has_ended()
  /// tells from there on.
  [[nodiscard]] std::optional<Frame> read_frame_within(std::chrono::milliseconds wait);
  [[nodiscard]] bool has_ended() const noexcept { return has_ended_; }

  /// What the daemon has chosen of the subprotocols that `headers` offered; empty: none.
  [[nodiscard]] const std::string& subprotocol() const noexcept { return subprotocol_; }

  /// The next text message as it came; Ping frames before it are responded to. Throws if anything
  /// else comes.
  [[nodiscard]] std::string read_text();
  [[nodiscard]] nlohmann::json read();

  /// Reads up to the first message of that type and returns it; what came before is dropped.
  [[nodiscard]] nlohmann::json read_until(std::string_view type);

  /// Everything that the daemon sent before it answered a `ping` that is sent here: what has
  /// happened on the daemon until now has arrived by then.
  [[nodiscard]] std::vector<nlohmann::json> messages_until_now();

  /// Reads to the Close frame, answers it, and checks that nothing but the end follows.
  [[nodiscard]] Ending read_ending();

  /// Says Close and reads to the daemon's answer and the end.
  Ending close(std::uint16_t code = 1000);

  [[nodiscard]] Socket& socket() noexcept { return socket_; }

 private:
  [[nodiscard]] bool read_more();

  Socket socket_;
  std::string input_;
  int barriers_ = 0;
  std::string subprotocol_;
  bool has_sent_close_ = false;
  bool has_ended_ = false;
};

/// The headers of an upgrade request (RFC 6455 section 4.1) with `more` behind them.
[[nodiscard]] HttpClient::Headers upgrade_headers(const HttpClient::Headers& more = {});

/// The response to an upgrade request that the daemon is expected to refuse.
[[nodiscard]] HttpResponse refused_upgrade(const Endpoint& server, std::string_view target,
                                           const HttpClient::Headers& more = {});

/// A client in a room, past its greeting.
struct Member {
  WsClient ws;
  std::string id;
};

[[nodiscard]] Member join(const Endpoint& server, std::string_view room,
                          std::string_view query = {});
[[nodiscard]] Member join(Socket socket, std::string_view room, std::string_view query = {},
                          const HttpClient::Headers& headers = {});

}  // namespace parley::test
