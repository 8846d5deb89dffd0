// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "parley/base/enum_array.hpp"

namespace parley::net {

/// Why a connection was refused before its upgrade to a WebSocket.
enum class Refusal : std::uint8_t {
  TotalConnections,
  AddressConnections,
  TotalRate,
  AddressRate,
  ResumeRate,  ///< one session was resumed too often
  Origin,
  NoSuchPath,  ///< a WebSocket was requested at a path that has none
  BadRequest,
  HeaderTooLarge,
  HandshakeTimeout,
  Tls,  ///< the client did not speak TLS, or only versions that the server refuses
};

/// The label of each in the metrics: stable, lower case, with dashes.
inline constexpr EnumArray<Refusal, std::string_view> kRefusalNames{"total-connections",
                                                                    "address-connections",
                                                                    "total-rate",
                                                                    "address-rate",
                                                                    "resume-rate",
                                                                    "origin",
                                                                    "no-such-path",
                                                                    "bad-request",
                                                                    "header-too-large",
                                                                    "handshake-timeout",
                                                                    "tls"};

}  // namespace parley::net
