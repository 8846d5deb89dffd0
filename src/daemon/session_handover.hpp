// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

#include "parley/base/event_log.hpp"
#include "parley/chat/chat_manager.hpp"
#include "parley/daemon/state_file.hpp"

namespace parley::daemon {

/// Takes the sessions of clients of parley.v1 from the process before this one, and hands them on
/// to the next, through the state file. Whatever is wrong with that is logged, and costs the
/// sessions.
class SessionHandover {
 public:
  /// `configured` may be empty: then the file is in the folder that systemd has made for us
  /// (RUNTIME_DIRECTORY, systemd.exec(5)), and without one there is none.
  SessionHandover(chat::ChatManager& chat, const Scheduler& clock, EventLog& log,
                  const std::filesystem::path& configured);

  /// REQUIRES: nobody is connected yet.
  void take();
  /// REQUIRES: nobody is connected any more.
  void give() const;

 private:
  void take_or_throw();
  void log_sessions(std::string_view event, const chat::Snapshot& snapshot) const;
  void log_problem(std::string_view event, std::string_view problem) const;

  chat::ChatManager& chat_;
  const Scheduler& clock_;
  EventLog& log_;
  const StateFile file_;
};

}  // namespace parley::daemon
