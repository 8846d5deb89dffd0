// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "check/site_check.hpp"
#include "check/web.hpp"

namespace parley::check {

/// One client in the room of the check. It responds to pings of the server whenever it waits.
class Member {
 public:
  using Json = nlohmann::json;

  explicit Member(Access& access) : access_(access) {}

  /// Joins the room and learns its own id. Returns an error, or nothing.
  [[nodiscard]] std::string join();

  [[nodiscard]] bool send(const Json& message);

  /// The next message for which `is_wanted` is true; others are dropped. Nothing if none arrives
  /// before the deadline, or before the connection (or that of the sender, if given) ends.
  [[nodiscard]] std::optional<Json> wait_for(const std::function<bool(const Json&)>& is_wanted,
                                             const Member* sender = nullptr);

  /// Sends a request and returns the `data` of the response of that type.
  [[nodiscard]] std::optional<Json> ask(const std::string& question, const std::string& answer);

  /// The ids in the room; empty if the server did not respond.
  [[nodiscard]] std::vector<std::string> ids_in_room();

  /// Responds to pings that have arrived, and drops other messages.
  void answer_pings();

  void leave();

  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] bool has_news() const { return socket_->is_over() || !socket_->inbox().empty(); }
  [[nodiscard]] const WebSocketClient& socket() const noexcept { return *socket_; }

 private:
  /// The next message in the inbox that is not a ping of the server.
  [[nodiscard]] std::optional<Json> take();

  Access& access_;
  std::unique_ptr<WebSocketClient> socket_;
  std::string id_;
};

}  // namespace parley::check
