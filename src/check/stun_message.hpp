// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/udp.hpp>

namespace parley::check {

/// The part of STUN (RFC 8489) and TURN (RFC 8656) that checking a server needs.
namespace stun {

// Requests. The success and the error response are 0x0100 and 0x0110 higher.
inline constexpr std::uint16_t kBinding = 0x0001;
inline constexpr std::uint16_t kAllocate = 0x0003;
inline constexpr std::uint16_t kRefresh = 0x0004;
inline constexpr std::uint16_t kSuccess = 0x0100;
inline constexpr std::uint16_t kFailure = 0x0110;

// Attributes.
inline constexpr std::uint16_t kUsername = 0x0006;
inline constexpr std::uint16_t kMessageIntegrity = 0x0008;
inline constexpr std::uint16_t kErrorCode = 0x0009;
inline constexpr std::uint16_t kLifetime = 0x000d;
inline constexpr std::uint16_t kRealm = 0x0014;
inline constexpr std::uint16_t kNonce = 0x0015;
inline constexpr std::uint16_t kXorRelayedAddress = 0x0016;
inline constexpr std::uint16_t kRequestedTransport = 0x0019;
inline constexpr std::uint16_t kXorMappedAddress = 0x0020;
inline constexpr std::uint16_t kFingerprint = 0x8028;

inline constexpr std::size_t kHeaderBytes = 20;

using Transaction = std::array<std::uint8_t, 12>;
using Endpoint = boost::asio::ip::udp::endpoint;

struct Attribute {
  std::uint16_t type = 0;
  std::string value;

  [[nodiscard]] bool operator==(const Attribute&) const = default;
};

struct Message {
  std::uint16_t type = 0;
  Transaction transaction{};
  std::vector<Attribute> attributes;

  /// The value of the first attribute of that type; null if there is none.
  [[nodiscard]] const std::string* find(std::uint16_t attribute) const noexcept;
};

struct Error {
  int code = 0;  ///< 300 to 699
  std::string reason;
};

/// Parses `bytes` as one whole message; nothing if they are not one whole message.
[[nodiscard]] std::optional<Message> parse(std::string_view bytes);

/// The size of the message that begins with `header` of kHeaderBytes; 0 if it is not a header.
[[nodiscard]] std::size_t message_size(std::string_view header);

[[nodiscard]] std::string write(const Message& message);

/// Adds MESSAGE-INTEGRITY (RFC 8489 section 14.5) to a written message.
void append_integrity(std::string& message, std::string_view key);

/// Adds FINGERPRINT (section 14.7), which must be the last attribute.
void append_fingerprint(std::string& message);

/// Whether a written message has a valid MESSAGE-INTEGRITY for that key. REQUIRES: parse() accepted
/// it.
[[nodiscard]] bool has_integrity(std::string_view message, std::string_view key);

/// Whether a written message ends with a valid FINGERPRINT. REQUIRES: parse() accepted it.
[[nodiscard]] bool has_fingerprint(std::string_view message);

/// The key of a long-term credential (section 9.2.2): MD5 of username:realm:password.
[[nodiscard]] std::string long_term_key(std::string_view username, std::string_view realm,
                                        std::string_view password);

/// The address in an XOR-… attribute (section 14.2).
[[nodiscard]] std::optional<Endpoint> xor_address(const Message& message, std::uint16_t attribute);

[[nodiscard]] std::optional<Error> error_of(const Message& message);

/// A 32-bit number in the form of an attribute.
[[nodiscard]] std::string number32(std::uint32_t number);

[[nodiscard]] Transaction random_transaction();

}  // namespace stun
}  // namespace parley::check
