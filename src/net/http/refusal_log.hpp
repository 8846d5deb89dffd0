// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "parley/base/enum_array.hpp"
#include "parley/base/event_log.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/net/admission/refusal.hpp"

namespace parley::net {

/// Logs why requests to open a WebSocket are refused: for each reason at most one line per second,
/// with the number of refusals since the previous line. So a flood of refusals fills neither the
/// disk nor the log. The UpgradeGate owns it.
class RefusalLog {
 public:
  RefusalLog(Scheduler& scheduler, EventLog& log) : scheduler_(scheduler), log_(log) {}

  /// Whether to write the next refusal for this reason. If false, the refusal is only counted, and
  /// the caller neither composes an entry nor calls `write`.
  [[nodiscard]] bool begin(Refusal reason);

  struct Entry {
    Refusal reason;
    std::int64_t status;       ///< of the HTTP response
    std::string_view address;  ///< of the client, as far as it is known
    std::string_view path;     ///< the class of the path, see kRouteKindNames
    std::string_view detail;   ///< a sentence
  };
  /// REQUIRES: begin(entry.reason) has just returned true.
  void write(const Entry& entry);

 private:
  struct Pause {
    TimePoint until{};
    std::int64_t unwritten = 0;
  };

  Scheduler& scheduler_;
  EventLog& log_;
  EnumArray<Refusal, Pause> pauses_;
};

}  // namespace parley::net
