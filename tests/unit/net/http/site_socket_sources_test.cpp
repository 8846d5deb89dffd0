// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The host in the Content-Security-Policy of a page, to which the page may open its WebSocket.
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/http_client.hpp"
#include "support/memory/memory_server.hpp"
#include "support/temp_dir.hpp"

namespace parley::test {
namespace {

class SocketSources : public testing::Test {
 protected:
  void SetUp() override {
    dir_.write("room.html", "room page");
    server_ = std::make_unique<MemoryServer>(MemoryServerOptions{
        .net = {.trusted_proxies = {.networks = {*net::Network::parse("127.0.0.0/8")}}},
        .web_root = dir_.path()});
  }

  /// What follows "connect-src 'self'".
  std::string sources(const char* peer, const HttpClient::Headers& headers) {
    const HttpResponse page =
        HttpClient(server_->connect({.address = peer})).get("/room/tea", headers);
    const std::string policy = page.header("content-security-policy").value_or("");
    const std::string key = "connect-src 'self'";
    const std::size_t at = policy.find(key);
    return at == std::string::npos ? "no policy" : policy.substr(at + key.size());
  }
  std::string of_proxy(const HttpClient::Headers& headers) { return sources("127.0.0.1", headers); }
  std::string of_stranger(const HttpClient::Headers& headers) {
    return sources("203.0.113.1", headers);
  }

  TempDir dir_;
  std::unique_ptr<MemoryServer> server_;
};

TEST_F(SocketSources, AreTheHostHeaderWithoutAProxy) {
  const std::string plain = " ws://example.com wss://example.com";
  EXPECT_EQ(of_stranger({"Host: example.com"}), plain);
  EXPECT_EQ(of_stranger({"Host: example.com", "X-Forwarded-Host: evil.example",
                         "X-Forwarded-Port: 1", "Forwarded: host=evil.example"}),
            plain);
  EXPECT_EQ(of_stranger({"Host: [::1]"}), " ws://[::1] wss://[::1]");
  EXPECT_EQ(of_stranger({"Host: [::1]:8080"}), " ws://[::1]:8080 wss://[::1]:8080");
}

TEST_F(SocketSources, AreTheNameThatAProxyTells) {
  EXPECT_EQ(of_proxy({"Host: 10.0.0.7:8080", "X-Forwarded-Host: meet.example.org:8443"}),
            " ws://meet.example.org:8443 wss://meet.example.org:8443");
  EXPECT_EQ(of_proxy({"Host: 10.0.0.7:8080", "X-Forwarded-Host: meet.example.org",
                      "X-Forwarded-Port: 8443"}),
            " ws://meet.example.org:8443 wss://meet.example.org:8443");
  EXPECT_EQ(
      of_proxy({"Host: 10.0.0.7:8080", "Forwarded: for=192.0.2.1;host=\"[2001:db8::1]:443\""}),
      " ws://[2001:db8::1]:443 wss://[2001:db8::1]:443");
}

TEST_F(SocketSources, HaveAnyPortIfAProxyHasDroppedIt) {
  EXPECT_EQ(of_proxy({"Host: example.com"}), " ws://example.com:* wss://example.com:*");
  EXPECT_EQ(of_proxy({"Host: example.com:3001"}), " ws://example.com:3001 wss://example.com:3001");
  EXPECT_EQ(of_proxy({"Host: [::1]"}), " ws://[::1]:* wss://[::1]:*");
}

TEST_F(SocketSources, AreLeftOutIfTheyCouldBeReadAsPartOfThePolicy) {
  for (const char* told :
       {"X-Forwarded-Host: a; script-src *", "X-Forwarded-Host: *",
        "X-Forwarded-Host: a 'unsafe-eval'", "Forwarded: host=\"a; script-src *\""}) {
    EXPECT_EQ(of_proxy({"Host: example.com", told}), "") << told;
  }
  EXPECT_EQ(of_proxy({"Host: example.com", "X-Forwarded-Port: 1;script-src"}), "");
}

}  // namespace
}  // namespace parley::test
