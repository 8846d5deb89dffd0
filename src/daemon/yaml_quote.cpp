// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/yaml_quote.hpp"

#include <algorithm>

#include "parley/base/hex.hpp"

namespace parley::daemon {
namespace {

bool is_plain_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-' || c == '/' || c == ':';
}

bool is_plain(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, is_plain_character)) return false;
  // Characters that could start an indicator, or look like a mapping or null.
  constexpr std::string_view kIndicators = "-.:";
  return kIndicators.find(text.front()) == std::string_view::npos && !text.ends_with(':') &&
         text != "null" && text != "Null" && text != "NULL";
}

}  // namespace

std::string yaml_quote(std::string_view text) {
  if (is_plain(text)) return std::string{text};
  std::string out{'"'};
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      out += "\\x";
      append_hex(out, byte);
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out += '"';
}

std::string yaml_list(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out.append(out.empty() ? "" : ", ").append(yaml_quote(text));
  return "[" + out + "]";
}

}  // namespace parley::daemon
