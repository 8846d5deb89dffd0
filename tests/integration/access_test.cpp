// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Rooms with rules, with the real thread that checks credentials, and with real signatures.
#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "parley/base/base64url.hpp"
#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/temp_dir.hpp"
#include "support/ws_client.hpp"

namespace parley::test {
namespace {

const std::string kSecret(32, 's');

/// Of the password "tea at five".
constexpr const char* kHash =
    "scrypt$16384$8$5$c2FsdHNhbHRzYWx0c2FsdA$lUTND7Q1teCMz1JXy6PbT4N6Os2Iq4TQUnKq-PsEvLU";

std::string encoded(std::string_view text) {
  return base64url::encode({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string signed_token(json claims, const std::string& secret = kSecret) {
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch());
  if (!claims.contains("exp")) claims["exp"] = now.count() + 60;
  const std::string text = encoded(R"({"alg":"HS256"})") + "." + encoded(claims.dump());
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(), &size);
  return text + "." + encoded(std::string_view{reinterpret_cast<const char*>(mac.data()), size});
}

class Access : public testing::Test {
 protected:
  Access() {
    const auto secret = folder_.write("secret", kSecret + "\n");
    daemon_.emplace("rooms:\n  policies:\n  - {match: tea, password_hash: " + std::string{kHash} +
                    "}\n  - {match: board, token: required}\naccess:\n  keys:\n"
                    "  - {algorithm: HS256, secret_file: " +
                    secret.string() + "}\n");
  }
  /// The code with which it is refused; 0 if it joins.
  int code_of(const std::string& target) {
    WsClient client(daemon_->port(), target);
    const Frame first = client.read_frame();
    if (json::parse(first.payload).at("type") == "greeting") return 0;
    return client.read_ending().code;
  }

  TempDir folder_;
  std::optional<ParleydProcess> daemon_;
};

TEST_F(Access, ChecksPasswords) {
  EXPECT_EQ(code_of("/room/tea/ws"), 4401);
  EXPECT_EQ(code_of("/room/tea/ws?password=tea+at+six"), 4401);
  EXPECT_EQ(code_of("/room/tea/ws?password=tea+at+five"), 0);
  EXPECT_EQ(code_of("/room/tea/ws?password=tea+at+five"), 0);
  EXPECT_EQ(code_of("/room/tea/ws?password=tea+at+six"), 4401);
  EXPECT_EQ(code_of("/room/coffee/ws"), 0);
}

TEST_F(Access, ChecksTokens) {
  const std::string target = "/room/board/ws?token=";
  EXPECT_EQ(code_of("/room/board/ws"), 4401);
  EXPECT_EQ(code_of(target + signed_token({{"room", "board"}})), 0);
  EXPECT_EQ(code_of(target + signed_token({{"rooms", "b*"}})), 0);
  EXPECT_EQ(code_of(target + signed_token({{"room", "tea"}})), 4403);
  EXPECT_EQ(code_of(target + signed_token({{"room", "board"}, {"exp", 1000}})), 4401);
  EXPECT_EQ(code_of(target + signed_token({{"room", "board"}}, std::string(32, 'x'))), 4401);
}

TEST_F(Access, EndsWhileACheckIsUnderWay) {
  WsClient client(daemon_->port(), "/room/tea/ws?password=tea+at+five");
  daemon_->signal(SIGTERM);
}

}  // namespace
}  // namespace parley::test
