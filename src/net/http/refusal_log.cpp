// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/refusal_log.hpp"

#include <chrono>
#include <utility>

namespace parley::net {
namespace {

constexpr auto kPause = std::chrono::seconds{1};

}  // namespace

bool RefusalLog::begin(Refusal reason) {
  Pause& pause = pauses_[reason];
  const TimePoint now = scheduler_.now();
  if (now < pause.until) {
    ++pause.unwritten;
    return false;
  }
  pause.until = now + kPause;
  return true;
}

void RefusalLog::write(const Entry& entry) {
  const std::int64_t unwritten = std::exchange(pauses_[entry.reason].unwritten, 0);
  log_.write(LogLevel::Warning, "upgrade-refused",
             {{"reason", kRefusalNames[entry.reason]},
              {"status", entry.status},
              {"address", PrivateAddress{entry.address}},
              {"path", entry.path},
              {"detail", entry.detail},
              {"unwritten", unwritten}});
}

}  // namespace parley::net
