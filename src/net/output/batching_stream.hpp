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
#include "net/output/output_ledger.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/base/token_bucket.hpp"
#include "parley/net/admission/limits.hpp"
#include "parley/net/transport/transport.hpp"

namespace parley::net {

/// The layer between Beast and the transport: an AsyncStream whose writes append to one output
/// buffer and then complete, so Beast's own frames (pong, Close) and the data frames that
/// connections append stay in order and never interleave. FlushQueue sends the buffer. It has one
/// owner, which outlives every operation, and one thread.
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

  /// Completes as soon as the data is buffered or, above kHighWater, as soon as it has been sent.
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

  /// Appends one data frame; false if the queue would exceed `limit` bytes. A single frame always
  /// fits, because its length has its own limit. Drops frames after a Close frame, because the
  /// peer does not read them.
  [[nodiscard]] bool append(std::string_view frame, std::size_t limit);

  /// From now on Beast writes WebSocket frames; a Close among them ends the data.
  void expect_frames() noexcept {
    is_framed_ = true;
    unfinished_ = output_.size();  // the response to the upgrade, if it is queued
  }

  /// From now on the queued output is charged to this address; empty: to no address.
  void charge_to(AccountHold account) noexcept { OutputLedger::move(*this, std::move(account)); }

  /// Whether OutputLedger has dropped the output of this stream. If so, nothing can be appended,
  /// and the owner must end the connection. After accept_again() it may tell the client the reason.
  [[nodiscard]] bool has_lost_output() const noexcept { return has_lost_output_; }
  void accept_again() noexcept { has_lost_output_ = false; }

  [[nodiscard]] std::size_t queued_bytes() const noexcept { return output_.size(); }
  [[nodiscard]] bool has_parked_write() const noexcept { return !parked_write_.empty(); }

  /// The chat layer charges messages. This counts all input, including frame headers, and delays
  /// the next read while it exceeds `rate`.
  void limit_input(const Rate& rate) noexcept { input_rate_ = rate; }

  /// Adds to that count for work that costs more than its bytes.
  void charge_input(std::size_t bytes) noexcept { uncharged_input_ += bytes; }

  /// Whether a read is delayed because of the input rate.
  [[nodiscard]] bool is_input_held() const noexcept { return input_pause_ != nullptr; }

  /// Whether the peer has received no output for limits.output_deadline, or needs longer for the
  /// queued output than limits.output_bytes_per_second and that deadline together allow.
  [[nodiscard]] bool is_too_slow(TimePoint now, const Limits& limits) const noexcept;

  /// Sends the queued output, then FIN, and discards input until the peer closes, too: closing with
  /// unread input would reset the connection and lose output. If the peer has finished sending,
  /// closes right after the output. `owner` keeps the stream alive meanwhile, and calls close()
  /// when it takes too long. REQUIRES: Beast has no outstanding read.
  void finish(std::shared_ptr<void> owner, bool peer_has_finished = false);

  /// Drops the queued output. False if part of it has been sent, so that the peer could not
  /// understand what follows.
  [[nodiscard]] bool discard_output() noexcept;

  /// Ends the connection now. Operations complete with an error.
  void close() noexcept;

  /// Releases the memory of an idle connection, or of one that is about to be idle, as soon as its
  /// queued output has been sent.
  void release_memory() noexcept;

  // For FlushQueue and its OutputLedger.
  void flush();
  [[nodiscard]] OutputLedger::Entry& ledger_entry() noexcept { return ledger_entry_; }
  /// Drops the output after the frame that is being sent. Closes a stream that does not send
  /// frames, and a stream that has lost its output before.
  void lose_output();
  /// REQUIRES: both streams have queued output.
  [[nodiscard]] bool is_slower_than(const BatchingStream& other) const noexcept;

  /// Sets the object that must live while a write waits for the peer.
  void set_owner(std::weak_ptr<void> owner) noexcept {
    owner_ = std::move(owner);
    // A wait that began under the old owner continues under the new one.
    if (waiting_owner_) waiting_owner_ = owner_.lock();
  }

 private:
  static constexpr std::size_t kHighWater = 64 * 1024;
  static constexpr std::size_t kChargeEvery =
      16 * 1024;  ///< input bytes between two readings of the clock
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
  void consume(std::string_view bytes, std::size_t sent);
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
  OutputLedger::Entry ledger_entry_;
  // While output is queued: the peer has not taken `left_` bytes of a lot of `lot_` bytes.
  TimePoint progress_at_{};
  TimePoint lot_at_{};
  std::size_t lot_ = 0;
  std::size_t left_ = 0;
  std::size_t unfinished_ = 0;  // bytes left of a frame that is partly sent
  bool has_lost_output_ = false;
  bool is_enlisted_ = false;
  bool is_framed_ = false;
  bool has_passed_close_ =
      false;  // a Close frame is in the buffer or has been sent: no data after it
  bool is_release_due_ = false;
  bool is_finishing_ = false;
  bool peer_has_finished_ = false;
  bool is_input_ended_ = false;
  bool is_closed_ = false;
};

// Beast finds these by argument-dependent look-up, to end the TCP connection after a WebSocket has
// closed. ClosingHandshake does that, with a deadline, so there is nothing to do here.
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
