// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Feeds arbitrary bytes to a whole session over the in-memory transport: HTTP, the upgrade,
// WebSocket frames, envelopes. A second, well-behaved member of the same room must not notice.
//
// The first byte of the input chooses how it is delivered: bit 0, behind a valid upgrade or from
// the first byte of HTTP on; bit 1, as client frames made from the input or as raw bytes; bit 6,
// if it is clear, both speak parley.v1; bit 7, if it is clear, too, the input comes in halves, the
// second one over another connection that resumes the session; the others, in chunks of which size.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>

#include "parley/chat/chat_manager.hpp"
#include "parley/net/server.hpp"
#include "support/fake_event_log.hpp"
#include "support/fake_ids.hpp"
#include "support/fake_scheduler.hpp"
#include "support/memory/memory_transport.hpp"

namespace {

using namespace parley;

constexpr std::string_view kUpgrade =
    "GET /room/fuzz/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n\r\n";

struct Mode {
  explicit Mode(std::uint8_t byte)
      : is_upgraded((byte & 1) != 0),
        is_framed((byte & 2) != 0),
        is_v1((byte & 0x40) == 0),
        is_resumed((byte & 0xc0) == 0),
        chunk(1 + (byte >> 2 & 0xfU)) {}

  bool is_upgraded;
  bool is_framed;
  bool is_v1;
  bool is_resumed;
  std::size_t chunk;
};

/// `query` goes behind the room's path.
std::string upgrade(bool is_v1, std::string_view query = {}) {
  std::string request{kUpgrade};
  request.insert(request.find(" HTTP/"), query);
  if (is_v1) request.insert(request.size() - 2, "Sec-WebSocket-Protocol: parley.v1\r\n");
  return request;
}

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

  void say(boost::asio::io_context& io, std::string_view bytes) const {
    pipe->to_server += bytes;
    pipe->pump();
    io.poll();
  }

  void finish(boost::asio::io_context& io) const {
    pipe->is_finished = true;
    say(io, {});
  }
};

/// A connection that says all of `input`, and could say more.
Member play(net::Server& server, boost::asio::io_context& io, const Mode& mode,
            std::string_view query, std::string_view input) {
  Member stranger(server, io);
  if (mode.is_upgraded) stranger.say(io, upgrade(mode.is_v1, query));
  stranger.pipe->chunk = mode.chunk;
  stranger.say(io, mode.is_framed ? as_frames(input) : std::string{input});
  return stranger;
}

/// The witness has the first token and the stranger the second one; the count is anybody's guess.
std::string resume_query(std::string_view input) {
  return "?resume=token-2&received=" + std::to_string(input.size() % 4);
}

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Mode mode{data[0]};
  const std::string_view input{reinterpret_cast<const char*>(data) + 1, size - 1};

  boost::asio::io_context io{1};
  test::FakeScheduler scheduler;
  test::FakeEventLog log;
  chat::ChatManager chat({}, scheduler,
                         {.new_id = test::counting_ids(),
                          .ice_servers = [](const auto&) { return chat::IceServerList{"[]"}; },
                          .tokens = test::counting_tokens()},
                         log);
  {
    net::Server server(io, scheduler, chat, {}, "/nonexistent", log);

    Member bystander(server, io);
    bystander.say(io, upgrade(/*is_v1=*/false));
    std::optional<Member> witness;  // whose token is no secret here, so that it may be taken over
    if (mode.is_v1) witness.emplace(server, io).say(io, upgrade(/*is_v1=*/true));
    const std::size_t before = chat.client_count();
    require(before == (mode.is_v1 ? 2 : 1));

    const std::size_t half = mode.is_resumed ? input.size() / 2 : input.size();
    const Member stranger = play(server, io, mode, {}, input.substr(0, half));
    if (mode.is_resumed) {
      if (input.size() % 8 < 4) stranger.finish(io);  // otherwise it is taken over
      play(server, io, mode, resume_query(input), input.substr(half)).finish(io);
    }
    stranger.finish(io);
    // Whatever seat is kept: nobody comes back to it. The members show meanwhile that they are
    // alive.
    for (int i = 0; i < 12; ++i) {
      scheduler.advance(std::chrono::seconds{5});
      io.poll();
      bystander.say(io, text_frame(R"({"type":"pong"})"));
      if (witness) witness->say(io, text_frame(R"({"type":"pong"})"));
    }

    // Whatever it was, the other one is still served, and nobody else is left in the room.
    bystander.pipe->from_server.clear();
    bystander.say(io, text_frame(R"({"type":"ping","data":"still here"})"));
    require(bystander.pipe->from_server.find("still here") != std::string::npos);
    require(chat.client_count() == before || (mode.is_v1 && chat.client_count() == 1));
    require(server.counters().exceptions == 0);
    server.abort();
    io.poll();
    require(server.connection_count() == 0);
  }
  return 0;
}
