// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/ws_client.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace parley::test {
namespace {

// The pair of RFC 6455 section 1.3: no need to compute a hash here.
constexpr const char* kKey = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr const char* kAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

std::string room_target(std::string_view room, std::string_view query) {
  std::string target = "/room/" + std::string(room) + "/ws";
  if (!query.empty()) target.append("?").append(query);
  return target;
}

bool is_offered(std::string_view subprotocol, const HttpClient::Headers& headers) {
  return std::ranges::any_of(headers, [subprotocol](const std::string& line) {
    return line.starts_with("Sec-WebSocket-Protocol:") && line.find(subprotocol) != line.npos;
  });
}

}  // namespace

HttpClient::Headers upgrade_headers(const HttpClient::Headers& more) {
  HttpClient::Headers headers{"Connection: Upgrade", "Upgrade: websocket",
                              "Sec-WebSocket-Version: 13",
                              std::string("Sec-WebSocket-Key: ") + kKey};
  headers.insert(headers.end(), more.begin(), more.end());
  return headers;
}

HttpResponse refused_upgrade(const Endpoint& server, std::string_view target,
                             const HttpClient::Headers& more) {
  return http_get(server, target, upgrade_headers(more));
}

WsClient::WsClient(Socket socket, std::string_view target, const Headers& headers)
    : socket_(std::move(socket)) {
  HttpClient http(std::move(socket_));
  const HttpResponse response = http.get(target, upgrade_headers(headers));
  std::tie(socket_, input_) = http.release();
  if (response.status != 101) {
    throw std::runtime_error("upgrade refused with " + std::to_string(response.status));
  }
  if (response.header("sec-websocket-accept") != kAccept) {
    throw std::runtime_error("wrong Sec-WebSocket-Accept");
  }
  subprotocol_ = response.header("sec-websocket-protocol").value_or("");
  const bool is_known = subprotocol_.empty() || is_offered(subprotocol_, headers);
  if (response.header("sec-websocket-extensions") || !is_known) {
    throw std::runtime_error("an extension or subprotocol that nobody speaks");
  }
}

bool WsClient::read_more() {
  const std::string part = socket_.read_some();
  input_ += part;
  return !part.empty();
}

Frame WsClient::read_frame() {
  auto frame = take_server_frame(input_);
  for (; !frame; frame = take_server_frame(input_)) {
    if (!read_more()) throw std::runtime_error("the connection ended where a frame was expected");
  }
  return *std::move(frame);
}

std::optional<Frame> WsClient::read_frame_within(std::chrono::milliseconds wait) {
  auto frame = take_server_frame(input_);
  while (!frame && !has_ended_) {
    const auto part = socket_.read_some_within(wait);
    if (!part) break;
    has_ended_ = part->empty();
    input_ += *part;
    frame = take_server_frame(input_);
  }
  return frame;
}

std::string WsClient::read_text() {
  Frame frame = read_frame();
  for (; frame.opcode == Opcode::Ping; frame = read_frame()) {
    send_frame(Opcode::Pong, frame.payload);
  }
  if (frame.opcode != Opcode::Text || !frame.final) {
    std::string what = "a text message was expected, but there came opcode " +
                       std::to_string(static_cast<int>(frame.opcode));
    if (frame.opcode == Opcode::Close && frame.payload.size() >= 2) {
      const int code = static_cast<unsigned char>(frame.payload[0]) << 8 |
                       static_cast<unsigned char>(frame.payload[1]);
      what += ", code " + std::to_string(code);
    }
    throw std::runtime_error(what);
  }
  return std::move(frame.payload);
}

nlohmann::json WsClient::read() {
  auto message = nlohmann::json::parse(read_text());
  if (!message.is_object()) throw std::runtime_error("not an object: " + message.dump());
  return message;
}

nlohmann::json WsClient::read_until(std::string_view type) {
  nlohmann::json message = read();
  while (message.at("type") != type) message = read();
  return message;
}

std::vector<nlohmann::json> WsClient::messages_until_now() {
  const std::string id = "barrier-" + std::to_string(++barriers_);
  send_json({{"type", "ping"}, {"id", id}});
  std::vector<nlohmann::json> messages;
  while (true) {
    nlohmann::json message = read();
    if (message.at("type") == "pong" && message.value("id", nlohmann::json{}) == id)
      return messages;
    messages.push_back(std::move(message));
  }
}

Ending WsClient::read_ending() {
  Ending ending;
  while (true) {
    auto frame = take_server_frame(input_);
    if (!frame) {
      if (read_more()) continue;
      if (!input_.empty()) throw std::runtime_error("the connection ended within a frame");
      ending.code = 1006;
      return ending;
    }
    if (frame->opcode == Opcode::Ping) ++ending.pings;
    if (frame->opcode == Opcode::Text)
      ending.before.push_back(nlohmann::json::parse(frame->payload));
    if (frame->opcode != Opcode::Close) continue;
    if (frame->payload.size() == 1) throw std::runtime_error("a Close frame with half a code");
    ending.code =
        frame->payload.empty()
            ? std::uint16_t{1005}
            : static_cast<std::uint16_t>(static_cast<unsigned char>(frame->payload[0]) << 8 |
                                         static_cast<unsigned char>(frame->payload[1]));
    if (!has_sent_close_) (void)socket_.try_send(encode_frame(Opcode::Close, frame->payload));
    if (!input_.empty() || read_more()) throw std::runtime_error("bytes behind the Close frame");
    socket_.shut_down_sending();  // as every client ends its half, too, when the daemon's has ended
    return ending;
  }
}

Ending WsClient::close(std::uint16_t code) {
  send_frame(Opcode::Close, close_payload(code));
  has_sent_close_ = true;
  return read_ending();
}

Member join(Socket socket, std::string_view room, std::string_view query,
            const HttpClient::Headers& headers) {
  WsClient ws(std::move(socket), room_target(room, query), headers);
  const nlohmann::json greeting = ws.read();
  if (greeting.at("type") != "greeting") {
    throw std::runtime_error("instead of a greeting: " + greeting.dump());
  }
  return {std::move(ws), greeting.at("receiver").get<std::string>()};
}

Member join(const Endpoint& server, std::string_view room, std::string_view query) {
  return join(server.connect(), room, query);
}

}  // namespace parley::test
