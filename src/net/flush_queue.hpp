// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "parley/net/transport.hpp"

namespace parley::net {

class BatchingStream;

/// Decides when output goes out: once per batch of ready events, and while messages keep coming in
/// a few batches later, so that one `send` carries many messages. All streams of one event loop
/// share it.
class FlushQueue {
 public:
  explicit FlushQueue(Executor executor) : executor_(executor) {}
  FlushQueue(const FlushQueue&) = delete;
  FlushQueue& operator=(const FlushQueue&) = delete;

  /// The stream has output. It calls this once until it has been flushed.
  void enlist(BatchingStream& stream);

  /// The stream is going away.
  void forget(const BatchingStream& stream) noexcept;

  /// Stands around the handling of one message, up to the start of the next read. The flush is
  /// posted at its end: behind the next message, if that has come along with this one.
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

  /// How often a flush is put off while messages keep coming. Bounds the delay of the first one.
  static constexpr int kMaxDeferrals = 8;

  Executor executor_;
  std::vector<BatchingStream*> enlisted_;
  std::vector<BatchingStream*> flushing_;
  bool is_posted_ = false;
  bool is_held_ = false;
  int deferrals_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t messages_at_post_ = 0;
};

}  // namespace parley::net
