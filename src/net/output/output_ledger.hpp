// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "parley/base/accounts.hpp"
#include "parley/net/admission/limits.hpp"

namespace parley::net {

class BatchingStream;

/// Counts the queued output that peers do not read, in total and for each address. If there is too
/// much, the slowest streams lose their output: those of the address that exceeds its share,
/// or of all addresses. Output that the next flush sends is not counted, so a client that keeps up
/// costs nothing here. FlushQueue owns it.
class OutputLedger {
 public:
  OutputLedger() = default;
  OutputLedger(const OutputLedger&) = delete;
  OutputLedger& operator=(const OutputLedger&) = delete;

  /// Without limits it only counts. `limits` must outlive it.
  void set_limits(const Limits& limits) noexcept { limits_ = &limits; }

  /// The bytes that are charged to one stream. The stream keeps this entry.
  struct Entry {
    AccountHold account;
    std::size_t bytes = 0;
    std::size_t index = 0;  // in waiting_, if `bytes` is not zero
  };

  /// Sets the number of bytes that wait for the peer of this stream. May drop the output of this
  /// stream and of others.
  void set(BatchingStream& stream, std::size_t bytes);
  /// Charges the stream to this address from now on.
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
