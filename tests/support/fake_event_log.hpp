// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "parley/base/event_log.hpp"

namespace parley::test {

/// Keeps each event as "name key=value …".
class FakeEventLog : public EventLog {
 public:
  [[nodiscard]] bool is_enabled(LogLevel) const noexcept override { return true; }
  void write(LogLevel, std::string_view event, std::initializer_list<LogField> fields) override {
    std::string line{event};
    for (const LogField& field : fields) {
      line.append(" ").append(field.key).append("=").append(std::visit(Text{}, field.value));
    }
    lines.push_back(std::move(line));
  }

  std::vector<std::string> lines;

 private:
  struct Text {
    std::string operator()(std::string_view text) const { return std::string{text}; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(PrivateRoom room) const { return std::string{room.id}; }
    std::string operator()(PrivateAddress peer) const { return std::string{peer.address}; }
  };
};

}  // namespace parley::test
