// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <functional>
#include <mutex>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

namespace parley::net {

/// The way from other threads to the event loop: they leave a call, and the loop makes it. Because
/// the io_context takes no locks, only its own thread may post to it. This class therefore has a
/// queue under a mutex, and an eventfd that wakes the loop.
///
/// It sets no limit: each sender limits its own calls, as Worker does with its queues. It must
/// outlive the threads that use it. Until it is closed or destroyed, io_context::run does not
/// return.
class Mailbox {
 public:
  /// Throws std::system_error if no descriptor is available.
  explicit Mailbox(boost::asio::io_context& io);
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  /// Call this from any thread. The loop makes the call after all earlier ones. After close() the
  /// call is dropped.
  void post(std::function<void()> call);

  /// Call this on the thread of the loop. Drops all calls that the loop has not made.
  void close();

 private:
  using Calls = std::deque<std::function<void()>>;
  class Batch;

  void wait();
  void deliver();
  void put_back(Calls rest);
  void wake() noexcept;

  boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type> wakeups_;
  std::mutex mutex_;
  Calls calls_;             // guarded by mutex_
  bool is_closed_ = false;  // guarded by mutex_
};

}  // namespace parley::net
