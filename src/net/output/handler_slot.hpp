// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "parley/net/transport/transport.hpp"

namespace parley::net {

/// Holds one completion handler of any type until it is called. It keeps the memory for the next
/// one: the operations of a connection have few types, so a message costs no allocation here.
class HandlerSlot {
 public:
  HandlerSlot() = default;
  HandlerSlot(const HandlerSlot&) = delete;
  HandlerSlot& operator=(const HandlerSlot&) = delete;
  ~HandlerSlot() { reset(); }

  [[nodiscard]] bool empty() const noexcept { return held_ == nullptr; }

  /// REQUIRES: empty().
  template <class Handler>
  void emplace(Handler&& handler) {
    using Model = HeldHandler<std::decay_t<Handler>>;
    static_assert(alignof(Model) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
    if (size_ < sizeof(Model)) {
      memory_ = std::make_unique<std::byte[]>(sizeof(Model));
      size_ = sizeof(Model);
    }
    held_ = new (memory_.get()) Model(std::forward<Handler>(handler));
  }

  /// Calls the handler, which finds the slot empty and may fill it again.
  void invoke(error_code ec, std::size_t bytes) {
    Held* const held = std::exchange(held_, nullptr);
    held->invoke(ec, bytes);
  }

  void reset() noexcept {
    if (Held* const held = std::exchange(held_, nullptr)) held->~Held();
  }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual void invoke(error_code ec, std::size_t bytes) = 0;
  };

  template <class Handler>
  struct HeldHandler final : Held {
    template <class H>
    explicit HeldHandler(H&& h) : handler(std::forward<H>(h)) {}

    void invoke(error_code ec, std::size_t bytes) override {
      Handler due = std::move(handler);
      this->~HeldHandler();  // frees the memory for the next operation of the handler
      due(ec, bytes);
    }

    Handler handler;
  };

  std::unique_ptr<std::byte[]> memory_;
  std::size_t size_ = 0;
  Held* held_ = nullptr;
};

}  // namespace parley::net
