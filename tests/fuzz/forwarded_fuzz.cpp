// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Any bytes as what a client sends in Forwarded: what the proxy appends to them is read as if they
// were not there.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parley/net/admission/client_address.hpp"
#include "parley/net/admission/forwarded_reader.hpp"

namespace parley::fuzz {
namespace {

void require_forwarded(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "not a Forwarded header as it should be: %s\n", what);
  std::abort();
}

void append_to(std::string_view sent) {
  for (const std::string_view own : {"for=192.0.2.1;host=a.example", R"(for="[2001:db8::1]:9")"}) {
    const std::string list = std::string{sent} + "," + std::string{own};
    net::ForwardedReader alone{own};
    net::ForwardedReader behind{list};
    require_forwarded(behind.next() == alone.next(), "the proxy's element");
    std::size_t count = 0;
    while (behind.next()) ++count;
    require_forwarded(count <= sent.size(), "the number of elements");
    const net::TrustedProxies trusted{{*net::Network::parse("127.0.0.0/8")}, true};
    const auto address = net::read_forwarding({}, {.forwarded = list}, trusted).client.address;
    require_forwarded(address.has_value() && !address->is_loopback(), "the client's address");
  }
}

}  // namespace
}  // namespace parley::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  parley::fuzz::append_to({reinterpret_cast<const char*>(data), size});
  return 0;
}
