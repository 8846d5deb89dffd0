// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "check/stream.hpp"

namespace parley::check {

/// A response, or the reason why there is none.
struct HttpAnswer {
  int status = 0;                              ///< 0: there was none; see `error`
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;                            ///< its beginning
  std::string error;                           ///< for people
  bool is_http2 = false;                       ///< the server spoke HTTP/2 without being asked

  /// Empty if there is no such header.
  [[nodiscard]] std::string header(const std::string& name) const;
};

/// One GET on a separate connection, which cannot be used again.
[[nodiscard]] HttpAnswer http_get(Stream& stream, const std::string& authority,
                                  const std::string& path, TimePoint deadline);

/// A WebSocket client that reads whenever the loop runs.
class WebSocketClient {
 public:
  explicit WebSocketClient(std::unique_ptr<Stream> stream);
  ~WebSocketClient();

  struct Request {
    std::string authority;
    std::string path;
    std::string origin;
  };

  /// Performs the upgrade. The `error` of the result is empty on success.
  [[nodiscard]] HttpAnswer open(const Request& request, TimePoint deadline);

  [[nodiscard]] bool send(const std::string& text, TimePoint deadline);

  /// Sends Close and waits for the reply. In any case the connection is over afterwards.
  void close(TimePoint deadline);

  /// Messages that have arrived and were not taken yet.
  [[nodiscard]] std::deque<std::string>& inbox() noexcept;

  [[nodiscard]] bool is_over() const noexcept;
  /// The code of the Close frame that ended the connection, 0 if there was none.
  [[nodiscard]] std::uint16_t close_code() const noexcept;
  [[nodiscard]] std::string end_words() const;
  /// The time of the last data sent or received.
  [[nodiscard]] TimePoint last_traffic() const noexcept;

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace parley::check
