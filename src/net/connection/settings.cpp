// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/connection/settings.hpp"

#include <algorithm>

namespace parley::net {
namespace {

/// RFC 3986 section 2.3: these characters mean the same with and without percent-encoding, and no
/// proxy encodes them.
bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

bool is_segment(std::string_view text) {
  return !text.empty() && text != "." && text != ".." && std::ranges::all_of(text, is_unreserved);
}

}  // namespace

bool is_base_path(std::string_view text) {
  if (text.size() > kMaxBasePath) return false;
  while (text.starts_with('/')) {
    text.remove_prefix(1);
    const std::size_t end = std::min(text.find('/'), text.size());
    if (!is_segment(text.substr(0, end))) return false;
    text.remove_prefix(end);
  }
  return text.empty();
}

}  // namespace parley::net
