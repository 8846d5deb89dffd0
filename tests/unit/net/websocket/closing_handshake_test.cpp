// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// RFC 6455 section 7, and messages that are too big: who says what last, and that it arrives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory/memory_server.hpp"
#include "support/messages.hpp"
#include "support/v1_client.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;
using testing::AnyOf;
using testing::IsEmpty;

constexpr std::size_t kMessageBytes = 65'536;

class Closing : public testing::Test {
 protected:
  Member join_tea() { return join(server_.endpoint(), "tea"); }

  /// A `ping` message of exactly that many bytes.
  static std::string ping_of(std::size_t bytes) {
    const std::string begin = R"({"type":"ping","data":")";
    const std::string end = "\"}";
    return begin + std::string(bytes - begin.size() - end.size(), 'd') + end;
  }

  MemoryServer server_{{.chat = {.messages = {100, 100'000}, .bytes = {256.0 * 1024, 100e6}}}};
};

TEST_F(Closing, TheClientsCodeIsRepeated) {
  for (const std::uint16_t code : std::vector<std::uint16_t>{
           1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}) {
    Member a = join_tea();
    EXPECT_EQ(a.ws.close(code).code, code);
  }
}

TEST_F(Closing, AnEmptyCloseIsAnsweredByOne) {
  Member a = join_tea();
  a.ws.send_frame(Opcode::Close, {});
  EXPECT_THAT(a.ws.read_ending().code, AnyOf(1005, 1000));
}

TEST_F(Closing, AReasonMayHave123Bytes) {
  Member a = join_tea();
  a.ws.send_frame(Opcode::Close, close_payload(1000, std::string(123, 'r')));
  EXPECT_EQ(a.ws.read_ending().code, 1000);
}

TEST_F(Closing, InvalidCodesAre1002) {
  for (const std::uint16_t code :
       std::vector<std::uint16_t>{0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999}) {
    Member a = join_tea();
    a.ws.send_frame(Opcode::Close, close_payload(code));
    EXPECT_EQ(a.ws.read_ending().code, 1002) << code;
  }
}

TEST_F(Closing, HalfACodeIs1002) {
  Member a = join_tea();
  a.ws.send_frame(Opcode::Close, "\x03");
  EXPECT_EQ(a.ws.read_ending().code, 1002);
}

TEST_F(Closing, AReasonThatIsNotUtf8Is1007) {
  Member a = join_tea();
  a.ws.send_frame(Opcode::Close, close_payload(1000, "\xff"));
  EXPECT_THAT(a.ws.read_ending().code, AnyOf(1007, 1002));
}

TEST_F(Closing, NothingBehindTheClientsCloseIsLookedAt) {
  Member a = join_tea();
  Member b = join_tea();
  (void)ids_in_room(b);
  a.ws.send_raw(encode_frame(Opcode::Close, close_payload(1000)) +
                encode_frame(Opcode::Text, R"({"type":"text"})") + "not even a frame");
  const Ending ending = a.ws.read_ending();
  EXPECT_EQ(ending.code, 1000);
  EXPECT_THAT(ending.before, IsEmpty());
  EXPECT_EQ(b.ws.read(), room_info_broadcast("tea", {{b.id}}));
}

TEST_F(Closing, ACloseWhileMessagesAreOnTheirWay) {
  Member sender = join_tea();
  Member leaver = join_tea();
  const std::string frame = encode_frame(
      Opcode::Text,
      json{{"type", "x"}, {"receiver", leaver.id}, {"data", std::string(2000, 'd')}}.dump());
  std::string flood;
  for (int i = 0; i < 100; ++i) flood += frame;
  sender.ws.send_raw(flood);
  leaver.ws.send_frame(Opcode::Close, close_payload(1000));
  // The strict reader checks that the Close stands between two frames and that it is the last.
  EXPECT_EQ(leaver.ws.read_ending().code, 1000);
  for (const json& message : sender.ws.messages_until_now()) {
    EXPECT_THAT(message.at("type"), AnyOf(json("error"), json("room-info")));
  }
}

TEST_F(Closing, TheDaemonsCloseArrivesAlthoughTheClientGoesOnSending) {
  Member a = join_tea();
  std::string rest = encode_frame(Opcode::Text, R"({"type":"bye"})");
  for (int i = 0; i < 200; ++i) rest += encode_frame(Opcode::Text, ping_of(3000));
  (void)a.ws.socket().try_send(rest);
  const Ending ending = a.ws.read_ending();
  EXPECT_EQ(ending.code, 1000);
  ASSERT_EQ(ending.before.size(), 1U);
  EXPECT_EQ(ending.before[0].at("type"), "bye");
}

TEST_F(Closing, AMessageOf64KiBIsTheBiggest) {
  Member a = join_tea();
  a.ws.send(ping_of(kMessageBytes));
  EXPECT_EQ(a.ws.read().at("type"), "pong");
  const std::string text = ping_of(kMessageBytes);
  a.ws.send_frame(Opcode::Text, text.substr(0, 30'000), {.final = false});
  a.ws.send_frame(Opcode::Continuation, text.substr(30'000));
  EXPECT_EQ(a.ws.read().at("type"), "pong");
}

TEST_F(Closing, ABiggerOneIs1009) {
  Member a = join_tea();
  (void)a.ws.socket().try_send(encode_frame(Opcode::Text, ping_of(kMessageBytes + 1)));
  const Ending ending = a.ws.read_ending();
  EXPECT_EQ(ending.code, 1009);
  EXPECT_THAT(ending.before, IsEmpty());
}

TEST_F(Closing, ABiggerOneInFragmentsIs1009) {
  Member a = join_tea();
  const std::string text = ping_of(kMessageBytes + 1);
  a.ws.send_frame(Opcode::Text, text.substr(0, 40'000), {.final = false});
  (void)a.ws.socket().try_send(encode_frame(Opcode::Continuation, text.substr(40'000)));
  EXPECT_EQ(a.ws.read_ending().code, 1009);
  Member b = join_tea();
  const std::string small_part =
      encode_frame(Opcode::Continuation, std::string(1000, ' '), {.final = false});
  std::string endless = encode_frame(Opcode::Text, "[", {.final = false});
  for (int i = 0; i < 70; ++i) endless += small_part;
  (void)b.ws.socket().try_send(endless);
  EXPECT_EQ(b.ws.read_ending().code, 1009);
}

TEST_F(Closing, AnAnnouncedSizeIsEnoughFor1009) {
  for (const std::uint64_t length :
       {std::uint64_t{65'537}, std::uint64_t{1} << 32, (std::uint64_t{1} << 63) - 1}) {
    Member a = join_tea();
    a.ws.send_frame(Opcode::Text, {}, {.declared_length = length});
    EXPECT_EQ(a.ws.read_ending().code, 1009) << length;
  }
  Member a = join_tea();
  a.ws.send_frame(Opcode::Text, {}, {.declared_length = ~std::uint64_t{0}});
  EXPECT_THAT(a.ws.read_ending().code, AnyOf(1002, 1009));
}

TEST(CloseDeadline, CutsAClientThatDoesNotAnswerTheClose) {
  MemoryServer server({.net = {.limits = {.close_deadline = 200ms}}});
  Member a = join(server.endpoint(), "tea");
  a.ws.send(R"({"type":"bye"})");
  EXPECT_EQ(a.ws.read().at("type"), "bye");
  EXPECT_EQ(a.ws.read_frame().opcode, Opcode::Close);
  EXPECT_EQ(a.ws.socket().read_some(), "");
}

TEST(CloseDeadline, CutsAClientThatKeepsTcpOpenAfterItsClose) {
  MemoryServer server({.net = {.limits = {.close_deadline = 200ms}}});
  Member a = join(server.endpoint(), "tea");
  a.ws.send_frame(Opcode::Close, close_payload(1000));
  EXPECT_EQ(a.ws.read_frame().opcode, Opcode::Close);
  EXPECT_EQ(a.ws.socket().read_some(), "");
}

/// How long a connection stays whose session another connection has taken over, if its client does
/// not respond to the Close.
Duration time_of_the_older_connection(Duration close_deadline) {
  MemoryServer server({.net = {.limits = {.close_deadline = close_deadline}}});
  V1Client client(server.endpoint(), "tea");
  const WsClient older = client.release();
  (void)client.resume(server.endpoint());
  const TimePoint begin = server.now();
  while (server.net().connection_count() > 1 && server.now() - begin < 5s) server.advance(1ms);
  return server.now() - begin;
}

TEST(CloseDeadline, OfAConnectionWhoseSessionIsTakenOverIsASecondAtMost) {
  EXPECT_EQ(time_of_the_older_connection(1h), 1s);
  EXPECT_EQ(time_of_the_older_connection(200ms), 200ms);
}

const MemoryServerOptions kNoDeadline{.net = {.limits = {.close_deadline = 1h}}};

TEST(ClosingHandshakeTest, BegunByTheClientItEndsTheServersTcpFirst) {
  MemoryServer server(kNoDeadline);
  Member a = join(server.endpoint(), "tea");
  a.ws.send_frame(Opcode::Close, close_payload(1000));
  EXPECT_EQ(a.ws.read_frame().opcode, Opcode::Close);
  EXPECT_EQ(a.ws.socket().read_some(), "");
  EXPECT_EQ(server.net().connection_count(), 0U);
}

TEST(ClosingHandshakeTest, BegunByTheServerItEndsTheServersTcpFirst) {
  MemoryServer server(kNoDeadline);
  Member a = join(server.endpoint(), "tea");
  a.ws.send(R"({"type":"bye"})");
  EXPECT_EQ(a.ws.read().at("type"), "bye");
  EXPECT_EQ(a.ws.read_frame().opcode, Opcode::Close);
  a.ws.send_frame(Opcode::Close, close_payload(1000));
  EXPECT_EQ(a.ws.socket().read_some(), "");
  EXPECT_EQ(server.net().connection_count(), 0U);
}

}  // namespace
}  // namespace parley::test
