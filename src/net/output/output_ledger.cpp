// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/output/output_ledger.hpp"

#include <utility>

#include "net/output/batching_stream.hpp"

namespace parley::net {

void OutputLedger::set(BatchingStream& stream, std::size_t bytes) {
  Entry& entry = stream.ledger_entry();
  const std::size_t before = std::exchange(entry.bytes, bytes);
  if (bytes == before) return;
  if (before == 0) {
    entry.index = waiting_.size();
    waiting_.push_back(&stream);
  } else if (bytes == 0) {
    waiting_[entry.index] = waiting_.back();
    waiting_[entry.index]->ledger_entry().index = entry.index;
    waiting_.pop_back();
  }
  total_ += bytes - before;
  Account* const account = entry.account.get();
  if (account != nullptr) account->output_bytes += bytes - before;
  if (bytes > before && limits_ != nullptr) enforce(account);
}

void OutputLedger::move(BatchingStream& stream, AccountHold account) noexcept {
  Entry& entry = stream.ledger_entry();
  if (Account* const old = entry.account.get()) old->output_bytes -= entry.bytes;
  entry.account = std::move(account);
  if (Account* const now = entry.account.get()) now->output_bytes += entry.bytes;
}

void OutputLedger::enforce(const Account* account) {
  while (account != nullptr && account->output_bytes > limits_->address_output()) {
    slowest_of(account)->lose_output();
  }
  while (total_ > limits_->total_output_bytes) slowest_of(nullptr)->lose_output();
}

/// The stream whose peer has had the longest time to receive the waiting output. A stream that has
/// already lost its output is the last choice.
BatchingStream* OutputLedger::slowest_of(const Account* account) const {
  BatchingStream* slowest = nullptr;
  for (BatchingStream* const stream : waiting_) {
    if (account != nullptr && stream->ledger_entry().account.get() != account) continue;
    if (slowest == nullptr || stream->is_slower_than(*slowest)) slowest = stream;
  }
  return slowest;
}

}  // namespace parley::net
