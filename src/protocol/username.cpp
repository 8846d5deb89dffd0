// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/username.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <nlohmann/json.hpp>

namespace parley::protocol {
namespace {

/// Takes the first code point off `text` (RFC 3629), or returns nothing if it is malformed.
std::optional<std::uint32_t> take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(0);
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || size > text.size()) return std::nullopt;
  std::uint32_t c = size == 1 ? lead : lead & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
    c = c << 6 | (byte(i) & 0x3f);
  }
  const bool overlong = (size == 3 && c < 0x800) || (size == 4 && c < 0x10000);
  if (overlong || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return std::nullopt;
  text.remove_prefix(size);
  return c;
}

/// White space as JavaScript's String.prototype.trim knows it (ECMA-262, WhiteSpace and
/// LineTerminator), so that page and server agree on what is left of a name.
bool is_space(std::uint32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000 || c == 0xfeff;
}

bool is_forbidden(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::optional<std::string> clean_username(std::string_view raw) {
  struct Character {
    std::uint32_t code_point;
    std::size_t end;  // offset behind it
  };
  std::vector<Character> characters;
  std::size_t begin = 0;
  for (std::string_view rest = raw; !rest.empty();) {
    const auto c = take_code_point(rest);
    if (!c) return std::nullopt;
    const std::size_t end = raw.size() - rest.size();
    if (characters.empty() && is_space(*c)) {
      begin = end;
    } else {
      characters.push_back({*c, end});
    }
  }
  while (!characters.empty() && is_space(characters.back().code_point)) characters.pop_back();
  if (characters.empty() || characters.size() > kMaxUsernameCodePoints) return std::nullopt;
  if (std::ranges::any_of(characters, is_forbidden, &Character::code_point)) return std::nullopt;
  return std::string{raw.substr(begin, characters.back().end - begin)};
}

std::optional<std::string> profile_username(std::string_view data) {
  const auto profile = nlohmann::json::parse(data, nullptr, /*allow_exceptions=*/false);
  if (!profile.is_object()) return std::nullopt;
  const auto username = profile.find("username");
  if (username == profile.end() || !username->is_string()) return std::nullopt;
  return clean_username(username->get_ref<const std::string&>());
}

}  // namespace parley::protocol
