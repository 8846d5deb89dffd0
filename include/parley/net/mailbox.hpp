// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <functional>
#include <mutex>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

namespace parley::net {

/// How other threads reach the event loop: they leave a call, and the loop makes it. No thread but
/// its own may post to the io_context, which takes no locks; so this has a queue under a mutex, and
/// an eventfd that wakes the loop.
///
/// It sets no limit: each sender bounds what it leaves, as Worker does with its queues. It outlives
/// the threads that use it. Until it is closed or destroyed, io_context::run does not return.
class Mailbox {
 public:
  /// Throws std::system_error if there is no descriptor.
  explicit Mailbox(boost::asio::io_context& io);
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  /// From any thread: the loop makes the call, after all earlier ones. After close() the call is
  /// dropped.
  void post(std::function<void()> call);

  /// On the thread of the loop: nothing that was left is called from now on.
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
