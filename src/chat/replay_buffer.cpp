// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/replay_buffer.hpp"

#include <algorithm>
#include <utility>

#include "parley/protocol/envelope.hpp"
#include "parley/protocol/message_type.hpp"

namespace parley::chat {

ReplayBuffer::ReplayBuffer(const Counts& counts, std::string frames,
                           std::vector<Forgotten> forgotten)
    : counts_(counts), frames_(std::move(frames)) {
  if (!forgotten.empty()) {
    forgotten_ = std::make_unique<std::vector<Forgotten>>(std::move(forgotten));
  }
}

void ReplayBuffer::push(std::string_view frame) {
  frames_.append(frame);
  ++counts_.sent;
}

void ReplayBuffer::drop_first() {
  begin_ += protocol::frame_size(frames());
  ++counts_.forgotten;
}

/// Frees memory: all of it if the buffer is empty, which it is for most clients most of the time.
void ReplayBuffer::tidy() {
  if (begin_ == frames_.size()) {
    std::string{}.swap(frames_);
    begin_ = 0;
  } else if (begin_ >= frames_.size() / 2) {
    constexpr std::size_t kKeptBytes = 4096;
    if (frames_.capacity() > std::max(kKeptBytes, 4 * bytes())) {
      frames_ = std::string{frames()};
    } else {
      frames_.erase(0, begin_);
    }
    begin_ = 0;
  }
}

void ReplayBuffer::forget_oldest() {
  const std::string_view rest = frames();
  remember_sender(rest.substr(0, protocol::frame_size(rest)));
  drop_first();
  tidy();
}

void ReplayBuffer::remember_sender(std::string_view frame) {
  const std::string_view sender = protocol::frame_sender(frame);
  protocol::Envelope envelope;
  (void)protocol::scan_envelope(protocol::frame_payload(frame), envelope);
  if (sender == protocol::kServerAddress || envelope.receiver == protocol::kRoomAddress) return;
  if (!forgotten_) forgotten_ = std::make_unique<std::vector<Forgotten>>();
  const std::uint64_t number = counts_.forgotten + 1;
  const auto known = std::ranges::find(*forgotten_, sender, &Forgotten::sender);
  if (known != forgotten_->end()) {
    known->last = number;
    return;
  }
  if (forgotten_->size() == kMaxForgottenSenders) forgotten_->erase(forgotten_->begin());
  forgotten_->push_back({std::string{sender}, number});
}

bool ReplayBuffer::acknowledge(std::uint64_t received) {
  if (received < counts_.acknowledged || received > counts_.sent) return false;
  counts_.acknowledged = received;
  while (counts_.forgotten < received) drop_first();
  tidy();
  if (!forgotten_) return true;
  std::erase_if(*forgotten_, [received](const Forgotten& one) { return one.last <= received; });
  if (forgotten_->empty()) forgotten_.reset();
  return true;
}

std::optional<std::string_view> ReplayBuffer::after(std::uint64_t received) const {
  if (received < counts_.forgotten || received > counts_.sent) return std::nullopt;
  std::string_view rest = frames();
  for (std::uint64_t number = counts_.forgotten; number < received; ++number) {
    rest.remove_prefix(protocol::frame_size(rest));
  }
  return rest;
}

std::vector<ReplayBuffer::Forgotten> ReplayBuffer::forgotten() const {
  return forgotten_ ? *forgotten_ : std::vector<Forgotten>{};
}

}  // namespace parley::chat
