// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/session_handover.hpp"

#include <exception>
#include <string>

#include "daemon/environment.hpp"

namespace parley::daemon {

namespace {

std::filesystem::path place_of(const std::filesystem::path& configured) {
  const auto folders = take_variable("RUNTIME_DIRECTORY");
  if (!configured.empty() || !folders || folders->empty()) return configured;
  return std::filesystem::path{folders->substr(0, folders->find(':'))} / "sessions";
}

}  // namespace

SessionHandover::SessionHandover(chat::ChatManager& chat, const Scheduler& clock, EventLog& log,
                                 const std::filesystem::path& configured)
    : chat_(chat), clock_(clock), log_(log), file_(place_of(configured)) {}

void SessionHandover::take() {
  try {
    take_or_throw();
  } catch (const std::exception& error) {
    log_problem("sessions-ignored", error.what());
  }
}

void SessionHandover::take_or_throw() {
  const StateFile::Taken taken = file_.take();
  if (!taken.problem.empty()) return log_problem("sessions-ignored", taken.problem);
  if (taken.text.empty()) return;
  const ReadState state = read_state(taken.text, clock_.wall_clock());
  if (!state.snapshot) return log_problem("sessions-ignored", state.problem);
  chat_.restore(*state.snapshot);
  log_sessions("sessions-restored", *state.snapshot);
}

void SessionHandover::give() const {
  if (file_.path().empty() || chat_.counters().sessions == 0) return;
  try {
    const chat::Snapshot snapshot = chat_.snapshot();
    const std::string error = file_.put(write_state(snapshot, clock_.wall_clock()));
    if (!error.empty()) return log_problem("sessions-not-saved", error);
    log_sessions("sessions-saved", snapshot);
  } catch (const std::exception& error) {
    log_problem("sessions-not-saved", error.what());
  }
}

void SessionHandover::log_sessions(std::string_view event, const chat::Snapshot& snapshot) const {
  const chat::Counters& counters = chat_.counters();
  log_.write(LogLevel::Info, event,
             {{"clients", static_cast<std::int64_t>(counters.sessions)},
              {"rooms", static_cast<std::int64_t>(snapshot.rooms.size())},
              {"messages", static_cast<std::int64_t>(counters.kept_messages)}});
}

void SessionHandover::log_problem(std::string_view event, std::string_view problem) const {
  const std::string file = file_.path().string();
  log_.write(LogLevel::Warning, event, {{"file", std::string_view{file}}, {"reason", problem}});
}

}  // namespace parley::daemon
