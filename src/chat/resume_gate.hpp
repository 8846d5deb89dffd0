// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "chat/session_table.hpp"
#include "parley/base/accounts.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/chat/chat_client.hpp"
#include "parley/chat/limits.hpp"

namespace parley::chat {

/// Decides, before any work, whether a session may be resumed now. ChatManager owns it.
class ResumeGate {
 public:
  ResumeGate(const Limits& limits, Scheduler& scheduler, SessionTable& sessions)
      : limits_(limits), scheduler_(scheduler), sessions_(sessions) {}
  ResumeGate(const ResumeGate&) = delete;
  ResumeGate& operator=(const ResumeGate&) = delete;

  /// See ChatManager::is_resumable.
  [[nodiscard]] bool is_resumable(std::string_view room_id, std::string_view token,
                                  std::uint64_t received) const;
  /// See ChatManager::begin_resume.
  [[nodiscard]] Duration begin_resume(std::string_view room_id, std::string_view token,
                                      std::uint64_t received, Account* account);

 private:
  /// Null if SessionKeeper::resume would not find the session. Ignores the session's pace.
  [[nodiscard]] ChatClient* find_resumable(std::string_view room_id, std::string_view token,
                                           std::uint64_t received) const;
  [[nodiscard]] Duration charge(Account* account, std::size_t bytes, TimePoint now) const;

  const Limits& limits_;
  Scheduler& scheduler_;
  SessionTable& sessions_;
};

}  // namespace parley::chat
