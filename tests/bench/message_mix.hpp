// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parley::bench {

inline constexpr std::size_t kIdBytes = 32;  ///< of a client id
inline constexpr std::size_t kSequenceDigits = 8;
inline constexpr std::size_t kOfferBytes = 2500;
inline constexpr std::size_t kCandidateBytes = 250;

/// The messages with which a call is set up, in their proportion: one offer, one answer and ten
/// candidates, then again from the beginning. `sequence` selects the kind and stands in the text.
inline constexpr std::size_t kCycle = 12;

/// The text of a message as a client sends it, without a mask.
[[nodiscard]] std::string mix_message(std::uint32_t sequence, std::string_view receiver);

/// A text message to the room whose payload, as the client sends it, has `bytes` bytes.
[[nodiscard]] std::string room_text(std::uint32_t sequence, std::size_t bytes);

/// One kind of message with two blanks, receiver and sequence: masked once, filled in and sent
/// often. What arrives is compared byte for byte with what was sent, from `type` on.
class MessageTemplate {
 public:
  /// `text` is what a client sends, with its receiver (if `receiver` is not empty) and sequence.
  MessageTemplate(std::string_view text, std::string_view receiver, std::uint32_t sequence);

  /// Appends the masked frame. REQUIRES: `receiver` has kIdBytes bytes, or there is no blank.
  void append(std::string& out, std::string_view receiver, std::uint32_t sequence) const;

  /// Whether `text`, as the server sent it, is this message from `sender` with that sequence.
  [[nodiscard]] bool matches(std::string_view text, std::string_view sender,
                             std::uint32_t sequence) const;

 private:
  std::string frame_;            ///< masked
  std::string tail_;             ///< what has to arrive: "type":…,"data":…}
  std::size_t receiver_at_ = 0;  ///< in frame_; 0 if there is none
  std::size_t sequence_at_ = 0;  ///< in frame_
  std::size_t tail_sequence_at_ = 0;
  std::size_t mask_shift_ = 0;  ///< the length of the frame's header, modulo 4
};

/// The templates of the whole cycle.
[[nodiscard]] std::vector<MessageTemplate> mix_templates();

}  // namespace parley::bench
