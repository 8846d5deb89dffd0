// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/web.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "parley/base/header_field.hpp"

namespace parley::check {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;

/// Beast ends a stream with these functions, and finds them by argument-dependent look-up. They
/// close the connection without waiting.
void beast_close_socket(Stream& stream) {
  stream.close();
}

void teardown(beast::role_type, Stream& stream, error_code& ec) {
  stream.close();
  ec = {};
}

template <class Handler>
void async_teardown(beast::role_type, Stream& stream, Handler&& handler) {
  stream.close();
  boost::asio::post(stream.get_executor(),
                    beast::bind_front_handler(std::forward<Handler>(handler), error_code{}));
}

namespace {

constexpr std::size_t kMostBody = 512 * 1024;
constexpr std::size_t kMostMessage = 1024 * 1024;

std::string web_error_words(error_code ec) {
  if (ec == boost::asio::error::timed_out) return "no answer came in time";
  if (ec == http::error::end_of_stream || ec == boost::asio::error::eof ||
      ec == boost::asio::ssl::error::stream_truncated) {
    return "the connection was closed without an answer";
  }
  if (ec == boost::asio::error::connection_reset) return "the connection was reset";
  return ec.message();
}

/// HTTP/2 begins with a SETTINGS frame, or refuses with GOAWAY, on stream 0 (RFC 9113 sections 3.4,
/// 4.1).
bool looks_like_http2(std::string_view bytes) {
  constexpr std::size_t kHeader = 9;
  if (bytes.size() < kHeader) return false;
  const bool is_known_type = bytes[3] == 4 || bytes[3] == 7;
  return bytes[0] == 0 && is_known_type && bytes.substr(5, 4) == std::string_view("\0\0\0\0", 4);
}

template <class Response>
void read_fields(const Response& response, HttpAnswer& answer) {
  answer.status = response.result_int();
  for (const auto& field : response) {
    std::string name{field.name_string()};
    std::ranges::transform(name, name.begin(), ascii_lower);
    answer.headers[name] = std::string{field.value()};
  }
}

std::string upgrade_error_words(error_code ec) {
  if (ec == websocket::error::no_sec_accept || ec == websocket::error::bad_sec_accept ||
      ec == websocket::error::no_upgrade || ec == websocket::error::no_upgrade_websocket ||
      ec == websocket::error::no_connection || ec == websocket::error::no_connection_upgrade) {
    return "the status is 101, but the response is not that of a WebSocket server: " + ec.message();
  }
  return web_error_words(ec);
}

}  // namespace

std::string HttpAnswer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string{} : found->second;
}

HttpAnswer http_get(Stream& stream, const std::string& authority, const std::string& path,
                    TimePoint deadline) {
  HttpAnswer answer;
  http::request<http::empty_body> request{http::verb::get, path, 11};
  request.set(http::field::host, authority);
  request.set(http::field::user_agent, "parley-check");
  request.set(http::field::connection, "close");
  beast::flat_buffer input;
  http::response_parser<http::string_body> parser;
  parser.body_limit(kMostBody);
  const auto cancel = [&] { stream.close(); };
  error_code ec = stream.loop().await(
      deadline, [&](Done done) { http::async_write(stream, request, done); }, cancel);
  if (!ec) {
    ec = stream.loop().await(
        deadline, [&](Done done) { http::async_read(stream, input, parser, done); }, cancel);
  }
  if (parser.is_header_done()) {
    read_fields(parser.get(), answer);
    answer.body = parser.get().body();
    return answer;
  }
  answer.error = web_error_words(ec);
  answer.is_http2 = looks_like_http2(beast::buffers_to_string(input.data()));
  return answer;
}

class WebSocketClient::State : public std::enable_shared_from_this<State> {
 public:
  explicit State(std::unique_ptr<Stream> stream) : stream_(std::move(stream)), socket_(*stream_) {}

