// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "message_mix.hpp"

#include <cstring>
#include <stdexcept>

#include "bench_client.hpp"

namespace parley::bench {
namespace {

constexpr std::string_view kSenderKey = R"({"sender":")";
constexpr std::string_view kDataKey = R"(,"data":)";

void check(bool condition, const char* what) {
  if (!condition) throw std::logic_error(what);
}

using Digits = std::array<char, kSequenceDigits>;

Digits digits_of(std::uint32_t sequence) {
  Digits digits;
  for (std::size_t i = kSequenceDigits; i-- > 0; sequence /= 10) {
    digits[i] = static_cast<char>('0' + sequence % 10);
  }
  return digits;
}

std::string text_of(std::uint32_t sequence) {
  const Digits digits = digits_of(sequence);
  return {digits.data(), digits.size()};
}

/// What a browser writes for one audio and one video stream, as far as it fits.
void append_sdp(std::string& out, std::string_view session, std::size_t bytes) {
  constexpr std::string_view kEnd = R"(a=end-of-candidates\r\n)";
  constexpr std::array<std::string_view, 8> kLines{
      R"(m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99 100 101 102 121 127 120\r\n)",
      R"(c=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=ice-ufrag:uJ4c\r\n)",
      R"(a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=setup:actpass\r\n)",
      R"(a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 nack pli\r\n)",
      R"(a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n)",
      R"(a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f\r\n)",
      R"(a=ssrc-group:FID 2231627014 632943048\r\na=rtcp-mux\r\na=rtcp-rsize\r\n)",
      R"(a=ssrc:2231627014 cname:4TOk42mSjXCkVIa6\r\na=sendrecv\r\na=mid:1\r\n)"};
  const std::size_t end = out.size() + bytes;
  out.append(R"(v=0\r\no=- )").append(session).append(R"( 2 IN IP4 127.0.0.1\r\ns=-\r\n)");
  for (std::size_t i = 0;; ++i) {
    const std::string_view line = kLines[i % kLines.size()];
    if (out.size() + line.size() + kEnd.size() > end) break;
    out.append(line);
  }
  // A line may be cut anywhere but within an escape.
  out.append(end - out.size() - kEnd.size(), 'x').append(kEnd);
}

std::string description(std::string_view type, std::uint32_t sequence, std::string_view receiver) {
  std::string out = R"({"type":")";
  out.append(type).append(R"(","receiver":")").append(receiver);
  out.append(R"(","data":{"type":")").append(type).append(R"(","sdp":")");
  constexpr std::string_view kEnd = R"("}})";
  append_sdp(out, text_of(sequence), kOfferBytes - out.size() - kEnd.size());
  return out.append(kEnd);
}

std::string candidate(std::uint32_t sequence, std::string_view receiver) {
  std::string out = R"({"type":"icecandidate","receiver":")";
  out.append(receiver).append(R"(","data":{"candidate":"candidate:)").append(text_of(sequence));
  out += R"( 1 udp 2122260223 192.168.1.17 54321 typ host generation 0 ufrag uJ4c network-id 1)";
  constexpr std::string_view kEnd = R"(","sdpMid":"0","sdpMLineIndex":0}})";
  constexpr std::string_view kFill = " network-cost 10 x-room-for-a-longer-address";
  out.append(kFill.substr(0, kCandidateBytes - out.size() - kEnd.size()));
  out.append(kEnd);
  check(out.size() == kCandidateBytes, "a candidate of the wrong size");
  return out;
}

}  // namespace

std::string mix_message(std::uint32_t sequence, std::string_view receiver) {
  switch (sequence % kCycle) {
    case 0:
      return description("offer", sequence, receiver);
    case 1:
      return description("answer", sequence, receiver);
    default:
      return candidate(sequence, receiver);
  }
}

std::string room_text(std::uint32_t sequence, std::size_t bytes) {
  std::string out =
      R"({"type":"text","receiver":"room","data":{"from":"Ann","time":1700000000000,)";
  out.append(R"("text":")").append(text_of(sequence)).append(" ");
  constexpr std::string_view kEnd = R"("}})";
  check(bytes >= out.size() + kEnd.size(), "too few bytes for a text message");
  out.append(bytes - out.size() - kEnd.size(), 'x');
  return out.append(kEnd);
}

MessageTemplate::MessageTemplate(std::string_view text, std::string_view receiver,
                                 std::uint32_t sequence) {
  append_client_frame(frame_, text);
  const std::size_t header = frame_.size() - text.size();
  mask_shift_ = header % 4;
  if (!receiver.empty()) receiver_at_ = header + text.find(receiver);
  const std::string digits = text_of(sequence);
  const std::size_t sequence_at = text.find(digits);
  check(sequence_at != std::string_view::npos, "no sequence in the template");
  sequence_at_ = header + sequence_at;
  const std::size_t type_at = text.find(R"("type":)");
  const std::size_t type_end = text.find(',', type_at);
  const std::size_t data_at = text.find(kDataKey);
  tail_.append(text.substr(type_at, type_end - type_at)).append(text.substr(data_at));
  tail_sequence_at_ = tail_.find(digits);
}

void MessageTemplate::append(std::string& out, std::string_view receiver,
                             std::uint32_t sequence) const {
  const std::size_t begin = out.size();
  out.append(frame_);
  const auto fill = [&](std::size_t at, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const unsigned char mask = kMask[(at + i - mask_shift_) % 4];
      out[begin + at + i] = static_cast<char>(static_cast<unsigned char>(text[i]) ^ mask);
    }
  };
  const Digits digits = digits_of(sequence);
  if (receiver_at_ != 0) fill(receiver_at_, receiver);
  fill(sequence_at_, {digits.data(), digits.size()});
}

bool MessageTemplate::matches(std::string_view text, std::string_view sender,
                              std::uint32_t sequence) const {
  if (text.size() < kSenderKey.size() + sender.size() + tail_.size()) return false;
  if (!text.starts_with(kSenderKey) || text.substr(kSenderKey.size(), sender.size()) != sender) {
    return false;
  }
  const std::string_view got = text.substr(text.size() - tail_.size());
  const std::string_view want = tail_;
  const std::size_t after = tail_sequence_at_ + kSequenceDigits;
  const Digits digits = digits_of(sequence);
  return got.substr(0, tail_sequence_at_) == want.substr(0, tail_sequence_at_) &&
         std::memcmp(got.data() + tail_sequence_at_, digits.data(), digits.size()) == 0 &&
         got.substr(after) == want.substr(after);
}

std::vector<MessageTemplate> mix_templates() {
  const std::string receiver(kIdBytes, '#');
  std::vector<MessageTemplate> templates;
  for (std::uint32_t i = 0; i < kCycle; ++i) {
    const std::uint32_t unmistakable = 98'765'400U + i;  // not a number that stands in the text
    static_assert(98'765'400U % kCycle == 0);
    templates.emplace_back(mix_message(unmistakable, receiver), receiver, unmistakable);
  }
  return templates;
}

}  // namespace parley::bench
