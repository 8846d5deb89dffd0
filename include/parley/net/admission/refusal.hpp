// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "parley/base/enum_array.hpp"

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

/// The label of each in the metrics: stable, lower case, with dashes.
inline constexpr EnumArray<Refusal, std::string_view> kRefusalNames{
    "total-connections", "address-connections", "total-rate",        "address-rate", "origin",
    "bad-request",       "header-too-large",    "handshake-timeout", "tls"};

}  // namespace parley::net
