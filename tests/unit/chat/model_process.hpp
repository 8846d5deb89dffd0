// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "parley/chat/chat_manager.hpp"
#include "parley/daemon/state_file.hpp"
#include "support/fake_event_log.hpp"
#include "support/fake_ids.hpp"
#include "support/fake_scheduler.hpp"
#include "unit/chat/model_ledger.hpp"

namespace parley::model {

/// The server as one process after another, each with a ChatManager of its own, and the clock. It
/// sees to it that no process keeps more than its limits allow.
class Process {
 public:
  Process(const chat::Limits& limits, Ledger& ledger) : limits_(limits), ledger_(ledger) {
    start();
  }

  [[nodiscard]] chat::ChatManager& chat() noexcept { return *chat_; }
  [[nodiscard]] chat::Limits& limits() noexcept { return limits_; }
  [[nodiscard]] test::FakeScheduler& clock() noexcept { return clock_; }

  /// One that knows nothing of those before it.
  void start() {
    chat_.reset();
    chat_ = std::make_unique<chat::ChatManager>(
        limits_, clock_,
        chat::Sources{.new_id = [this] { return next_id(); },
                      .ice_servers =
                          [](const chat::ClientId&) {
                            return chat::IceServerList{"[]", std::chrono::seconds{20}};
                          },
                      // A token is never issued again, not even by the next process.
                      .tokens = {.make = [this] { return tokens_.make(); }, .hash = tokens_.hash}},
        log_);
  }

  /// What the next one is to begin with, which may go through the text of a file.
  [[nodiscard]] chat::Snapshot snapshot(bool through_text) {
    chat::Snapshot snapshot = chat_->snapshot();
    for (const auto& room : snapshot.rooms) {
      for (const auto& seat : room.seats) check(seat);
    }
    if (!through_text) return snapshot;
    const auto now = clock_.wall_clock();
    auto read = daemon::read_state(daemon::write_state(snapshot, now), now);
    if (read.snapshot) return std::move(*read.snapshot);
    ledger_.problem("the state cannot be read: " + read.problem);
    return {};
  }

  void check_amounts() {
    const chat::Counters& now = chat_->counters();
    const chat::ResumeLimits& most = limits_.resume;
    if (now.kept_messages > now.sessions * most.messages || now.kept_bytes > most.total_bytes ||
        now.kept_bytes > now.sessions * most.bytes) {
      ledger_.problem("too much is kept: " + std::to_string(now.kept_messages) + " messages, " +
                      std::to_string(now.kept_bytes) + " bytes");
    }
    if (now.suspended > most.seats) ledger_.problem("too many seats are kept");
  }

 private:
  void check(const chat::Snapshot::Seat& seat) {
    const std::uint64_t kept = seat.counts.sent - seat.counts.forgotten;
    if (kept > limits_.resume.messages || seat.frames.size() > limits_.resume.bytes) {
      ledger_.problem("too much is kept for one client");
    }
  }
  chat::ClientId next_id() {
    std::array<std::uint8_t, chat::ClientId::kBytes> bytes{};
    for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(last_id_ >> (8 * i));
    ++last_id_;
    return chat::ClientId{bytes};
  }

  chat::Limits limits_;
  Ledger& ledger_;
  test::FakeScheduler clock_;
  test::FakeEventLog log_;
  chat::TokenSource tokens_ = test::counting_tokens();
  std::uint32_t last_id_ = 1;
  std::unique_ptr<chat::ChatManager> chat_;
};

}  // namespace parley::model
