// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/ice_url.hpp"

#include <charconv>

#include "parley/ice/ice_server.hpp"

namespace parley::check {

std::optional<IceUrl> parse_ice_url(std::string_view url) {
  if (!ice::is_ice_url(url)) return std::nullopt;
  IceUrl result;
  result.is_turn = ice::is_turn_url(url);
  const std::size_t colon = url.find(':');
  const bool is_secure = url[colon - 1] == 's';
  std::string_view authority = url.substr(colon + 1);
  const bool says_tcp = authority.ends_with("?transport=tcp");
  authority = authority.substr(0, authority.find('?'));
  // "turns" over UDP would be DTLS, which no browser speaks.
  result.transport = is_secure  ? IceTransport::Tls
                     : says_tcp ? IceTransport::Tcp
                                : IceTransport::Udp;
  result.port = is_secure ? 5349 : 3478;
  const std::size_t bracket = authority.find(']');
  const std::size_t host_end = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  result.host = bracket == std::string_view::npos ? authority.substr(0, host_end)
                                                  : authority.substr(1, bracket - 1);
  if (host_end != std::string_view::npos) {
    std::from_chars(authority.data() + host_end + 1, authority.data() + authority.size(),
                    result.port);
  }
  return result;
}

}  // namespace parley::check
