// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace parley::net {

/// Why a connection was refused before it was a WebSocket.
enum class Refusal : std::uint8_t {
  TotalConnections,
  AddressConnections,
  TotalRate,
  AddressRate,
  Origin,
  BadRequest,
  HeaderTooLarge,
  HandshakeTimeout,
  Tls,  ///< what came was no TLS, or none that we speak
};
inline constexpr std::size_t kRefusalCount = 9;

/// For metrics, in the order of the enumerators: stable, lower case, with dashes.
inline constexpr std::array<std::string_view, kRefusalCount> kRefusalNames{
    "total-connections", "address-connections", "total-rate",        "address-rate", "origin",
    "bad-request",       "header-too-large",    "handshake-timeout", "tls"};

}  // namespace parley::net
