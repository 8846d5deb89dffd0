// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/member.hpp"

#include <utility>

namespace parley::check {

std::string Member::join() {
  auto stream = access_.connect();
  if (!stream) return "no further connection could be made";
  const Target& target = access_.target();
  socket_ = std::make_unique<WebSocketClient>(std::move(stream));
  const HttpAnswer answer = socket_->open(
      {target.authority(), target.socket_path(), target.origin()}, access_.deadline());
  if (!answer.error.empty()) {
    const std::string status = answer.status ? " (" + std::to_string(answer.status) + ")" : "";
    return "the upgrade failed this time: " + answer.error + status;
  }
  if (!send({{"type", "ping"}, {"data", "parley-check"}})) return "nothing can be sent";
  const auto pong = wait_for([](const Json& message) { return message["type"] == "pong"; });
  if (pong && pong->contains("receiver") && (*pong)["receiver"].is_string()) {
    id_ = (*pong)["receiver"];
    return {};
  }
  if (socket_->is_over()) return "the connection ended " + socket_->end_words();
  return "no pong came for a ping";
}

bool Member::send(const Json& message) {
  return socket_->send(message.dump(), access_.deadline());
}

std::optional<Member::Json> Member::take() {
  while (!socket_->inbox().empty()) {
    const std::string text = std::move(socket_->inbox().front());
    socket_->inbox().pop_front();
    Json message = Json::parse(text, nullptr, false);
    if (!message.is_object() || !message.contains("type")) continue;
    if (message["type"] != "ping") return message;
    if (!send({{"type", "pong"}, {"data", message.value("data", Json{})}})) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Member::Json> Member::wait_for(const std::function<bool(const Json&)>& is_wanted,
                                             const Member* sender) {
  const TimePoint until = access_.deadline();
  const auto is_over = [&] {
    return socket_->is_over() || (sender != nullptr && sender->socket_->is_over());
  };
  while (Clock::now() < until) {
    while (auto message = take()) {
      if (is_wanted(*message)) return message;
    }
    access_.loop().run_until(until, [&] { return is_over() || !socket_->inbox().empty(); });
    if (is_over() && socket_->inbox().empty()) break;
  }
  return std::nullopt;
}

std::optional<Member::Json> Member::ask(const std::string& question, const std::string& answer) {
  if (!send({{"type", question}, {"id", question}})) return std::nullopt;
  auto message = wait_for([&](const Json& came) {
    return came["type"] == answer && came.contains("id") && came["id"] == question;
  });
  if (!message) return std::nullopt;
  return message->value("data", Json{});
}

std::vector<std::string> Member::ids_in_room() {
  std::vector<std::string> ids;
  const auto info = ask("get-room-info", "room-info");
  if (!info || !info->is_object() || !info->contains("clients")) return ids;
  for (const Json& client : (*info)["clients"]) {
    if (client.is_object() && client.contains("id") && client["id"].is_string()) {
      ids.push_back(client["id"]);
    }
  }
  return ids;
}

void Member::answer_pings() {
  while (take()) {
  }
}

void Member::leave() {
  if (!socket_) return;
  static_cast<void>(send({{"type", "bye"}}));
  socket_->close(access_.deadline());
}

}  // namespace parley::check
