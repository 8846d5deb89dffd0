// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "access/scrypt.hpp"

#include <bit>
#include <cstdint>
#include <stdexcept>

#include "access/openssl_handle.hpp"

namespace parley::access {
namespace {

constexpr std::uint64_t kMaxMemory = 128U << 20;
constexpr std::uint64_t kMaxN = 1U << 17;
constexpr std::uint64_t kMaxFactor = 64;  // r and p
constexpr std::uint64_t kMaxWork = 1U << 22;
constexpr std::uint64_t kScratchMemory = 2U << 20;  // memory in addition to the 128·N·r bytes

std::uint64_t memory_of(const ScryptCost& cost) {
  return 128ULL * cost.n * cost.r;
}

}  // namespace

bool is_bearable(const ScryptCost& cost) noexcept {
  const auto [n, r, p] = cost;
  return n >= 2 && n <= kMaxN && std::has_single_bit(n) && r >= 1 && r <= kMaxFactor && p >= 1 &&
         p <= kMaxFactor && memory_of(cost) <= kMaxMemory && std::uint64_t{n} * r * p <= kMaxWork;
}

std::string scrypt(std::string_view password, std::string_view salt, const ScryptCost& cost,
                   std::size_t bytes) {
  const ErrorQueueCleaner cleaner;
  std::string key(bytes, '\0');
  if (!is_bearable(cost) ||
      EVP_PBE_scrypt(password.data(), password.size(),
                     reinterpret_cast<const unsigned char*>(salt.data()), salt.size(), cost.n,
                     cost.r, cost.p, memory_of(cost) + kScratchMemory,
                     reinterpret_cast<unsigned char*>(key.data()), key.size()) != 1) {
    throw std::runtime_error("cannot compute scrypt");
  }
  return key;
}

}  // namespace parley::access
