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

/// A response, or what came instead of one.
struct HttpAnswer {
  int status = 0;                              ///< 0: there was none, see `error`
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;                            ///< its beginning
  std::string error;                           ///< for people
  bool is_http2 = false;                       ///< it was HTTP/2, unasked

  /// Empty if there is none.
  [[nodiscard]] std::string header(const std::string& name) const;
};

/// One GET on a connection of its own, which is used up by it.
[[nodiscard]] HttpAnswer http_get(Stream& stream, const std::string& authority,
                                  const std::string& path, TimePoint deadline);

/// A WebSocket client that reads all the time, while the loop runs.
class WebSocketClient {
 public:
  explicit WebSocketClient(std::unique_ptr<Stream> stream);
  ~WebSocketClient();

  struct Request {
    std::string authority;
    std::string path;
    std::string origin;
  };

  /// The upgrade. The answer's `error` is empty if it has succeeded.
  [[nodiscard]] HttpAnswer open(const Request& request, TimePoint deadline);

  [[nodiscard]] bool send(const std::string& text, TimePoint deadline);

  /// Says Close and waits for the answer; whatever happens, the connection is over.
  void close(TimePoint deadline);

  /// What has come and was not taken yet.
  [[nodiscard]] std::deque<std::string>& inbox() noexcept;

  [[nodiscard]] bool is_over() const noexcept;
  /// How it ended: the code of the Close frame, 0 if there was none.
  [[nodiscard]] std::uint16_t close_code() const noexcept;
  [[nodiscard]] std::string end_words() const;
  /// When the last thing came or went.
  [[nodiscard]] TimePoint last_traffic() const noexcept;

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace parley::check
