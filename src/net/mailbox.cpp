// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/mailbox.hpp"

#include <cerrno>
#include <cstdint>
#include <iterator>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

#include "parley/net/transport/transport.hpp"

namespace parley::net {
namespace {

int open_eventfd() {
  const int descriptor = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (descriptor < 0) {
    throw std::system_error(errno, std::system_category(), "cannot open an eventfd");
  }
  return descriptor;
}

}  // namespace

/// The calls of one wake-up. If one of them throws, the others go back and are made later, so that
/// a fault of one connection does not affect the others.
class Mailbox::Batch {
 public:
  Batch(Mailbox& owner, Calls calls) : owner_(owner), calls_(std::move(calls)) {}
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;
  ~Batch() {
    if (!calls_.empty()) owner_.put_back(std::move(calls_));
  }

  void run() {
    while (!calls_.empty() && owner_.wakeups_.is_open()) {
      const std::function<void()> call = std::move(calls_.front());
      calls_.pop_front();
      call();
    }
  }

 private:
  Mailbox& owner_;
  Calls calls_;
};

Mailbox::Mailbox(boost::asio::io_context& io) : wakeups_(io.get_executor(), open_eventfd()) {
  wait();
}

Mailbox::~Mailbox() {
  close();
}

void Mailbox::post(std::function<void()> call) {
  const std::lock_guard lock{mutex_};
  if (is_closed_) return;
  const bool is_first = calls_.empty();
  calls_.push_back(std::move(call));
  // Under the mutex, so that the descriptor is still this one.
  if (is_first) wake();
}

void Mailbox::close() {
  Calls dropped;  // whose destructors may post
  {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
    dropped.swap(calls_);
    error_code ignored;
    wakeups_.close(ignored);
  }
}

void Mailbox::wait() {
  wakeups_.async_wait(decltype(wakeups_)::wait_read, [this](error_code ec) {
    if (!ec) deliver();
  });
}

void Mailbox::deliver() {
  std::uint64_t count = 0;
  Calls due;
  {
    const std::lock_guard lock{mutex_};
    if (is_closed_) return;
    // Before the calls are taken: a later one wakes the loop again.
    (void)!::read(wakeups_.native_handle(), &count, sizeof count);
    due.swap(calls_);
  }
  wait();
  Batch(*this, std::move(due)).run();
}

void Mailbox::put_back(Calls rest) {
  const std::lock_guard lock{mutex_};
  if (is_closed_) return;
  calls_.insert(calls_.begin(), std::make_move_iterator(rest.begin()),
                std::make_move_iterator(rest.end()));
  wake();
}

void Mailbox::wake() noexcept {
  const std::uint64_t one = 1;
  // It fails only if the counter is full, and then the loop wakes anyway.
  (void)!::write(wakeups_.native_handle(), &one, sizeof one);
}

}  // namespace parley::net
