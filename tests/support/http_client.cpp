// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/http_client.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>

namespace parley::test {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// "HTTP/1.1 200 OK" and header lines, without the empty line at the end.
HttpResponse parse_head(std::string_view head) {
  HttpResponse response;
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  if (!head.starts_with(kVersion) || head.size() < kVersion.size() + 3) {
    throw std::runtime_error("not an HTTP/1.1 response: " + std::string(head.substr(0, 80)));
  }
  std::from_chars(head.data() + kVersion.size(), head.data() + kVersion.size() + 3,
                  response.status);
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;) {
    const std::size_t next = head.find("\r\n", at + 2);
    const std::string_view line = head.substr(at + 2, next == head.npos ? next : next - at - 2);
    const std::size_t colon = line.find(':');
    if (colon == line.npos) throw std::runtime_error("bad header line: " + std::string(line));
    response.headers.emplace_back(lower(std::string(line.substr(0, colon))),
                                  trim(line.substr(colon + 1)));
    at = next;
  }
  return response;
}

}  // namespace

std::optional<std::string> HttpResponse::header(std::string_view name) const {
  std::optional<std::string> found;
  for (const auto& [key, value] : headers) {
    if (key != name) continue;
    if (found) throw std::runtime_error("more than one header " + std::string(name));
    found = value;
  }
  return found;
}

std::string http_request(std::string_view method, std::string_view target,
                         const HttpClient::Headers& headers) {
  std::string text = std::string(method) + ' ' + std::string(target) + " HTTP/1.1\r\n";
  const bool has_host =
      std::ranges::any_of(headers, [](const auto& line) { return line.starts_with("Host:"); });
  if (!has_host) text += "Host: 127.0.0.1\r\n";
  for (const std::string& line : headers) text += line + "\r\n";
  return text + "\r\n";
}

void HttpClient::read_more() {
  const std::string part = socket_.read_some();
  if (part.empty()) throw std::runtime_error("the daemon closed the connection in a response");
  input_ += part;
}

HttpResponse HttpClient::read_response(bool to_head) {
  std::size_t end = input_.find("\r\n\r\n");
  for (; end == input_.npos; end = input_.find("\r\n\r\n")) read_more();
  HttpResponse response = parse_head(std::string_view(input_).substr(0, end));
  input_.erase(0, end + 4);
  const bool has_no_body = to_head || response.status == 304 || response.status < 200;
  if (has_no_body) return response;
  const auto length = response.header("content-length");
  if (!length) throw std::runtime_error("a response without Content-Length");
  const std::size_t size = std::stoul(*length);
  while (input_.size() < size) read_more();
  response.body = input_.substr(0, size);
  input_.erase(0, size);
  return response;
}

HttpResponse HttpClient::request(std::string_view method, std::string_view target,
                                 const Headers& headers) {
  send(http_request(method, target, headers));
  return read_response(method == "HEAD");
}

HttpResponse HttpClient::get(std::string_view target, const Headers& headers) {
  return request("GET", target, headers);
}

void HttpClient::expect_end() {
  if (input_.empty()) input_ = socket_.read_some();
  if (!input_.empty()) throw std::runtime_error("bytes instead of the end: " + input_);
}

std::pair<Socket, std::string> HttpClient::release() {
  return {std::move(socket_), std::move(input_)};
}

HttpResponse http_get(const Endpoint& server, std::string_view target,
                      const HttpClient::Headers& headers) {
  return HttpClient(server).get(target, headers);
}

}  // namespace parley::test
