// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "parley/base/accounts.hpp"
#include "parley/net/admission/limits.hpp"

namespace parley::net {

class BatchingStream;

/// The output that waits because its peers do not take it, of all streams and of each address. When
/// it is too much, the slowest streams lose theirs: of the address that is over its share, or of
/// all. Output that goes out with the next flush is not counted, so a client that reads at the pace
/// at which it is sent to costs nothing here. FlushQueue owns it.
class OutputLedger {
 public:
  OutputLedger() = default;
  OutputLedger(const OutputLedger&) = delete;
  OutputLedger& operator=(const OutputLedger&) = delete;

  /// Without limits it only counts. They outlive it.
  void set_limits(const Limits& limits) noexcept { limits_ = &limits; }

  /// What one stream is charged for, which keeps it.
  struct Entry {
    AccountHold account;
    std::size_t bytes = 0;
    std::size_t index = 0;  // in waiting_, if `bytes` is not zero
  };

  /// `bytes` wait for the peer of this stream now. May take them, and those of others.
  void set(BatchingStream& stream, std::size_t bytes);
  /// The stream is charged to this address from now on.
  static void move(BatchingStream& stream, AccountHold account) noexcept;

  [[nodiscard]] std::size_t total_bytes() const noexcept { return total_; }

 private:
  void enforce(const Account* account);
  [[nodiscard]] BatchingStream* slowest_of(const Account* account) const;

  const Limits* limits_ = nullptr;
  std::size_t total_ = 0;
  std::vector<BatchingStream*> waiting_;
};

}  // namespace parley::net
