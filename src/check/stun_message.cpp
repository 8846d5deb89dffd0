// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/stun_message.hpp"

#include <algorithm>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace parley::check::stun {
namespace {

constexpr std::uint32_t kCookie = 0x2112a442;
constexpr std::size_t kAttributeHeader = 4;
constexpr std::size_t kSha1Bytes = 20;
constexpr std::size_t kFingerprintBytes = 4;

std::uint16_t read16(std::string_view bytes, std::size_t at) {
  const auto high = static_cast<std::uint8_t>(bytes[at]);
  const auto low = static_cast<std::uint8_t>(bytes[at + 1]);
  return static_cast<std::uint16_t>(high << 8 | low);
}

std::uint32_t read32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(read16(bytes, at)) << 16 | read16(bytes, at + 2);
}

void append16(std::string& out, std::size_t number) {
  out.push_back(static_cast<char>(number >> 8 & 0xff));
  out.push_back(static_cast<char>(number & 0xff));
}

std::size_t padded_size(std::size_t size) {
  return (size + 3) / 4 * 4;
}

/// The length in the header counts the bytes after the header.
void set_length(std::string& message, std::size_t size) {
  std::string length;
  append16(length, size - kHeaderBytes);
  message.replace(2, 2, length);
}

void append_attribute(std::string& out, std::uint16_t type, std::string_view value) {
  append16(out, type);
  append16(out, value.size());
  out.append(value).append(padded_size(value.size()) - value.size(), '\0');
  set_length(out, out.size());
}

std::string hmac_sha1(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  return {digest.begin(), digest.begin() + size};
}

std::uint32_t crc32(std::string_view text) {
  constexpr std::uint32_t kPolynomial = 0xedb88320;  // ITU-T V.42, reflected
  std::uint32_t crc = 0xffffffff;
  for (const char c : text) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? kPolynomial : 0);
  }
  return ~crc;
}

std::string fingerprint_of(std::string_view before) {
  constexpr std::uint32_t kStun = 0x5354554e;
  return number32(crc32(before) ^ kStun);
}

/// The input for an attribute that is computed over all of `before`, with a length that already
/// includes the attribute.
std::string with_length_for(std::string_view before, std::size_t attribute_bytes) {
  std::string text{before};
  set_length(text, text.size() + kAttributeHeader + attribute_bytes);
  return text;
}

/// The position of the first attribute of that type in a message that parse() accepted.
std::optional<std::size_t> find_attribute(std::string_view message, std::uint16_t type) {
  for (std::size_t at = kHeaderBytes; at < message.size();
       at += kAttributeHeader + padded_size(read16(message, at + 2))) {
    if (read16(message, at) == type) return at;
  }
  return std::nullopt;
}

}  // namespace

const std::string* Message::find(std::uint16_t attribute) const noexcept {
  const auto found = std::ranges::find(attributes, attribute, &Attribute::type);
  return found == attributes.end() ? nullptr : &found->value;
}

std::size_t message_size(std::string_view header) {
  if (header.size() < kHeaderBytes || (header[0] & 0xc0) != 0) return 0;
  const std::size_t length = read16(header, 2);
  if (length % 4 != 0 || read32(header, 4) != kCookie) return 0;
  return kHeaderBytes + length;
}

std::optional<Message> parse(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || message_size(bytes) != bytes.size()) return std::nullopt;
  Message message;
  message.type = read16(bytes, 0);
  std::copy_n(bytes.begin() + 8, message.transaction.size(), message.transaction.begin());
  for (std::size_t at = kHeaderBytes; at < bytes.size();) {
    if (bytes.size() - at < kAttributeHeader) return std::nullopt;
    const std::size_t size = read16(bytes, at + 2);
    if (bytes.size() - at - kAttributeHeader < padded_size(size)) return std::nullopt;
    message.attributes.push_back(
        {read16(bytes, at), std::string{bytes.substr(at + kAttributeHeader, size)}});
    at += kAttributeHeader + padded_size(size);
  }
  return message;
}

std::string write(const Message& message) {
  std::string out;
  append16(out, message.type);
  append16(out, 0);
  out += number32(kCookie);
  out.append(message.transaction.begin(), message.transaction.end());
  for (const Attribute& attribute : message.attributes) {
    append_attribute(out, attribute.type, attribute.value);
  }
  return out;
}

void append_integrity(std::string& message, std::string_view key) {
  append_attribute(message, kMessageIntegrity,
                   hmac_sha1(key, with_length_for(message, kSha1Bytes)));
}

void append_fingerprint(std::string& message) {
  append_attribute(message, kFingerprint,
                   fingerprint_of(with_length_for(message, kFingerprintBytes)));
}

bool has_integrity(std::string_view message, std::string_view key) {
  const auto at = find_attribute(message, kMessageIntegrity);
  if (!at || read16(message, *at + 2) != kSha1Bytes) return false;
  return message.substr(*at + kAttributeHeader, kSha1Bytes) ==
         hmac_sha1(key, with_length_for(message.substr(0, *at), kSha1Bytes));
}

bool has_fingerprint(std::string_view message) {
  const auto at = find_attribute(message, kFingerprint);
  const std::size_t whole = kAttributeHeader + kFingerprintBytes;
  if (!at || *at + whole != message.size()) return false;
  return message.substr(*at + kAttributeHeader) ==
         fingerprint_of(with_length_for(message.substr(0, *at), kFingerprintBytes));
}

std::string long_term_key(std::string_view username, std::string_view realm,
                          std::string_view password) {
  std::string text{username};
  text.append(":").append(realm).append(":").append(password);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_md5(), nullptr);
  return {digest.begin(), digest.begin() + size};
}

std::optional<Endpoint> xor_address(const Message& message, std::uint16_t attribute) {
  namespace ip = boost::asio::ip;
  constexpr std::size_t kBefore = 4;  // a zero, the family and the port
  const std::string* const value = message.find(attribute);
  if (value == nullptr || value->size() < kBefore) return std::nullopt;
  const auto port = static_cast<std::uint16_t>(read16(*value, 2) ^ kCookie >> 16);
  std::string mask = number32(kCookie);
  mask.append(message.transaction.begin(), message.transaction.end());
  const auto read_into = [&](auto bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      bytes[i] = static_cast<std::uint8_t>((*value)[kBefore + i] ^ mask[i]);
    }
    return bytes;
  };
  const auto family = (*value)[1];
  if (family == 1 && value->size() == kBefore + 4) {
    return Endpoint{ip::address_v4{read_into(ip::address_v4::bytes_type{})}, port};
  }
  if (family == 2 && value->size() == kBefore + 16) {
    return Endpoint{ip::address_v6{read_into(ip::address_v6::bytes_type{})}, port};
  }
  return std::nullopt;
}

std::optional<Error> error_of(const Message& message) {
  const std::string* const value = message.find(kErrorCode);
  if (value == nullptr || value->size() < 4) return std::nullopt;
  const int hundreds = (*value)[2] & 7;
  return Error{hundreds * 100 + static_cast<std::uint8_t>((*value)[3]), value->substr(4)};
}

std::string number32(std::uint32_t number) {
  std::string out;
  append16(out, number >> 16);
  append16(out, number & 0xffff);
  return out;
}

Transaction random_transaction() {
  Transaction transaction{};
  RAND_bytes(transaction.data(), static_cast<int>(transaction.size()));
  return transaction;
}

}  // namespace parley::check::stun
