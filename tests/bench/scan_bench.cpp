// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What it costs to take a client's message apart, to validate all of it and to write the envelope
// that the receiver gets: with our own scan and with JSON libraries, on the mix of messages that
// sets up a call. Instructions are counted from outside, as the difference of two lengths.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include "message_mix.hpp"
#include "parley/protocol/envelope.hpp"
#include "parley/protocol/message.hpp"

namespace {

namespace ondemand = simdjson::ondemand;
namespace protocol = parley::protocol;

constexpr std::string_view kSender = "0123456789abcdef0123456789abcdef";
constexpr std::string_view kReceiver = "fedcba9876543210fedcba9876543210";

/// Each appends the frame for the receiver. The text is padded as simdjson needs it.
using Relay = void (*)(const simdjson::padded_string& text, std::string& out);

void relay_with_scan(const simdjson::padded_string& text, std::string& out) {
  protocol::Envelope envelope;
  if (protocol::scan_envelope(text, envelope) != protocol::ScanError::None) {
    throw std::runtime_error("refused by the scan");
  }
  protocol::append_frame(out, {.sender = kSender,
                               .receiver = envelope.receiver,
                               .type = envelope.raw_type,
                               .id = envelope.id,
                               .data = envelope.data});
}

/// On-demand parsing does not look at what is skipped, so every value is visited. REQUIRES: no
/// deeper than the messages here; a server would have to count.
void visit(ondemand::value value) {
  switch (value.type()) {
    case ondemand::json_type::object:
      for (auto field : value.get_object()) {
        (void)field.unescaped_key().value();
        visit(field.value());
      }
      return;
    case ondemand::json_type::array:
      for (auto element : value.get_array()) visit(element.value());
      return;
    case ondemand::json_type::string:
      (void)value.get_string().value();
      return;
    case ondemand::json_type::number:
      (void)value.get_number().value();
      return;
    case ondemand::json_type::boolean:
      (void)value.get_bool().value();
      return;
    case ondemand::json_type::null:
      if (!value.is_null()) throw std::runtime_error("not null");
  }
}

void relay_with_ondemand(const simdjson::padded_string& text, std::string& out) {
  static ondemand::parser parser;
  ondemand::document document = parser.iterate(text);
  protocol::Message message{.sender = kSender};
  for (auto field : document.get_object()) {
    const std::string_view key = field.unescaped_key();
    if (key == "type") {
      message.type = field.value().get_string();
    } else if (key == "receiver") {
      message.receiver = field.value().get_string();
    } else if (key == "data") {
      ondemand::object data = field.value().get_object();
      message.data = data.raw_json();
      data.reset();
      for (auto inner : data) {
        (void)inner.unescaped_key().value();
        visit(inner.value());
      }
    } else {
      visit(field.value());
    }
  }
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
    throw std::runtime_error("something behind the object");
  }
  protocol::append_frame(out, message);
}

void relay_with_dom(const simdjson::padded_string& text, std::string& out) {
  static simdjson::dom::parser parser;
  const simdjson::dom::element document = parser.parse(text);
  const std::string data = simdjson::minify(document["data"].value());
  protocol::append_frame(out, {.sender = kSender,
                               .receiver = document["receiver"].get_string().value(),
                               .type = document["type"].get_string().value(),
                               .data = data});
}

void relay_with_nlohmann(const simdjson::padded_string& text, std::string& out) {
  nlohmann::json message = nlohmann::json::parse(std::string_view(text));
  message["sender"] = kSender;
  const std::string payload = message.dump();
  protocol::append_text_frame_header(out, payload.size());
  out.append(payload);
}

/// Neither parses nor validates: the floor.
void copy_only(const simdjson::padded_string& text, std::string& out) {
  protocol::append_text_frame_header(out, text.size());
  out.append(text.data(), text.size());
}

double run(Relay relay, const std::vector<simdjson::padded_string>& messages, std::size_t count) {
  std::string out;
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < count; ++i) {
    out.clear();
    relay(messages[i % messages.size()], out);
    if (out.size() < parley::bench::kCandidateBytes) throw std::runtime_error("too short");
  }
  const std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - begin;
  return passed.count() / static_cast<double>(count);
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string_view, Relay> relays{{"scan", relay_with_scan},
                                                 {"ondemand", relay_with_ondemand},
                                                 {"dom", relay_with_dom},
                                                 {"nlohmann", relay_with_nlohmann},
                                                 {"copy", copy_only}};
  const auto relay = relays.find(argc == 3 ? argv[1] : "");
  if (relay == relays.end()) {
    std::cerr << "usage: parley_scan_bench scan|ondemand|dom|nlohmann|copy COUNT\n";
    return 64;
  }
  std::vector<simdjson::padded_string> messages;
  for (std::uint32_t i = 0; i < parley::bench::kCycle; ++i) {
    messages.emplace_back(parley::bench::mix_message(i, kReceiver));
  }
  try {
    std::cout << run(relay->second, messages, std::strtoul(argv[2], nullptr, 10)) << '\n';
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
