// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Any bytes as a STUN message: what is taken comes out again as it was, and the rest merely must
// not upset a sanitizer.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "check/stun_message.hpp"

namespace parley::fuzz {
namespace {

namespace stun = check::stun;

void require_same(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "a message is not what it was: %s\n", what);
  std::abort();
}

void read_all(std::string_view bytes) {
  (void)stun::message_size(bytes);
  const auto message = stun::parse(bytes);
  if (!message) return;
  (void)stun::has_integrity(bytes, "key");
  (void)stun::has_fingerprint(bytes);
  (void)stun::error_of(*message);
  (void)stun::xor_address(*message, stun::kXorMappedAddress);
  std::string written = stun::write(*message);
  // A first MESSAGE-INTEGRITY or FINGERPRINT of the input would be the one that is looked at.
  const bool has_own = message->find(stun::kMessageIntegrity) || message->find(stun::kFingerprint);
  constexpr std::size_t kRoom = 32;
  if (written.size() + kRoom > 0xffff || has_own) return;
  stun::append_integrity(written, "key");
  stun::append_fingerprint(written);
  require_same(stun::has_integrity(written, "key"), "integrity");
  require_same(stun::has_fingerprint(written), "fingerprint");
  const auto again = stun::parse(written);
  require_same(again && again->type == message->type, "type");
  require_same(again->attributes.size() == message->attributes.size() + 2, "attributes");
  for (std::size_t i = 0; i < message->attributes.size(); ++i) {
    require_same(again->attributes[i] == message->attributes[i], "attribute");
  }
}

}  // namespace
}  // namespace parley::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  parley::fuzz::read_all({reinterpret_cast<const char*>(data), size});
  return 0;
}
