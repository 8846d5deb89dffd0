// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/v1_client.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace parley::test {
namespace {

using nlohmann::json;

bool is_uncounted(const json& message) {
  constexpr std::array<std::string_view, 6> kTypes{"welcome", "ack",  "going-away",
                                                   "ping",    "pong", "bye"};
  return message.at("sender") == "ground control" &&
         std::ranges::find(kTypes, message.at("type").get_ref<const std::string&>()) !=
             kTypes.end();
}

std::uint16_t close_code(const Frame& frame) {
  if (frame.payload.size() < 2) return 1005;
  return static_cast<std::uint16_t>(static_cast<unsigned char>(frame.payload[0]) << 8 |
                                    static_cast<unsigned char>(frame.payload[1]));
}

}  // namespace

V1Client::V1Client(const Endpoint& server, std::string room, std::string query, Headers headers)
    : room_(std::move(room)), query_(std::move(query)), headers_([&] {
        headers.emplace_back(kV1Offer);
        return std::move(headers);
      }()) {
  ws_.emplace(server, target(/*is_return=*/false), headers_);
  if (!take_welcome()) throw std::runtime_error("no welcome");
}

std::string V1Client::target(bool is_return) const {
  std::string path = "/room/" + room_ + "/ws";
  if (!query_.empty()) path += '?' + query_;
  if (!is_return) return path;
  path += query_.empty() ? '?' : '&';
  return path + "resume=" + tokens_.back() + "&received=" + std::to_string(received_);
}

bool V1Client::try_resume(Socket socket) {
  ws_.reset();
  try {
    ws_.emplace(std::move(socket), target(/*is_return=*/true), headers_);
  } catch (const std::runtime_error&) {
    return false;
  }
  return take_welcome();
}

const json& V1Client::resume(Socket socket) {
  ws_.emplace(std::move(socket), target(/*is_return=*/true), headers_);
  if (!take_welcome()) throw std::runtime_error("no welcome");
  return welcome_;
}

bool V1Client::take_welcome() {
  const auto frame = ws_->read_frame_within(kPatience);
  if (!frame && ws_->has_ended()) return false;
  if (!frame) throw std::runtime_error("the daemon says nothing");
  const json message = json::parse(frame->payload);
  if (frame->opcode != Opcode::Text || message.at("type") != "welcome") {
    throw std::runtime_error("instead of a welcome: " + message.dump());
  }
  welcome_ = message.at("data");
  tokens_.push_back(welcome_.at("resume").at("token"));
  if (!is_resumed()) on_session_lost();
  acknowledge();
  on_counted(welcome_.at("received"));
  for (const json& again : unsent_) put(again);
  return true;
}

/// Or there was none before.
void V1Client::on_session_lost() {
  id_ = welcome_.at("id");
  received_ = counted_ = 0;
  unconfirmed_.insert(unconfirmed_.end(), unsent_.begin(), unsent_.end());
  unsent_.clear();
}

void V1Client::on_counted(std::uint64_t count) {
  if (count < counted_ || count > counted_ + unsent_.size()) {
    throw std::runtime_error("the daemon has counted " + std::to_string(count) + " of " +
                             std::to_string(counted_ + unsent_.size()) + " messages, before " +
                             std::to_string(counted_));
  }
  unsent_.erase(unsent_.begin(), unsent_.begin() + static_cast<std::ptrdiff_t>(count - counted_));
  counted_ = count;
}

void V1Client::put(const json& message) {
  if (is_connected()) {
    (void)ws_->socket().try_send(encode_frame(Opcode::Text, message.dump()));
  }
}

void V1Client::send(const json& message) {
  unsent_.push_back(message);
  put(message);
}

void V1Client::acknowledge() {
  put({{"type", "ack"}, {"data", {{"received", received_}}}});
}

bool V1Client::is_handled(const json& message) {
  if (!is_uncounted(message)) {
    ++received_;
    return false;
  }
  if (message.at("type") == "ack") on_counted(message.at("data").at("received"));
  if (message.at("type") == "ping") put({{"type", "pong"}, {"data", message.at("data")}});
  return message.at("type") == "ack" || message.at("type") == "ping";
}

std::optional<json> V1Client::read_within(std::chrono::milliseconds wait) {
  while (ws_) {
    const auto frame = ws_->read_frame_within(wait);
    if (!frame) return std::nullopt;
    if (frame->opcode == Opcode::Close) {
      (void)ws_->socket().try_send(encode_frame(Opcode::Close, frame->payload));
      ws_.reset();
      return std::nullopt;
    }
    json message = json::parse(frame->payload);
    if (!is_handled(message)) return message;
  }
  return std::nullopt;
}

json V1Client::read() {
  auto message = read_within(kPatience);
  if (!message) throw std::runtime_error("a message was expected, but none came");
  return *std::move(message);
}

std::vector<json> V1Client::messages_until_now() {
  const std::string id = "barrier-" + std::to_string(++barriers_);
  put({{"type", "ping"}, {"id", id}});
  std::vector<json> messages;
  for (json message = read();; message = read()) {
    if (message.at("type") == "pong" && message.value("id", json{}) == id) return messages;
    messages.push_back(std::move(message));
  }
}

Ending V1Client::read_ending() {
  Ending ending{.code = 1006, .before = {}};
  while (auto frame = ws_->read_frame_within(kPatience)) {
    if (frame->opcode == Opcode::Close) {
      ending.code = close_code(*frame);
      (void)ws_->socket().try_send(encode_frame(Opcode::Close, frame->payload));
      break;
    }
    json message = json::parse(frame->payload);
    if (!is_handled(message)) ending.before.push_back(std::move(message));
  }
  ws_.reset();
  return ending;
}

void V1Client::drop() {
  if (ws_) ws_->socket().reset();
  ws_.reset();
}

WsClient V1Client::release() {
  WsClient released = *std::move(ws_);
  ws_.reset();
  return released;
}

std::vector<json> data_of(const std::vector<json>& messages, std::string_view type) {
  std::vector<json> found;
  for (const json& message : messages) {
    if (message.at("type") == type) found.push_back(message.value("data", json{}));
  }
  return found;
}

}  // namespace parley::test
