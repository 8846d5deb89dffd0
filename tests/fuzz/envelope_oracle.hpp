// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "parley/protocol/envelope.hpp"

namespace parley::fuzz {

/// A JSON library that knows nothing of ours refuses some texts that the envelope may carry, and
/// accepts some that are none. Both are settled here, before it reads the text: a lone surrogate
/// escape becomes the escape `stand_in` (four hexadecimal digits), exponents become zeros and runs
/// of digits are cut to 300, so that every number is in range. What is no JSON stays none.
inline std::string tamed(std::string_view text, std::string_view stand_in) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto unit = [&](std::size_t i) -> std::optional<unsigned> {
    if (i + 6 > text.size() || text[i] != '\\' || text[i + 1] != 'u') return std::nullopt;
    const std::string digits{text.substr(i + 2, 4)};
    if (digits.find_first_not_of("0123456789abcdefABCDEF") != digits.npos) return std::nullopt;
    return static_cast<unsigned>(std::stoul(digits, nullptr, 16));
  };
  std::string out;
  bool in_string = false;
  bool in_exponent = false;
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      const unsigned first = unit(i).value_or(0) & 0xfc00;
      if (first == 0xd800 && (unit(i + 6).value_or(0) & 0xfc00) == 0xdc00) {
        out.append(text.substr(i, 12));
        i += 11;
      } else if (first == 0xd800 || first == 0xdc00) {
        out.append("\\u").append(stand_in);
        i += 5;
      } else {
        out.append(text.substr(i, 2));
        i += 1;
      }
      continue;
    }
    if (c == '"') in_string = !in_string;
    const bool digit = !in_string && is_digit(c);
    run = digit ? run + 1 : 0;
    const bool sign = (c == '+' || c == '-') && in_exponent && !is_digit(text[i - 1]);
    const bool begins = !in_string && (c == 'e' || c == 'E') && i > 0 && is_digit(text[i - 1]);
    in_exponent = begins || (in_exponent && (digit || sign));
    if (run <= 300) out += digit && in_exponent ? '0' : c;
  }
  return out;
}

/// What happens while nlohmann/json reads a text: enough of it to know the envelope's members, and
/// to tell whether two texts have the same value.
class EventLog {
 public:
  struct Member {
    std::string events;  ///< of the whole value
    std::string text;    ///< of a string or number
    char kind = 0;       ///< s string, i integer, n null, o anything else
  };

  std::map<std::string, std::vector<Member>> members;  ///< of the outermost object
  std::string events;
  bool is_object = false;
  std::size_t depth = 0;

  bool null() { return value('n', "null", ""); }
  bool boolean(bool b) { return value('o', b ? "true" : "false", ""); }
  bool number_integer(std::int64_t n) { return value('i', "int", std::to_string(n)); }
  bool number_unsigned(std::uint64_t n) { return value('i', "int", std::to_string(n)); }
  bool number_float(double, const std::string& raw) {
    return value(raw.find_first_of(".eE") == raw.npos ? 'i' : 'o', "float", raw);
  }
  bool string(std::string& s) { return value('s', "string", s); }
  bool binary(nlohmann::json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open('{'); }
  bool start_array(std::size_t) { return open('['); }
  bool end_object() { return close('}'); }
  bool end_array() { return close(']'); }
  bool key(std::string& name) {
    const bool is_nested = depth > 1;
    if (is_nested) return note("key:" + name);
    events += "key:" + name + '\n';
    current_ = name;
    members[name].emplace_back();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) {
    return false;
  }

 private:
  [[nodiscard]] Member* member() {
    return is_object && depth >= 1 && !members.empty() ? &members[current_].back() : nullptr;
  }
  bool note(const std::string& event) {
    events += event + '\n';
    if (Member* m = member()) m->events += event + '\n';
    return true;
  }
  bool value(char kind, const std::string& name, const std::string& text) {
    if (Member* m = member(); m != nullptr && depth == 1) m->kind = kind, m->text = text;
    return note(name + ':' + text);
  }
  bool open(char bracket) {
    if (depth == 0) is_object = bracket == '{';
    if (Member* m = member(); m != nullptr && depth == 1) m->kind = 'o';
    (void)note({bracket});
    return ++depth <= protocol::kMaxDepth;
  }
  bool close(char bracket) { return --depth, note({bracket}); }

  std::string current_;
};

/// Reads `text` as JSON; nothing if it is none or too deep. nlohmann/json skips a byte order mark
/// and takes a null character for the end, which RFC 8259 allows to refuse: we do.
inline std::optional<EventLog> read(std::string_view text, std::string_view stand_in) {
  if (text.starts_with("\xef\xbb\xbf") || text.find('\0') != text.npos) return std::nullopt;
  EventLog log;
  const std::string plain = tamed(text, stand_in);
  if (!nlohmann::json::sax_parse(plain, &log)) return std::nullopt;
  return log;
}

/// The envelope as the oracle sees it.
struct Expected {
  std::string type;
  std::string receiver;
  std::string id;  ///< the value of a string, the digits of an integer
  std::string data_events;
  bool has_id = false;
  bool has_data = false;
};

/// The rules of docs/protocol.md, "Envelope", on top of the JSON library; nothing for a
/// `bad-message`.
inline std::optional<Expected> judge(std::string_view text) {
  const auto one = read(text, "e000");
  const auto two = read(text, "e001");  // differs from `one` where a lone surrogate is
  if (!one || !two || !one->is_object) return std::nullopt;
  const auto find = [](const EventLog& log, const char* name) -> const EventLog::Member* {
    const auto found = log.members.find(name);
    return found == log.members.end() ? nullptr : &found->second.front();
  };
  for (const char* name : {"sender", "receiver", "type", "id", "data"}) {
    const auto found = one->members.find(name);
    if (found != one->members.end() && found->second.size() > 1) return std::nullopt;
  }
  for (const char* name : {"type", "receiver", "id"}) {
    if (find(*one, name) && find(*one, name)->text != find(*two, name)->text) return std::nullopt;
  }
  Expected expected;
  const EventLog::Member* const type = find(*one, "type");
  if (!type || type->kind != 's' || type->text.empty()) return std::nullopt;
  if (type->text.size() > protocol::kMaxTypeBytes) return std::nullopt;
  expected.type = type->text;
  if (const auto* receiver = find(*one, "receiver"); receiver && receiver->kind != 'n') {
    if (receiver->kind != 's') return std::nullopt;
    expected.receiver = receiver->text;
  }
  if (const auto* id = find(*one, "id"); id && id->kind != 'n') {
    if (id->kind != 's' && id->kind != 'i') return std::nullopt;
    if (id->text.size() > protocol::kMaxIdBytes) return std::nullopt;
    expected.has_id = true;
    expected.id = id->text;
  }
  if (const auto* data = find(*one, "data")) {
    expected.has_data = true;
    expected.data_events = data->events;
  }
  return expected;
}

}  // namespace parley::fuzz
