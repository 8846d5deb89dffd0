// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/username.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <nlohmann/json.hpp>

#include "parley/base/unicode.hpp"
#include "parley/base/utf8.hpp"

namespace parley::protocol {
namespace {

bool is_forbidden(std::uint32_t c) {
  return unicode::is_control(c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::optional<std::string> clean_username(std::string_view raw) {
  struct Character {
    std::uint32_t code_point;
    std::size_t end;  // offset after it
  };
  std::vector<Character> characters;
  std::size_t begin = 0;
  for (std::string_view rest = raw; !rest.empty();) {
    const auto c = utf8::take_code_point(rest);
    if (!c) return std::nullopt;
    const std::size_t end = raw.size() - rest.size();
    if (characters.empty() && unicode::is_space(*c)) {
      begin = end;
    } else {
      characters.push_back({*c, end});
    }
  }
  while (!characters.empty() && unicode::is_space(characters.back().code_point))
    characters.pop_back();
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
