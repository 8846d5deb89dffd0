// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace parley {

/// A room id or an address in a log line. The configuration decides whether it is shown in full,
/// hashed or left out.
struct PrivateRoom {
  std::string_view id;
};
struct PrivateAddress {
  std::string_view address;
};

struct LogField {
  std::string_view key;
  std::variant<std::string_view, std::int64_t, PrivateRoom, PrivateAddress> value;
};

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

/// Receives life-cycle events, one log line each: a name and fields, never a composed sentence, and
/// never SDP, candidates, chat text, tokens or credentials. The daemon implements it.
class EventLog {
 public:
  virtual ~EventLog() = default;
  [[nodiscard]] virtual bool is_enabled(LogLevel level) const noexcept = 0;
  virtual void write(LogLevel level, std::string_view event,
                     std::initializer_list<LogField> fields) = 0;
};

}  // namespace parley
