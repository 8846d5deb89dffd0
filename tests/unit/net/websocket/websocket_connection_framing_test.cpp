// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// RFC 6455 sections 5 to 8 against a server that batches its output: what is legal works, however
// it is cut up, and what is illegal is closed with the right code and costs nobody else anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using testing::IsEmpty;

constexpr FrameOptions kFirst{.final = false};

class Framing : public testing::Test {
 protected:
  void SetUp() override { (void)ids_in_room(bystander_); }

  void expect_pong(const json& data) { EXPECT_EQ(a_.ws.read().at("data"), data); }

  /// The offender is closed without a `bye`, and the bystander's service is not disturbed.
  void expect_ending(std::uint16_t code, std::string_view what) {
    const Ending ending = a_.ws.read_ending();
    EXPECT_EQ(ending.code, code) << what;
    EXPECT_THAT(ending.before, IsEmpty()) << what;
    EXPECT_EQ(wait_for_room_of(bystander_, 1).at("data").at("clients"), listed({{bystander_.id}}));
    a_ = join(server_.endpoint(), "tea");
  }

  MemoryServer server_{{.chat = {.messages = {100, 100'000}, .bytes = {256.0 * 1024, 100e6}}}};
  Member bystander_ = join(server_.endpoint(), "tea");
  Member a_ = join(server_.endpoint(), "tea");
};

TEST_F(Framing, AMessageMayComeInFragments) {
  const std::string text = R"({"type":"ping","data":"é😀"})";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    a_.ws.send_frame(Opcode::Text, text.substr(0, cut), kFirst);
    a_.ws.send_frame(Opcode::Continuation, text.substr(cut));
    expect_pong("é😀");
  }
  a_.ws.send_frame(Opcode::Text, {}, kFirst);
  for (const char c : text) a_.ws.send_frame(Opcode::Continuation, std::string(1, c), kFirst);
  a_.ws.send_frame(Opcode::Continuation, {});
  expect_pong("é😀");
}

TEST_F(Framing, ControlFramesBetweenFragmentsAreAnsweredAtOnce) {
  a_.ws.send_frame(Opcode::Text, R"({"type":"ping",)", kFirst);
  a_.ws.send_frame(Opcode::Ping, "one");
  EXPECT_EQ(a_.ws.read_frame().payload, "one");
  a_.ws.send_frame(Opcode::Pong, "unasked");
  a_.ws.send_frame(Opcode::Continuation, R"("data":)", kFirst);
  a_.ws.send_frame(Opcode::Ping, "two");
  const Frame pong = a_.ws.read_frame();
  EXPECT_EQ(pong.opcode, Opcode::Pong);
  EXPECT_EQ(pong.payload, "two");
  a_.ws.send_frame(Opcode::Continuation, "7}");
  expect_pong(7);
}

TEST_F(Framing, APongRepeatsThePayloadOfItsPing) {
  for (const std::string& payload :
       {std::string{}, std::string("x"), std::string(125, 'p'), std::string("\0\xff\x80", 3)}) {
    a_.ws.send_frame(Opcode::Ping, payload);
    const Frame pong = a_.ws.read_frame();
    EXPECT_EQ(pong.opcode, Opcode::Pong);
    EXPECT_EQ(pong.payload, payload);
  }
}

TEST_F(Framing, PongsNeverLandInsideAMessage) {
  // Output is batched and pongs share the buffer with messages: the strict reader would stumble.
  const std::string relayed =
      json{{"type", "x"}, {"receiver", a_.id}, {"data", std::string(3000, 'd')}}.dump();
  constexpr int kRounds = 200;
  std::string mixed;
  for (int i = 0; i < kRounds; ++i) {
    mixed += encode_frame(Opcode::Text, relayed) + encode_frame(Opcode::Ping, std::to_string(i));
  }
  a_.ws.send_raw(mixed);
  int texts = 0;
  int pongs = 0;
  std::string last_pong;
  while (texts < kRounds || last_pong != std::to_string(kRounds - 1)) {
    const Frame frame = a_.ws.read_frame();
    ASSERT_TRUE(frame.opcode == Opcode::Text || frame.opcode == Opcode::Pong);
    if (frame.opcode == Opcode::Text) {
      ASSERT_EQ(json::parse(frame.payload).at("sender"), a_.id);
      ++texts;
    } else {
      ++pongs;
      last_pong = frame.payload;
    }
  }
  EXPECT_EQ(texts, kRounds);
  EXPECT_LE(pongs, kRounds);  // RFC 6455 section 5.5.3: only the latest ping needs one
}

TEST_F(Framing, ByteByByteIsAsGoodAsAtOnce) {
  Socket socket = server_.connect();
  for (const char c : http_request("GET", "/room/slow/ws", upgrade_headers())) {
    socket.send(std::string_view(&c, 1));
  }
  HttpClient http(std::move(socket));
  ASSERT_EQ(http.read_response().status, 101);
  auto [stream, input] = http.release();
  const std::string frames = encode_frame(Opcode::Ping, "p") +
                             encode_frame(Opcode::Text, R"({"type":)", kFirst) +
                             encode_frame(Opcode::Continuation, R"("ping","data":"é"})") +
                             encode_frame(Opcode::Close, close_payload(1000));
  for (const char c : frames) stream.send(std::string_view(&c, 1));
  input += stream.read_to_end();
  std::vector<Opcode> seen;
  while (auto frame = take_server_frame(input)) seen.push_back(frame->opcode);
  EXPECT_THAT(input, IsEmpty());
  // The greeting, the pong frame, the pong message, the Close.
  EXPECT_THAT(seen, testing::ElementsAre(Opcode::Text, Opcode::Pong, Opcode::Text, Opcode::Close));
}

TEST_F(Framing, ManyFramesInOneWrite) {
  std::string frames;
  for (int i = 0; i < 300; ++i) {
    frames += encode_frame(Opcode::Text, json{{"type", "ping"}, {"data", i}}.dump());
  }
  a_.ws.send_raw(frames);
  for (int i = 0; i < 300; ++i) expect_pong(i);
}

TEST_F(Framing, WholeMessagesOfAllLengthForms) {
  for (const std::size_t size : {1U, 100U, 125U, 126U, 127U, 5000U, 65'000U}) {
    const std::string data(size, 'd');
    a_.ws.send_json({{"type", "ping"}, {"data", data}});
    expect_pong(data);
  }
}

TEST_F(Framing, ReservedBitsAre1002) {
  for (const std::uint8_t bits : std::vector<std::uint8_t>{1, 2, 4, 7}) {
    a_.ws.send_frame(Opcode::Text, R"({"type":"ping"})", {.reserved = bits});
    expect_ending(1002, "RSV " + std::to_string(bits));
    a_.ws.send_frame(Opcode::Ping, "x", {.reserved = bits});
    expect_ending(1002, "ping with RSV " + std::to_string(bits));
  }
}

TEST_F(Framing, ReservedOpcodesAre1002) {
  for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    a_.ws.send_frame(static_cast<Opcode>(opcode), "x");
    expect_ending(1002, "opcode " + std::to_string(opcode));
  }
}

TEST_F(Framing, UnmaskedFramesAre1002) {
  for (const Opcode opcode : {Opcode::Text, Opcode::Ping, Opcode::Close, Opcode::Binary}) {
    a_.ws.send_frame(opcode, opcode == Opcode::Close ? close_payload(1000) : "{}",
                     {.masked = false});
    expect_ending(1002, "unmasked");
  }
}

TEST_F(Framing, IllegalControlFramesAre1002) {
  for (const Opcode opcode : {Opcode::Ping, Opcode::Pong, Opcode::Close}) {
    a_.ws.send_frame(opcode, "xx", {.final = false});
    expect_ending(1002, "fragmented");
    a_.ws.send_frame(opcode, std::string(126, 'x'));
    expect_ending(1002, "too long");
  }
}

TEST_F(Framing, FragmentsOutOfPlaceAre1002) {
  a_.ws.send_frame(Opcode::Continuation, "x");
  expect_ending(1002, "continuation of nothing");
  a_.ws.send_frame(Opcode::Continuation, "x", kFirst);
  expect_ending(1002, "unfinished continuation of nothing");
  a_.ws.send_raw(encode_frame(Opcode::Text, "{", kFirst) + encode_frame(Opcode::Text, "}"));
  expect_ending(1002, "a message within a message");
}

TEST_F(Framing, LengthsWrittenTooLongAre1002) {
  a_.ws.send_frame(Opcode::Text, "{}", {.length_bytes = 2});
  expect_ending(1002, "2 as 16 bits");
  a_.ws.send_frame(Opcode::Text, std::string(300, ' '), {.length_bytes = 8});
  expect_ending(1002, "300 as 64 bits");
}

TEST_F(Framing, BinaryIs1003) {
  a_.ws.send_frame(Opcode::Binary, R"({"type":"ping"})");
  expect_ending(1003, "binary");
  a_.ws.send_frame(Opcode::Binary, {});
  expect_ending(1003, "empty binary");
  a_.ws.send_raw(encode_frame(Opcode::Binary, "a", kFirst) +
                 encode_frame(Opcode::Continuation, "b"));
  expect_ending(1003, "binary in fragments");
}

TEST_F(Framing, InvalidUtf8Is1007) {
  for (const std::string text :
       {"\x80", "\xc0\x80", "\xc3", "\xc3(", "\xe0\x80\x80", "\xed\xa0\x80", "\xe2\x82",
        "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff",
        "{\"type\":\"ping\",\"data\":\"\xfe\"}"}) {
    a_.ws.send_frame(Opcode::Text, text);
    expect_ending(1007, testing::PrintToString(text));
  }
}

TEST_F(Framing, InvalidUtf8AcrossFragmentsIs1007) {
  a_.ws.send_raw(encode_frame(Opcode::Text, "\"\xc3", kFirst) +
                 encode_frame(Opcode::Continuation, "(\""));
  expect_ending(1007, "broken by the second fragment");
  a_.ws.send_raw(encode_frame(Opcode::Text, "\"\xe2", kFirst) + encode_frame(Opcode::Ping, {}) +
                 encode_frame(Opcode::Continuation, "\x82\xac\xff"));
  Frame pong = a_.ws.read_frame();
  EXPECT_EQ(pong.opcode, Opcode::Pong);
  expect_ending(1007, "with a ping between");
}

TEST_F(Framing, AnEmptyLastFragmentDoesNotHideAHalfCodePoint) {
  a_.ws.send_raw(encode_frame(Opcode::Text, "\"\xe2\x82", kFirst) +
                 encode_frame(Opcode::Continuation, {}));
  expect_ending(1007, "half a code point at the end");
}

}  // namespace
}  // namespace parley::test
