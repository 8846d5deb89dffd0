// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/output/batching_stream.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/error.hpp>

#include "parley/protocol/message.hpp"

namespace parley::net {

BatchingStream::BatchingStream(Executor executor, Scheduler& scheduler,
                               std::unique_ptr<Transport> transport, FlushQueue& queue)
    : executor_(executor), scheduler_(scheduler), transport_(std::move(transport)), queue_(queue) {}

BatchingStream::~BatchingStream() {
  if (is_enlisted_) queue_.forget(*this);
  queue_.ledger().set(*this, 0);
}

void BatchingStream::on_read(void* self, error_code ec, std::size_t bytes) {
  auto& stream = *static_cast<BatchingStream*>(self);
  stream.uncharged_input_ += bytes;
  stream.read_.invoke(ec, bytes);
}

void BatchingStream::start_read(boost::asio::mutable_buffer buffer) {
  if (uncharged_input_ >= kChargeEvery && !is_closed_) {
    const auto charged = static_cast<double>(std::exchange(uncharged_input_, 0));
    const Duration delay = input_.take(charged, input_rate_, scheduler_.now());
    if (delay > Duration::zero()) return hold_input(buffer, delay);
  }
  transport_->async_read_some(buffer, {&BatchingStream::on_read, this});
}

void BatchingStream::hold_input(boost::asio::mutable_buffer buffer, Duration delay) {
  queue_.note_held_input();
  // The handler in `read_` keeps the owner, and so this, alive.
  input_pause_ = scheduler_.call_after(delay, [this, buffer] {
    input_pause_.reset();
    transport_->async_read_some(buffer, {&BatchingStream::on_read, this});
  });
}

bool BatchingStream::append(std::string_view frame, std::size_t limit) {
  if (has_passed_close_ || is_closed_ || has_lost_output_) return !has_lost_output_;
  if (!output_.empty() && output_.size() + frame.size() > limit) return false;
  output_.append(frame);
  enlist();
  return !has_lost_output_;
}

void BatchingStream::append_from_beast(std::string_view bytes, bool is_start) {
  constexpr unsigned char kFinalClose = 0x88;
  if (is_closed_) return;
  if (is_framed_ && is_start && static_cast<unsigned char>(bytes.front()) == kFinalClose) {
    has_passed_close_ = true;
  }
  output_.append(bytes);
  enlist();
}

void BatchingStream::enlist() {
  queue_.note_queued(output_.size());
  if (waiting_owner_) return queue_.ledger().set(*this, output_.size());
  if (is_enlisted_) return;
  is_enlisted_ = true;
  queue_.enlist(*this);
}

void BatchingStream::flush() {
  is_enlisted_ = false;
  if (waiting_owner_ || is_closed_) return;
  if (!output_.empty()) {
    const std::string_view bytes = output_.view();
    error_code ec;
    const std::size_t sent = transport_->try_send({bytes.data(), bytes.size()}, ec);
    if (ec && ec != boost::asio::error::would_block) return close();
    if (sent < bytes.size() || ledger_entry_.bytes > 0) [[unlikely]] {
      consume(bytes, sent);
      if (!output_.empty()) return wait_until_writable();
    } else {
      unfinished_ = 0;
      output_.clear();
    }
  }
  on_drained();
}

/// The first `sent` bytes of the output, `bytes`, have been sent. Output is queued, or was queued.
void BatchingStream::consume(std::string_view bytes, std::size_t sent) {
  if (sent == bytes.size()) {
    unfinished_ = left_ = 0;
  } else {
    std::size_t end = unfinished_;
    while (is_framed_ && end < sent) end += protocol::frame_size(bytes.substr(end));
    unfinished_ = end - std::min(end, sent);
    left_ -= std::min(left_, sent);
  }
  output_.consume(sent);
  if (ledger_entry_.bytes > 0) queue_.ledger().set(*this, output_.size());
}

void BatchingStream::wait_until_writable() {
  waiting_owner_ = owner_.lock();
  if (!waiting_owner_) return;  // the owner is being destroyed, together with this
  progress_at_ = scheduler_.now();
  if (left_ == 0) {
    lot_at_ = progress_at_;
    lot_ = left_ = output_.size();
  }
  queue_.ledger().set(*this, output_.size());
  if (is_closed_) return waiting_owner_.reset();
  transport_->async_wait_writable({&BatchingStream::on_writable, this});
}

void BatchingStream::on_writable(void* self, error_code ec, std::size_t) {
  auto& stream = *static_cast<BatchingStream*>(self);
  const std::shared_ptr<void> alive = std::move(stream.waiting_owner_);
  stream.waiting_owner_.reset();
  if (!ec) stream.flush();
}

void BatchingStream::on_drained() {
  if (is_finishing_) return end_output();
  if (is_release_due_) release_memory();
  if (parked_write_.empty()) return;
  const auto alive = owner_.lock();  // the parked write may release this object
  parked_write_.invoke({}, parked_bytes_);
}

bool BatchingStream::is_too_slow(TimePoint now, const Limits& limits) const noexcept {
  if (!waiting_owner_) return false;
  if (now - progress_at_ >= limits.output_deadline) return true;
  const std::chrono::duration<double> needed{static_cast<double>(lot_) /
                                             limits.output_bytes_per_second};
  return now - lot_at_ >= limits.output_deadline + needed;
}

bool BatchingStream::is_slower_than(const BatchingStream& other) const noexcept {
  if (has_lost_output_ != other.has_lost_output_) return other.has_lost_output_;
  return lot_at_ < other.lot_at_;
}

void BatchingStream::lose_output() {
  if (!is_framed_ || has_lost_output_) return close();
  has_lost_output_ = true;
  output_.keep_first(unfinished_);
  left_ = std::min(left_, unfinished_);
  queue_.ledger().set(*this, output_.size());
}

void BatchingStream::finish(std::shared_ptr<void> owner, bool peer_has_finished) {
  if (is_closed_ || is_finishing_) return;
  is_finishing_ = true;
  peer_has_finished_ = peer_has_finished;
  discarding_owner_ = std::move(owner);
  discard_input();
  if (output_.empty()) return end_output();
  enlist();
}

void BatchingStream::end_output() {
  transport_->shutdown_send();  // TLS sends its own close_notify; no need to wait for the peer's
  if (peer_has_finished_) close();
}

void BatchingStream::discard_input() {
  // Nobody reads this buffer, so all streams may share it.
  static std::array<char, 16 * 1024> nowhere;
  transport_->async_read_some(boost::asio::buffer(nowhere), {&BatchingStream::on_discarded, this});
}

void BatchingStream::on_discarded(void* self, error_code ec, std::size_t) {
  auto& stream = *static_cast<BatchingStream*>(self);
  if (!ec) return stream.discard_input();
  // A peer that has finished sending still reads the rest of the output.
  stream.peer_has_finished_ = true;
  if (ec == boost::asio::error::eof && !stream.output_.empty()) {
    stream.is_input_ended_ = true;
    return;
  }
  const std::shared_ptr<void> alive = std::move(stream.discarding_owner_);
  stream.discarding_owner_.reset();
  stream.close();
}

bool BatchingStream::discard_output() noexcept {
  if (waiting_owner_) return false;
  output_.release();
  unfinished_ = left_ = 0;
  return true;
}

void BatchingStream::close() noexcept {
  if (is_closed_) return;
  is_closed_ = true;
  output_.release();
  queue_.ledger().set(*this, 0);
  transport_->close();
  if (input_pause_) abort_held_read();
  if (is_input_ended_) {  // no read is left that would release the owner
    boost::asio::post(executor_, [this, alive = discarding_owner_] { discarding_owner_.reset(); });
  }
  if (!parked_write_.empty()) abort_parked_write();
}

void BatchingStream::abort_held_read() {
  input_pause_.reset();
  boost::asio::post(executor_, [this, alive = owner_.lock()] {
    if (alive) read_.invoke(boost::asio::error::operation_aborted, 0);
  });
}

void BatchingStream::abort_parked_write() {
  boost::asio::post(executor_, [this, alive = owner_.lock()] {
    if (alive && !parked_write_.empty()) {
      parked_write_.invoke(boost::asio::error::operation_aborted, 0);
    }
  });
}

void BatchingStream::release_memory() noexcept {
  is_release_due_ = !output_.empty();
  if (is_release_due_) return;
  output_.release();
  transport_->release_memory();
}

}  // namespace parley::net
