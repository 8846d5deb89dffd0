// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/buffers_prefix.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/role.hpp>

#include "net/output/flush_queue.hpp"
#include "net/output/handler_slot.hpp"
#include "net/output/output_buffer.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/base/token_bucket.hpp"
#include "parley/net/admission/limits.hpp"
#include "parley/net/transport/transport.hpp"

namespace parley::net {

/// The layer between Beast and the transport: an AsyncStream whose writes append to one output
/// buffer and are complete then, so that Beast's own frames (pong, Close) and the data frames that
/// connections append stand in one order and never inside each other. FlushQueue sends the buffer.
/// One owner, which outlives every operation; one thread.
class BatchingStream {
 public:
  using executor_type = Executor;

  BatchingStream(Executor executor, Scheduler& scheduler, std::unique_ptr<Transport> transport,
                 FlushQueue& queue);
  BatchingStream(const BatchingStream&) = delete;
  BatchingStream& operator=(const BatchingStream&) = delete;
  ~BatchingStream();

  [[nodiscard]] executor_type get_executor() const noexcept { return executor_; }

  // For Beast.

  template <class Buffers, class Handler>
  void async_read_some(const Buffers& buffers, Handler&& handler) {
    read_.emplace(std::forward<Handler>(handler));
    start_read(first_of(buffers));
  }

  /// Complete as soon as it is buffered, or, above kHighWater, as soon as that has gone out.
  template <class Buffers, class Handler>
  void async_write_some(const Buffers& buffers, Handler&& handler) {
    const std::size_t bytes = append_all(buffers);
    if (output_.size() <= kHighWater || is_closed_) {
      boost::asio::post(executor_, boost::beast::bind_handler(std::forward<Handler>(handler),
                                                              error_code{}, bytes));
    } else {
      parked_bytes_ = bytes;
      parked_write_.emplace(std::forward<Handler>(handler));
    }
  }

  // For the connections.

  /// Appends one data frame; false if the queue would exceed `limit` bytes. One frame alone always
  /// fits: its length has a limit of its own. After a Close frame
  /// frames are dropped: there is nobody left to read them.
  [[nodiscard]] bool append(std::string_view frame, std::size_t limit);

  /// From now on what Beast writes are WebSocket frames, among which a Close ends the data.
  void expect_frames() noexcept { is_framed_ = true; }

  [[nodiscard]] std::size_t queued_bytes() const noexcept { return output_.size(); }
  [[nodiscard]] bool has_parked_write() const noexcept { return !parked_write_.empty(); }

  /// What one message costs is for the chat layer to count. This counts everything that comes,
  /// frame headers and all, and holds the next read back while it is more than `rate`.
  void limit_input(const Rate& rate) noexcept { input_rate_ = rate; }

  /// Adds to that count what cost more work than its bytes tell.
  void charge_input(std::size_t bytes) noexcept { uncharged_input_ += bytes; }

  /// Whether a read waits because too much has come.
  [[nodiscard]] bool is_input_held() const noexcept { return input_pause_ != nullptr; }

  /// For how long the peer has taken nothing of what waits for it; zero if nothing waits.
  [[nodiscard]] Duration stalled_for(TimePoint now) const noexcept;

  /// Sends what is queued, then FIN, and discards input until the peer closes too: closing with
  /// input unread would reset the connection and lose what is on its way. If the peer has said
  /// that it sends nothing more, the connection is closed right behind the output. `owner` keeps
  /// the stream alive meanwhile; it calls close() when it takes too long.
  /// REQUIRES: no read of Beast's is outstanding.
  void finish(std::shared_ptr<void> owner, bool peer_has_finished = false);

  /// Drops what waits to be sent. False if part of it is on its way, so that what came behind it
  /// would not be understood.
  [[nodiscard]] bool discard_output() noexcept;

  /// Ends the connection now; operations complete with an error.
  void close() noexcept;

  /// Gives back the memory of an idle connection, or of one that is about to be idle: as soon as
  /// what is queued has gone out.
  void release_memory() noexcept;

  // For FlushQueue.
  void flush();

  /// Who has to stay alive while a write waits for the peer.
  void set_owner(std::weak_ptr<void> owner) noexcept {
    owner_ = std::move(owner);
    // A wait that began under the old owner goes on under the new one.
    if (waiting_owner_) waiting_owner_ = owner_.lock();
  }

 private:
  static constexpr std::size_t kHighWater = 64 * 1024;
  static constexpr std::size_t kChargeEvery =
      16 * 1024;  ///< bytes of input for a look at the clock
  static constexpr double kUnlimited = 1e15;

  template <class Buffers>
  static boost::asio::mutable_buffer first_of(const Buffers& buffers) {
    for (boost::asio::mutable_buffer buffer : boost::beast::buffers_range_ref(buffers)) {
      if (buffer.size() > 0) return buffer;
    }
    return {};
  }

  template <class Buffers>
  std::size_t append_all(const Buffers& buffers) {
    std::size_t total = 0;
    for (boost::asio::const_buffer buffer : boost::beast::buffers_range_ref(buffers)) {
      if (buffer.size() == 0) continue;
      append_from_beast({static_cast<const char*>(buffer.data()), buffer.size()}, total == 0);
      total += buffer.size();
    }
    return total;
  }

  static void on_read(void* self, error_code ec, std::size_t bytes);
  static void on_writable(void* self, error_code ec, std::size_t bytes);
  static void on_discarded(void* self, error_code ec, std::size_t bytes);

  void start_read(boost::asio::mutable_buffer buffer);
  void hold_input(boost::asio::mutable_buffer buffer, Duration delay);
  void append_from_beast(std::string_view bytes, bool is_start);
  void enlist();
  void wait_until_writable();
  void on_drained();
  void end_output();
  void abort_held_read();
  void abort_parked_write();
  void discard_input();

  Executor executor_;
  Scheduler& scheduler_;
  std::unique_ptr<Transport> transport_;
  FlushQueue& queue_;
  std::weak_ptr<void> owner_;

  OutputBuffer output_;
  HandlerSlot read_;
  Rate input_rate_{kUnlimited, kUnlimited};
  TokenBucket input_;
  std::size_t uncharged_input_ = 0;
  std::unique_ptr<Scheduler::Timer> input_pause_;  // `read_` waits for it
  HandlerSlot parked_write_;
  std::size_t parked_bytes_ = 0;
  std::shared_ptr<void> waiting_owner_;     // while async_wait_writable is under way
  std::shared_ptr<void> discarding_owner_;  // while finish() discards input
  TimePoint progress_at_{};
  bool is_enlisted_ = false;
  bool is_framed_ = false;
  bool has_passed_close_ = false;  // a Close frame is in or behind the buffer: no data after it
  bool is_release_due_ = false;
  bool is_finishing_ = false;
  bool peer_has_finished_ = false;
  bool is_input_ended_ = false;
  bool is_closed_ = false;
};

// Beast looks these up by argument to end the TCP connection when a WebSocket has been closed. The
// ClosingHandshake does that, with a deadline, so there is nothing to do here.
template <class Handler>
void async_teardown(boost::beast::role_type, BatchingStream& stream, Handler&& handler) {
  boost::asio::post(stream.get_executor(),
                    boost::beast::bind_handler(std::forward<Handler>(handler), error_code{}));
}

inline void beast_close_socket(BatchingStream& stream) {
  stream.close();
}

inline void teardown(boost::beast::role_type, BatchingStream&, error_code& ec) {
  ec = {};
}

}  // namespace parley::net
