// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parley::net {

/// One element of the header Forwarded (RFC 7239 section 4): a proxy describes the request that it
/// received. Quotes are removed. Parameters other than these are ignored.
struct ForwardedElement {
  std::string node;  ///< `for`: an address with or without a port, "unknown", or "_" and a name
  std::string host;  ///< the Host header of that request

  [[nodiscard]] bool operator==(const ForwardedElement&) const = default;
};

/// Reads a Forwarded header from its end, where the nearest proxy has put its element. Text further
/// left may come from the client. It cannot change how the rest is read, not even with an unclosed
/// quotation mark.
class ForwardedReader {
 public:
  /// `list`: all lines of the header, joined by commas. It must outlive the reader.
  explicit ForwardedReader(std::string_view list) : rest_(list) {}

  /// The next element to the left. Nothing at the end, and after a malformed element.
  [[nodiscard]] std::optional<ForwardedElement> next();

 private:
  std::string_view rest_;
};

}  // namespace parley::net
