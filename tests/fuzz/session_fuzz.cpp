// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Feeds arbitrary bytes to a whole session over the in-memory transport: HTTP, the upgrade,
// WebSocket frames, envelopes. A second, well-behaved member of the same room must not notice.
//
// The first byte of the input chooses how it is delivered: bit 0, behind a valid upgrade or from
// the first byte of HTTP on; bit 1, as client frames made from the input or as raw bytes; the
// others, in chunks of which size.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>

#include "parley/chat/chat_manager.hpp"
#include "parley/net/server.hpp"
#include "support/fake_event_log.hpp"
#include "support/fake_ids.hpp"
#include "support/fake_scheduler.hpp"
#include "support/memory_transport.hpp"

namespace {

using namespace parley;

constexpr std::string_view kUpgrade =
    "GET /room/fuzz/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n\r\n";

/// A final text frame, masked with zeros.
std::string text_frame(std::string_view payload) {
  std::string frame{"\x81"};
  if (payload.size() < 126) {
    frame += static_cast<char>(0x80 | payload.size());
  } else {
    frame += static_cast<char>(0x80 | 126);
    frame += static_cast<char>(payload.size() >> 8);
    frame += static_cast<char>(payload.size() & 0xff);
  }
  frame.append(4, '\0');
  frame.append(payload);
  return frame;
}

/// Each line of the input is a message.
std::string as_frames(std::string_view input) {
  std::string frames;
  while (!input.empty()) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    frames += text_frame(input.substr(0, std::min<std::size_t>(end, 0xffff)));
    input.remove_prefix(std::min(end + 1, input.size()));
  }
  return frames;
}

struct Member {
  std::shared_ptr<test::MemoryPipe> pipe = std::make_shared<test::MemoryPipe>();

  Member(net::Server& server, boost::asio::io_context& io) {
    server.serve(std::make_unique<test::MemoryTransport>(io.get_executor(), pipe), std::nullopt);
  }
};

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::uint8_t mode = data[0];
  const std::string_view input{reinterpret_cast<const char*>(data) + 1, size - 1};

  boost::asio::io_context io{1};
  test::FakeScheduler scheduler;
  test::FakeEventLog log;
  chat::ChatManager chat(
      {}, scheduler, test::counting_ids(), [](const auto&) { return "[]"; }, log);
  {
    net::Server server(io, chat, {}, "/nonexistent", log);

    Member bystander(server, io);
    bystander.pipe->to_server = kUpgrade;
    bystander.pipe->pump();
    io.poll();
    require(chat.client_count() == 1);

    Member stranger(server, io);
    stranger.pipe->chunk = 1 + (mode >> 2);
    if ((mode & 1) != 0) {
      stranger.pipe->to_server = kUpgrade;
      stranger.pipe->chunk = std::string_view::npos;
      stranger.pipe->pump();
      io.poll();
      stranger.pipe->chunk = 1 + (mode >> 2);
    }
    stranger.pipe->to_server += (mode & 2) != 0 ? as_frames(input) : std::string{input};
    stranger.pipe->pump();
    io.poll();
    stranger.pipe->is_finished = true;
    stranger.pipe->pump();
    io.poll();

    // Whatever it was, the other one is still served, and nobody else is left in the room.
    bystander.pipe->from_server.clear();
    bystander.pipe->to_server = text_frame(R"({"type":"ping","data":"still here"})");
    bystander.pipe->pump();
    io.poll();
    require(bystander.pipe->from_server.find("still here") != std::string::npos);
    require(chat.client_count() == 1);
    require(server.counters().exceptions == 0);
    server.abort();
    io.poll();
    require(server.session_count() == 0);
  }
  return 0;
}
