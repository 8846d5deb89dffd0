// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/admission/forwarded_reader.hpp"

#include <algorithm>

#include "parley/base/header_field.hpp"

namespace parley::net {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_escaped(std::string_view text, std::size_t at) {
  std::size_t backslashes = 0;
  while (backslashes < at && text[at - backslashes - 1] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

/// The start of the quoted string that ends at `close`; kNone if it has no start.
std::size_t opening_quote(std::string_view text, std::size_t close) {
  for (std::size_t at = close; at-- > 0;) {
    if (text[at] == '"' && !is_escaped(text, at)) return at;
  }
  return kNone;
}

/// Removes the last `separator` outside quotes, and the text after it, from `text`. Returns that
/// text; nothing if a quotation mark has no partner.
std::optional<std::string_view> take_last(std::string_view& text, char separator) {
  std::size_t at = text.size();
  while (at > 0 && text[at - 1] != separator) {
    --at;
    if (text[at] != '"') continue;
    at = opening_quote(text, at);
    if (at == kNone) return std::nullopt;
  }
  const std::string_view last = trim(text.substr(at));
  text = text.substr(0, at == 0 ? 0 : at - 1);
  return last;
}

bool is_token_character(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kOthers.find(c) != kNone;
}

/// A token, or a quoted string without its quotes (RFC 9110 sections 5.6.2 and 5.6.4). Proxies
/// write addresses with a port without the quotes that they need, so ':', '[' and ']' pass, too.
std::optional<std::string> read_value(std::string_view text) {
  if (text.size() < 2 || text.front() != '"') {
    const bool is_plain = std::ranges::all_of(
        text, [](char c) { return is_token_character(c) || c == ':' || c == '[' || c == ']'; });
    return is_plain && !text.empty() ? std::optional{std::string{text}} : std::nullopt;
  }
  const std::size_t close = text.size() - 1;
  if (opening_quote(text, close) != 0 || is_escaped(text, close)) return std::nullopt;
  std::string value;
  for (std::size_t at = 1; at < close; ++at) {
    if (text[at] == '\\') ++at;
    value += text[at];
  }
  return value;
}

std::string* member_named(ForwardedElement& element, std::string_view name) {
  if (equals_ignoring_case(name, "for")) return &element.node;
  if (equals_ignoring_case(name, "host")) return &element.host;
  return nullptr;
}

/// forwarded-pair. Each parameter may occur once (RFC 7239 section 4).
bool read_pair(std::string_view pair, ForwardedElement& element) {
  const std::size_t equals = pair.find('=');
  if (equals == kNone || equals == 0) return false;
  const std::string_view name = pair.substr(0, equals);
  if (!std::ranges::all_of(name, is_token_character)) return false;
  const auto value = read_value(pair.substr(equals + 1));
  if (!value) return false;
  std::string* const member = member_named(element, name);
  if (member == nullptr) return true;
  if (!member->empty()) return false;
  *member = *value;
  return true;
}

std::optional<ForwardedElement> read_element(std::string_view text) {
  ForwardedElement element;
  while (!text.empty()) {
    const auto pair = take_last(text, ';');
    if (!pair || (!pair->empty() && !read_pair(*pair, element))) return std::nullopt;
  }
  return element;
}

}  // namespace

std::optional<ForwardedElement> ForwardedReader::next() {
  while (!rest_.empty()) {
    const auto text = take_last(rest_, ',');
    if (text && text->empty()) continue;  // RFC 9110 section 5.6.1: empty elements are ignored
    auto element = text ? read_element(*text) : std::nullopt;
    if (!element) rest_ = {};
    return element;
  }
  return std::nullopt;
}

}  // namespace parley::net
