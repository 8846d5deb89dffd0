// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/room_id.hpp"

#include <cstdint>

#include "parley/base/unicode.hpp"
#include "parley/base/utf8.hpp"

namespace parley::protocol {
namespace {

/// Backslash and the delimiters of a URL: proxies and browsers would not read them as parts of an
/// id.
constexpr std::string_view kDelimiters = "/\\?#%";

bool is_refused_in_room_id(std::uint32_t c) {
  return unicode::is_control(c) || unicode::is_bidi_control(c) || unicode::is_noncharacter(c) ||
         (c < 0x80 && kDelimiters.find(static_cast<char>(c)) != std::string_view::npos);
}

}  // namespace

bool is_room_id(std::string_view id) noexcept {
  if (id.empty() || id.size() > kMaxRoomIdBytes || id == "." || id == "..") return false;
  std::size_t count = 0;
  std::uint32_t last = 0;
  while (!id.empty()) {
    const auto c = utf8::take_code_point(id);
    if (!c || is_refused_in_room_id(*c)) return false;
    if (count == 0 && unicode::is_space(*c)) return false;
    last = *c;
    ++count;
  }
  return count <= kMaxRoomIdCodePoints && !unicode::is_space(last);
}

}  // namespace parley::protocol
