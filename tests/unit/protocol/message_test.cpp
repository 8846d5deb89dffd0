// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/message.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "parley/protocol/envelope.hpp"
#include "unit/protocol/golden.hpp"

namespace parley::protocol {
namespace {

using test::golden;
using test::text_of;

std::string header(std::size_t size) {
  std::string out;
  append_text_frame_header(out, size);
  return out;
}

std::string bytes(std::initializer_list<int> values) {
  std::string out;
  for (const int value : values) out += static_cast<char>(value);
  return out;
}

/// A message whose payload has exactly `size` bytes.
std::string frame_of_payload(std::size_t size) {
  std::string bare;
  append_frame(bare, {.sender = "s", .receiver = "r", .type = "t", .id = {}, .data = "\"\""});
  const std::string data = '"' + std::string(size - (bare.size() - 2), 'x') + '"';
  std::string out;
  append_frame(out, {.sender = "s", .receiver = "r", .type = "t", .id = {}, .data = data});
  return out;
}

TEST(FrameHeader, HasOneLengthByteUpTo125) {
  EXPECT_EQ(header(0), bytes({0x81, 0}));
  EXPECT_EQ(header(125), bytes({0x81, 125}));
}

TEST(FrameHeader, HasTwoMoreFrom126To65535) {
  EXPECT_EQ(header(126), bytes({0x81, 126, 0, 126}));
  EXPECT_EQ(header(0x1234), bytes({0x81, 126, 0x12, 0x34}));
  EXPECT_EQ(header(65535), bytes({0x81, 126, 0xff, 0xff}));
}

TEST(FrameHeader, HasEightMoreFrom65536) {
  EXPECT_EQ(header(65536), bytes({0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0}));
  EXPECT_EQ(header(0x12345678), bytes({0x81, 127, 0, 0, 0, 0, 0x12, 0x34, 0x56, 0x78}));
}

TEST(Frame, CountsItsPayloadExactly) {
  for (const std::size_t size : {124U, 125U, 126U, 127U, 65535U, 65536U}) {
    const std::string frame = frame_of_payload(size);
    const std::string expected = header(size);
    EXPECT_EQ(frame.substr(0, expected.size()), expected) << size;
    EXPECT_EQ(frame.size(), expected.size() + size);
    EXPECT_TRUE(is_json_value(frame.substr(expected.size()))) << size;
  }
}

TEST(Frame, IsTakenApartAgain) {
  for (const std::size_t size : {60U, 125U, 126U, 127U, 65535U, 65536U, 70000U}) {
    const std::string frame = frame_of_payload(size);
    EXPECT_EQ(frame_size(frame), frame.size()) << size;
    EXPECT_EQ(frame_size(frame + frame), frame.size()) << size;
    EXPECT_EQ(frame_payload(frame), std::string_view{frame}.substr(frame.size() - size)) << size;
    EXPECT_EQ(frame_sender(frame), "s") << size;
  }
}

TEST(Frame, TellsTheServerAsItsSender) {
  std::string frame;
  append_frame(frame,
               {.sender = "ground control", .receiver = "r", .type = "t", .id = {}, .data = {}});
  EXPECT_EQ(frame_sender(frame), "ground control");
}

TEST(Frame, IsTheGoldenText) {
  const auto cases = golden("server.json").at("messages");
  for (const auto& c : cases) {
    const auto& parts = c.at("parts");
    const std::string sender = text_of(parts, "sender");
    const std::string receiver = text_of(parts, "receiver");
    const std::string type = text_of(parts, "type");
    const std::string id = text_of(parts, "id");
    const std::string data = text_of(parts, "data");
    std::string frame;
    append_frame(frame,
                 {.sender = sender, .receiver = receiver, .type = type, .id = id, .data = data});
    const std::string payload = text_of(c, "payload");
    EXPECT_EQ(frame, header(payload.size()) + payload) << text_of(c, "name");
  }
}

TEST(Frame, IsAppendedBehindWhatIsThere) {
  std::string out = "before";
  append_frame(out, {.sender = "s", .receiver = "r", .type = "t", .id = {}, .data = {}});
  const std::string payload = R"({"sender":"s","receiver":"r","type":"t"})";
  EXPECT_EQ(out, "before" + header(payload.size()) + payload);
}

TEST(RoomInfo, IsTheGoldenText) {
  const auto cases = golden("server.json").at("room_info");
  for (const auto& c : cases) {
    std::vector<std::string> strings;
    for (const auto& client : c.at("clients")) {
      strings.push_back(text_of(client, "id"));
      strings.push_back(text_of(client, "username"));
    }
    std::vector<ClientInfo> clients;
    for (std::size_t i = 0; i < strings.size(); i += 2) {
      clients.push_back({strings[i], strings[i + 1]});
    }
    std::string data;
    append_room_info(data, text_of(c, "room_id"), clients);
    EXPECT_EQ(data, text_of(c, "data")) << text_of(c, "name");
  }
}

TEST(ErrorData, IsTheGoldenText) {
  const auto cases = golden("server.json").at("errors");
  for (const auto& c : cases) {
    const std::string name = text_of(c, "code");
    const auto info = std::ranges::find(error_table(), name, &ErrorInfo::name);
    ASSERT_NE(info, error_table().end()) << name;
    std::string data;
    append_error(data, info->code, text_of(c, "message"), text_of(c, "type"),
                 text_of(c, "receiver"));
    EXPECT_EQ(data, text_of(c, "data")) << text_of(c, "name");
  }
}

TEST(JsonString, EscapesWhatJsonForbidsAndNothingElse) {
  EXPECT_EQ(json_string(""), "\"\"");
  EXPECT_EQ(json_string("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(json_string(std::string_view{"\0\x1f\x7f\xc3\xa9", 5}),
            std::string{"\"\\u0000\\u001f\x7f\xc3\xa9\""});
}

}  // namespace
}  // namespace parley::protocol
