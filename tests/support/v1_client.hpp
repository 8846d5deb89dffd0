// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/ws_client.hpp"

namespace parley::test {

/// The header of a client that speaks parley.v1.
inline constexpr const char* kV1Offer = "Sec-WebSocket-Protocol: parley.v1";

/// A member of a room that speaks parley.v1, over as many connections as it takes. It counts what
/// comes, keeps what it has sent until the daemon has counted it, and sends that again when it
/// resumes. It acknowledges right behind each welcome, and then only when it is told to.
class V1Client {
 public:
  using Headers = HttpClient::Headers;

  /// Joins, and throws if that does not go well.
  V1Client(const Endpoint& server, std::string room, std::string query = {}, Headers headers = {});

  /// Comes back over a new connection. An older one that has not been released ends with that.
  /// False if the new one breaks before the welcome.
  [[nodiscard]] bool try_resume(Socket socket);

  /// The same, but throws. Returns the welcome.
  const nlohmann::json& resume(Socket socket);
  const nlohmann::json& resume(const Endpoint& server) { return resume(server.connect()); }

  [[nodiscard]] const nlohmann::json& welcome() const noexcept { return welcome_; }
  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] bool is_resumed() const { return welcome_.at("resumed").get<bool>(); }
  [[nodiscard]] const std::vector<std::string>& tokens() const noexcept { return tokens_; }
  [[nodiscard]] std::uint64_t received() const noexcept { return received_; }

  /// Sends a message that counts, now or when it is back.
  void send(const nlohmann::json& message);
  void acknowledge();

  /// The next message, if one comes within `wait`: not an ack, which is dealt with, nor a ping,
  /// which is answered. Nothing, too, at the end of the connection.
  [[nodiscard]] std::optional<nlohmann::json> read_within(std::chrono::milliseconds wait);

  /// The same, but throws if nothing comes in time.
  [[nodiscard]] nlohmann::json read();

  /// Everything that the daemon sent before it answered a `ping` that is sent here.
  [[nodiscard]] std::vector<nlohmann::json> messages_until_now();

  /// Reads to the end of the connection.
  [[nodiscard]] Ending read_ending();

  [[nodiscard]] bool is_connected() const noexcept { return ws_ && !ws_->has_ended(); }
  /// Ends the connection without a Close.
  void drop();
  /// Hands the connection out: it is left as it is, and this client has none.
  [[nodiscard]] WsClient release();
  [[nodiscard]] WsClient& ws() { return *ws_; }

  /// Messages that were sent in a session that is lost, and never acknowledged.
  [[nodiscard]] const std::vector<nlohmann::json>& unconfirmed() const noexcept {
    return unconfirmed_;
  }

 private:
  [[nodiscard]] std::string target(bool is_return) const;
  [[nodiscard]] bool take_welcome();
  void on_session_lost();
  void on_counted(std::uint64_t count);
  [[nodiscard]] bool is_handled(const nlohmann::json& message);
  void put(const nlohmann::json& message);

  const std::string room_;
  const std::string query_;
  const Headers headers_;
  std::optional<WsClient> ws_;
  nlohmann::json welcome_;
  std::string id_;
  std::vector<std::string> tokens_;  // the last one is good
  std::uint64_t received_ = 0;
  std::uint64_t counted_ = 0;          // of what was sent, by the daemon
  std::deque<nlohmann::json> unsent_;  // sent, and not counted yet
  std::vector<nlohmann::json> unconfirmed_;
  int barriers_ = 0;
};

/// The `data` of those of `messages` that have this type.
[[nodiscard]] std::vector<nlohmann::json> data_of(const std::vector<nlohmann::json>& messages,
                                                  std::string_view type);

}  // namespace parley::test
