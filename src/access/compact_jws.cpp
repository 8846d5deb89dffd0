// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "access/compact_jws.hpp"

#include <utility>

#include "parley/base/base64url.hpp"

namespace parley::access {

std::optional<CompactJws> CompactJws::parse(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  // A third dot, as in a JWE, is no digit.
  auto header = base64url::decode(token.substr(0, first));
  auto payload = base64url::decode(token.substr(first + 1, second - first - 1));
  auto signature = base64url::decode(token.substr(second + 1));
  if (!header || !payload || !signature) return std::nullopt;
  return CompactJws{std::move(*header), std::move(*payload), std::move(*signature),
                    token.substr(0, second)};
}

}  // namespace parley::access
