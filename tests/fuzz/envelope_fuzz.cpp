// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Any text that is valid UTF-8: the envelope scan and nlohmann/json must agree on whether it is a
// message, and on what is in it. Everything else must merely not upset a sanitizer.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "envelope_oracle.hpp"
#include "parley/protocol/envelope.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/username.hpp"

namespace parley::fuzz {
namespace {

using protocol::Envelope;
using protocol::ScanError;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "the scan and the oracle disagree: %s\n", what);
  std::abort();
}

bool is_utf8(const std::string& text) {
  try {
    (void)nlohmann::json(text).dump();
    return true;
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

/// The value of JSON text that is a string or an integer, with the digits of the latter.
std::string id_value(std::string_view id) {
  if (id.empty() || id.front() != '"') return std::string{id};
  return nlohmann::json::parse(id).get<std::string>();
}

void check_receiver(const Envelope& envelope, const std::string& expected) {
  if (expected.size() <= Envelope::kReceiverScratch) {
    require(envelope.receiver == expected, "receiver");
    return;
  }
  // Cut off, but by less than one character, and only if it had escapes.
  require(expected.starts_with(envelope.receiver), "receiver cut off");
  require(envelope.receiver.size() + 4 > Envelope::kReceiverScratch, "receiver cut too short");
}

void check_data(std::string_view text, std::string_view data, const Expected& expected) {
  require(data.empty() != expected.has_data, "data present");
  if (data.empty()) return;
  constexpr std::string_view kSpace = " \t\r\n";
  require(data.data() >= text.data() && data.data() + data.size() < text.data() + text.size(),
          "data is a view of the text");
  require(kSpace.find(data.front()) == kSpace.npos && kSpace.find(data.back()) == kSpace.npos,
          "data without the space around it");
  const auto begin = static_cast<std::size_t>(data.data() - text.data());
  const std::size_t before = text.substr(0, begin).find_last_not_of(kSpace);
  const std::size_t after = text.find_first_not_of(kSpace, begin + data.size());
  require(before != text.npos && text[before] == ':', "data begins behind its colon");
  require(after != text.npos && (text[after] == ',' || text[after] == '}'),
          "data ends where it ends");
  require(protocol::is_json_value(data), "data is JSON");
  const auto alone = read(data, "e000");
  require(alone && alone->events == expected.data_events, "data has the value that it had");
}

/// What is relayed must be read by the receiver as what was sent.
void check_relayed(const Envelope& envelope) {
  std::string frame;
  protocol::append_frame(frame, {.sender = "a",
                                 .receiver = "b",
                                 .type = envelope.raw_type,
                                 .id = envelope.id,
                                 .data = envelope.data});
  const std::string payload = frame.substr(frame.find(R"({"sender")"));
  Envelope copy;
  require(protocol::scan_envelope(payload, copy) == ScanError::None, "a relayed message is one");
  require(copy.type == envelope.type && copy.id == envelope.id && copy.data == envelope.data &&
              copy.receiver == "b",
          "a relayed message is the same");
}

void check_error(const Envelope& envelope, ScanError error) {
  std::string data;
  protocol::append_error(data, protocol::ErrorCode::BadMessage, protocol::sentence(error),
                         envelope.type, envelope.receiver);
  require(protocol::is_json_value(data), "the data of an error is JSON");
  require(nlohmann::json::accept(data), "the data of an error is JSON to others");
  require(envelope.id.empty() || protocol::is_json_value(envelope.id), "a repeated id is JSON");
}

void check(std::string_view text) {
  Envelope envelope;
  const ScanError error = protocol::scan_envelope(text, envelope);
  if (!is_utf8(std::string{text})) return;
  check_error(envelope, error);
  const auto expected = judge(text);
  require((error == ScanError::None) == expected.has_value(), "whether it is a message");
  if (!expected) return;
  require(envelope.type == expected->type, "type");
  check_receiver(envelope, expected->receiver);
  require(envelope.id.empty() != expected->has_id, "id present");
  require(id_value(envelope.id) == expected->id || envelope.id == "-0", "id");
  check_data(text, envelope.data, *expected);
  check_relayed(envelope);
  (void)protocol::profile_username(envelope.data);
}

}  // namespace
}  // namespace parley::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A copy of exactly this size on the heap, so that reading behind its end is noticed.
  const std::vector<char> text(data, data + size);
  parley::fuzz::check({text.data(), text.size()});
  return 0;
}
