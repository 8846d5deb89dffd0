// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/websocket/connection_log.hpp"

#include <chrono>

namespace parley::net {

using protocol::CloseReason;

void ConnectionLog::on_join(const chat::ClientId& client, bool is_resumed) {
  client_id_ = client;
  log_.write(LogLevel::Info, is_resumed ? "resumed" : "joined",
             {{"client", client_name()},
              {"room", PrivateRoom{join_.room_id}},
              {"address", PrivateAddress{join_.address}}});
}

void ConnectionLog::on_end(CloseReason reason, bool is_seat_kept, Duration lasted) {
  const auto& info = protocol::close_info(reason);
  const PrivateRoom room{join_.room_id};
  const std::int64_t code = info.code;
  if (!client_id_) {
    return log_.write(LogLevel::Info, "join-refused",
                      {{"room", room},
                       {"address", PrivateAddress{join_.address}},
                       {"reason", info.name},
                       {"code", code}});
  }
  const std::string_view event = reason == CloseReason::TakenOver ? "taken-over"
                                 : is_seat_kept                   ? "suspended"
                                                                  : "left";
  const std::int64_t milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(lasted).count();
  log_.write(LogLevel::Info, event,
             {{"client", client_name()},
              {"room", room},
              {"reason", info.name},
              {"code", code},
              {"milliseconds", milliseconds}});
}

void ConnectionLog::on_join_failure(std::string_view error) {
  log_.write(LogLevel::Error, "join-failed", {{"error", error}});
}

void ConnectionLog::on_message_failure(std::string_view error) {
  log_.write(LogLevel::Error, "message-failed", {{"client", client_name()}, {"error", error}});
}

}  // namespace parley::net
