// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "support/messages.hpp"
#include "support/parleyd_process.hpp"
#include "support/temp_dir.hpp"
#include "support/v1_client.hpp"

namespace parley::test {

/// A daemon that hands its sessions on to the next one that is started here.
class SessionRestart : public testing::Test {
 protected:
  void start(const std::string& more = "drain: {spread: 0s, deadline: 1s}\n") {
    daemon_ = std::make_unique<ParleydProcess>(
        "resume: {window: 20s, state_file: " + file_.string() + "}\n" + more);
  }

  /// Of the drain that is under way.
  void wait_for_end() {
    EXPECT_EQ(daemon_->wait_for_exit(), 0);
    daemon_.reset();
  }

  /// A client that has been heard.
  [[nodiscard]] V1Client enter() {
    V1Client client(daemon_->port(), "tea");
    (void)client.messages_until_now();
    return client;
  }

  TempDir folder_;
  const std::filesystem::path file_ = folder_.path() / "sessions";
  std::unique_ptr<ParleydProcess> daemon_;
};

/// Nothing that counts stands before the Close 1012, but when to be back, and why.
inline void expect_farewell(const Ending& ending) {
  EXPECT_EQ(ending.code, 1012);
  ASSERT_EQ(ending.before.size(), 2U) << testing::PrintToString(ending.before);
  EXPECT_EQ(ending.before[0].at("type"), "going-away");
  EXPECT_EQ(ending.before[1].at("type"), "bye");
}

/// Whether somebody has come, gone, or changed.
[[nodiscard]] inline bool is_about_presence(const json& message) {
  return message.at("type").get<std::string>().starts_with("client-");
}

}  // namespace parley::test
