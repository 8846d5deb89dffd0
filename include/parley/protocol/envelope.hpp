// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace parley::protocol {

inline constexpr std::size_t kMaxDepth = 32;      ///< open brackets, the envelope's included
inline constexpr std::size_t kMaxTypeBytes = 64;  ///< of `type`, after unescaping
inline constexpr std::size_t kMaxIdBytes = 64;    ///< of `id`, after unescaping

/// The fault that the scan found in a message. Each has a sentence for the sender.
enum class ScanError : std::uint8_t {
  None,
  NotJson,
  NotAnObject,
  TooDeep,
  DuplicateKey,
  BadType,
  BadReceiver,
  BadId,
  LoneSurrogate,
};

[[nodiscard]] std::string_view sentence(ScanError error) noexcept;

/// The parts of a client's message, as views into the scanned text or, for strings with escapes,
/// into this object. They are valid as long as both are; therefore this object is neither copied
/// nor moved. It leaves out `sender`, because the server sets that itself.
class Envelope {
 public:
  Envelope() = default;
  Envelope(const Envelope&) = delete;
  Envelope& operator=(const Envelope&) = delete;

  std::string_view type;      ///< unescaped, 1 to kMaxTypeBytes bytes
  std::string_view raw_type;  ///< the same with its escapes, between its quotes
  std::string_view receiver;  ///< unescaped; empty if missing, null or empty. If it has escapes, it
                              ///< is cut after kReceiverScratch bytes: no address is that long
  std::string_view data;      ///< any JSON value, byte for byte; empty if missing
  std::string_view id;        ///< a JSON string with its quotes, or an integer; empty if missing

  static constexpr std::size_t kReceiverScratch = 128;

 private:
  friend class EnvelopeScan;
  std::array<char, kMaxTypeBytes> type_scratch_;
  std::array<char, kReceiverScratch> receiver_scratch_;
};

/// Scans one message in one pass: validates the whole text as JSON (RFC 8259) and extracts the
/// envelope's keys. Builds no tree, allocates nothing and does not recurse. REQUIRES: `text` is
/// valid UTF-8, which the WebSocket layer has checked (RFC 6455 section 8.1). After an error
/// `envelope` holds the parts found before it.
[[nodiscard]] ScanError scan_envelope(std::string_view text, Envelope& envelope) noexcept;

/// Whether `text` is exactly one valid JSON value of at most kMaxDepth levels.
[[nodiscard]] bool is_json_value(std::string_view text) noexcept;

}  // namespace parley::protocol
