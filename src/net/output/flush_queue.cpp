// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/output/flush_queue.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/asio/post.hpp>

#include "net/output/batching_stream.hpp"

namespace parley::net {

void FlushQueue::enlist(BatchingStream& stream) {
  enlisted_.push_back(&stream);
  post_if_needed();
}

void FlushQueue::post_if_needed() {
  if (!is_posted_ && !is_held_ && !enlisted_.empty()) post();
}

void FlushQueue::end_message() noexcept {
  is_held_ = false;
  try {
    post_if_needed();
  } catch (const std::exception&) {
    // No memory for the flush: the next message retries.
  }
}

void FlushQueue::forget(const BatchingStream& stream) noexcept {
  std::ranges::replace(enlisted_, const_cast<BatchingStream*>(&stream), nullptr);
  std::ranges::replace(flushing_, const_cast<BatchingStream*>(&stream), nullptr);
}

void FlushQueue::post() {
  messages_at_post_ = messages_;
  boost::asio::post(executor_, [this] { run(); });
  is_posted_ = true;
}

void FlushQueue::run() {
  if (messages_ != messages_at_post_ && deferrals_ < kMaxDeferrals) {
    ++deferrals_;
    return post();
  }
  is_posted_ = false;
  deferrals_ = 0;
  flush_all();
}

void FlushQueue::flush_all() {
  // Append: if a flush has thrown, the streams after it are still in `flushing_`.
  flushing_.insert(flushing_.end(), enlisted_.begin(), enlisted_.end());
  enlisted_.clear();
  for (std::size_t i = 0; i < flushing_.size(); ++i) {
    BatchingStream* const stream = std::exchange(flushing_[i], nullptr);
    if (stream != nullptr) stream->flush();
  }
  flushing_.clear();
}

}  // namespace parley::net
