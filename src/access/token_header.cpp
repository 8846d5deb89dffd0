// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "access/token_header.hpp"

#include <algorithm>
#include <array>

#include "access/strict_json.hpp"

namespace parley::access {
namespace {

constexpr std::array kRefusedMembers{"crit", "jwk", "jku", "x5u", "x5c"};

}  // namespace

std::optional<TokenHeader> TokenHeader::parse(std::string_view json) {
  const auto header = parse_strict_object(json);
  if (!header) return std::nullopt;
  const auto has = [&](const char* name) { return header->contains(name); };
  if (std::ranges::any_of(kRefusedMembers, has)) return std::nullopt;
  if (has("typ") && header->at("typ") != "JWT") return std::nullopt;
  if (!has("alg") || !header->at("alg").is_string()) return std::nullopt;
  const auto algorithm = find_token_algorithm(header->at("alg").get_ref<const std::string&>());
  if (!algorithm) return std::nullopt;
  TokenHeader parsed{*algorithm, {}};
  if (has("kid")) {
    if (!header->at("kid").is_string()) return std::nullopt;
    parsed.key_id = header->at("kid").get<std::string>();
  }
  return parsed;
}

}  // namespace parley::access
