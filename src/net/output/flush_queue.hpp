// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "net/output/output_ledger.hpp"
#include "parley/net/connection/counters.hpp"
#include "parley/net/transport/transport.hpp"

namespace parley::net {

class BatchingStream;

/// Decides when output is sent: once per batch of ready events and, while messages keep arriving, a
/// few batches later, so that one `send` carries many messages. All streams of one event loop share
/// it.
class FlushQueue {
 public:
  FlushQueue(Executor executor, Counters& counters) : executor_(executor), counters_(counters) {}
  FlushQueue(const FlushQueue&) = delete;
  FlushQueue& operator=(const FlushQueue&) = delete;

  /// Adds a stream that has output. The stream calls this once per flush.
  void enlist(BatchingStream& stream);

  /// Records the queue length of one stream, in bytes.
  void note_queued(std::size_t bytes) noexcept {
    if (bytes > counters_.queue_high_water) counters_.queue_high_water = bytes;
  }
  /// Counts a delayed read of a stream.
  void note_held_input() noexcept { ++counters_.held_inputs; }

  /// The account of the output that is queued for slow peers.
  [[nodiscard]] OutputLedger& ledger() noexcept { return ledger_; }

  /// Removes a stream that is being destroyed.
  void forget(const BatchingStream& stream) noexcept;

  /// A scope around the handling of one message, up to the start of the next read. Its end posts
  /// the flush, which then runs after the next message if both have arrived together.
  class MessageScope {
   public:
    explicit MessageScope(FlushQueue& queue) noexcept : queue_(queue) {
      ++queue_.messages_;
      queue_.is_held_ = true;
    }
    MessageScope(const MessageScope&) = delete;
    MessageScope& operator=(const MessageScope&) = delete;
    ~MessageScope() { queue_.end_message(); }

   private:
    FlushQueue& queue_;
  };

 private:
  void end_message() noexcept;
  void post_if_needed();
  void post();
  void run();
  void flush_all();

  /// The number of times that a flush is deferred while messages keep arriving. It bounds the delay
  /// of the first message.
  static constexpr int kMaxDeferrals = 8;

  Executor executor_;
  Counters& counters_;
  OutputLedger ledger_;
  std::vector<BatchingStream*> enlisted_;
  std::vector<BatchingStream*> flushing_;
  bool is_posted_ = false;
  bool is_held_ = false;
  int deferrals_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t messages_at_post_ = 0;
};

}  // namespace parley::net