  HttpAnswer open(const Request& request, TimePoint deadline) {
    websocket::response_type response;
    socket_.set_option(websocket::stream_base::decorator([&](websocket::request_type& head) {
      head.set(http::field::user_agent, "parley-check");
      head.set(http::field::origin, request.origin);
    }));
    socket_.read_message_max(kMostMessage);
    socket_.auto_fragment(false);
    const error_code ec = await(deadline, [&](Done done) {
      socket_.async_handshake(response, request.authority, request.path, done);
    });
    HttpAnswer answer;
    const bool has_answer =
        !ec ||
        ec.category() == websocket::make_error_code(websocket::error::upgrade_declined).category();
    if (has_answer) read_fields(response, answer);
    answer.body = response.body();
    if (ec && ec != websocket::error::upgrade_declined) answer.error = upgrade_error_words(ec);
    if (ec == websocket::error::upgrade_declined) answer.error = "the upgrade was declined";
    is_over_ = static_cast<bool>(ec);
    if (!ec) read();
    return answer;
  }

  bool send(const std::string& text, TimePoint deadline) {
    if (is_over_) return false;
    socket_.text(true);
    const error_code ec =
        await(deadline, [&](Done done) { socket_.async_write(boost::asio::buffer(text), done); });
    last_traffic = Clock::now();
    // The read reports how the connection has ended, perhaps with a Close frame that gives the
    // reason.
    if (ec) stream_->loop().run_until(deadline, [this] { return is_over_; });
    return !ec;
  }

  void close(TimePoint deadline) {
    if (!is_over_) {
      await(deadline, [&](Done done) { socket_.async_close(websocket::close_code::normal, done); });
    }
    stream_->close();
    stream_->loop().run_until(deadline, [this] { return is_over_; });
  }

  /// Pending operations keep this object alive, and end at once.
  void abandon() noexcept { stream_->close(); }

  [[nodiscard]] bool is_over() const noexcept { return is_over_; }
  [[nodiscard]] std::uint16_t close_code() const noexcept {
    return is_over_ ? socket_.reason().code : std::uint16_t{0};
  }
  [[nodiscard]] std::string end_words() const {
    if (close_code() == 0) return "without a Close frame";
    const std::string reason = socket_.reason().reason.c_str();
    return "with close code " + std::to_string(close_code()) +
           (reason.empty() ? "" : " (" + reason + ")");
  }

  std::deque<std::string> inbox;
  TimePoint last_traffic = Clock::now();

 private:
  template <class Start>
  error_code await(TimePoint deadline, Start start) {
    return stream_->loop().await(deadline, std::move(start), [this] { stream_->close(); });
  }

  void read() {
    socket_.async_read(input_, [self = shared_from_this()](error_code ec, std::size_t) {
      self->is_over_ = static_cast<bool>(ec);
      if (ec) return;
      self->last_traffic = Clock::now();
      self->inbox.push_back(beast::buffers_to_string(self->input_.data()));
      self->input_.clear();
      self->read();
    });
  }

  std::unique_ptr<Stream> stream_;
  websocket::stream<Stream&, false> socket_;
  beast::flat_buffer input_;
  bool is_over_ = false;
};

WebSocketClient::WebSocketClient(std::unique_ptr<Stream> stream)
    : state_(std::make_shared<State>(std::move(stream))) {}

WebSocketClient::~WebSocketClient() {
  state_->abandon();
}

HttpAnswer WebSocketClient::open(const Request& request, TimePoint deadline) {
  return state_->open(request, deadline);
}

bool WebSocketClient::send(const std::string& text, TimePoint deadline) {
  return state_->send(text, deadline);
}

void WebSocketClient::close(TimePoint deadline) {
  state_->close(deadline);
}

std::deque<std::string>& WebSocketClient::inbox() noexcept {
  return state_->inbox;
}

bool WebSocketClient::is_over() const noexcept {
  return state_->is_over();
}

std::uint16_t WebSocketClient::close_code() const noexcept {
  return state_->close_code();
}

std::string WebSocketClient::end_words() const {
  return state_->end_words();
}

TimePoint WebSocketClient::last_traffic() const noexcept {
  return state_->last_traffic;
}

}  // namespace parley::check
