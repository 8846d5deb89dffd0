// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/endpoint.hpp"
#include "support/socket.hpp"

namespace parley::test {

struct HttpResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, in order
  std::string body;

  /// The value of the only header of that name (lower case); nothing if there is none. Throws if
  /// there are several.
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

/// A client that sends whatever bytes it is told to and reads responses strictly (RFC 9112).
class HttpClient {
 public:
  using Headers = std::vector<std::string>;  ///< lines such as "Origin: null", without line ends

  explicit HttpClient(Socket socket) : socket_(std::move(socket)) {}
  explicit HttpClient(const Endpoint& server) : HttpClient(server.connect()) {}

  /// One request with a Host header, unless `headers` bring one, and its response.
  HttpResponse request(std::string_view method, std::string_view target,
                       const Headers& headers = {});
  HttpResponse get(std::string_view target, const Headers& headers = {});

  void send(std::string_view bytes) { socket_.send(bytes); }

  /// `to_head`: a Content-Length announces a body that does not follow.
  [[nodiscard]] HttpResponse read_response(bool to_head = false);

  /// Waits for the end of the stream. Throws if something else arrives.
  void expect_end();

  /// The socket, once the HTTP is over, and what has arrived behind it.
  [[nodiscard]] std::pair<Socket, std::string> release();

 private:
  void read_more();

  Socket socket_;
  std::string input_;
};

/// One request on a connection of its own.
HttpResponse http_get(const Endpoint& server, std::string_view target,
                      const HttpClient::Headers& headers = {});

/// The bytes of a request; a Host header is added unless `headers` bring one.
[[nodiscard]] std::string http_request(std::string_view method, std::string_view target,
                                       const HttpClient::Headers& headers = {});

}  // namespace parley::test
