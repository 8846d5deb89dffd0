// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What a daemon makes of a state file, however it has come about. Whatever is wrong with it, the
// daemon serves.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/random_source.hpp"
#include "parley/daemon/state_file.hpp"
#include "support/parleyd_process.hpp"
#include "support/temp_dir.hpp"
#include "support/v1_client.hpp"

namespace parley::test {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
namespace fs = std::filesystem;

const std::string kToken(32, '5');

chat::Snapshot one_seat() {
  chat::Snapshot snapshot;
  auto& room =
      snapshot.rooms.emplace_back(chat::Snapshot::Room{.id = "tea", .version = 9, .seats = {}});
  auto& seat = room.seats.emplace_back();
  seat.id = daemon::random_client_id();
  seat.username = "Ann";
  seat.token = daemon::random_tokens().hash(kToken);
  return snapshot;
}

class FoundStateFile : public testing::Test {
 protected:
  std::string text(std::chrono::seconds age = 0s) const {
    return daemon::write_state(one_seat(), std::chrono::system_clock::now() - age);
  }

  void write(const std::string& content) const {
    ASSERT_EQ(daemon::StateFile{file_}.put(content), "");
  }

  /// Whether a daemon that starts now takes the seat over.
  bool is_taken_over() {
    daemon_.emplace("resume: {state_file: " + file_.string() + "}\n");
    WsClient ws(daemon_->port(), "/room/tea/ws?received=0&resume=" + kToken, {kV1Offer});
    return ws.read().at("data").at("resumed").get<bool>();
  }

  void expect_ignored(const char* reason) {
    EXPECT_FALSE(is_taken_over()) << reason;
    daemon_->wait_for_log({"warning", "event=sessions-ignored", reason});
  }

  TempDir folder_;
  const fs::path file_ = folder_.path() / "sessions";
  std::optional<ParleydProcess> daemon_;
};

TEST_F(FoundStateFile, IsTakenOver) {
  write(text(9min));
  EXPECT_TRUE(is_taken_over());
  EXPECT_FALSE(daemon_->log_has("sessions-ignored"));
  EXPECT_FALSE(daemon_->log_has(kToken));
}

TEST_F(FoundStateFile, IsNotMissedIfThereIsNone) {
  EXPECT_FALSE(is_taken_over());
  EXPECT_FALSE(daemon_->log_has("sessions-ignored"));
}

TEST_F(FoundStateFile, IsIgnoredAndRemovedIfItIsOld) {
  write(text(11min));
  expect_ignored("old");
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(FoundStateFile, IsIgnoredIfItIsOfTheFuture) {
  write(text(-1h));
  expect_ignored("old");
}

TEST_F(FoundStateFile, IsIgnoredAndRemovedIfItIsDamaged) {
  std::string damaged = text();
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  write(damaged);
  expect_ignored("damaged");
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(FoundStateFile, IsIgnoredIfItIsCutShort) {
  const std::string whole = text();
  write(whole.substr(0, whole.size() - 1));
  expect_ignored("damaged");
}

TEST_F(FoundStateFile, IsIgnoredIfItIsOfAnotherVersion) {
  std::string other = text();
  other.replace(other.find("-1\n"), 2, "-2");
  write(other);
  expect_ignored("another format or version");
}

TEST_F(FoundStateFile, IsIgnoredIfOthersMayReadIt) {
  write(text());
  fs::permissions(file_, fs::perms::group_read, fs::perm_options::add);
  expect_ignored("private file");
  EXPECT_TRUE(fs::exists(file_));
}

TEST_F(FoundStateFile, IsIgnoredIfItIsSomebodyElses) {
  write(text());
  constexpr uid_t kNobody = 65534;
  const bool is_given_away = ::chown(file_.c_str(), kNobody, static_cast<gid_t>(-1)) == 0;
  EXPECT_EQ(is_given_away, ::geteuid() == 0);  // only root can do that
  EXPECT_EQ(is_taken_over(), !is_given_away);
}

TEST_F(FoundStateFile, IsIgnoredIfItIsALinkToOne) {
  const fs::path other = folder_.path() / "other";
  ASSERT_EQ(daemon::StateFile{other}.put(text()), "");
  fs::create_symlink(other, file_);
  expect_ignored("cannot be read");
  EXPECT_TRUE(fs::exists(other));
}

TEST_F(FoundStateFile, IsIgnoredIfItIsAPipe) {
  ASSERT_EQ(::mkfifo(file_.c_str(), 0600), 0);
  expect_ignored("private file");
}

TEST_F(FoundStateFile, IsIgnoredIfItIsAFolderAndTheEndIsInOrder) {
  fs::create_directory(file_);
  expect_ignored("private file");
  V1Client member(daemon_->port(), "tea");
  daemon_->signal(SIGTERM);
  EXPECT_EQ(member.read_ending().code, 1012);
  daemon_->wait_for_log({"warning", "event=sessions-not-saved"});
  EXPECT_EQ(daemon_->wait_for_exit(), 0);
  // Nor is what people have said left lying beside it.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(FoundStateFile, InAFolderThatIsNotThereCostsTheSessionsOnly) {
  daemon_.emplace("resume: {state_file: " + (folder_.path() / "none" / "f").string() + "}\n");
  V1Client member(daemon_->port(), "tea");
  daemon_->signal(SIGTERM);
  EXPECT_EQ(member.read_ending().code, 1012);
  daemon_->wait_for_log({"warning", "event=sessions-not-saved"});
  EXPECT_EQ(daemon_->wait_for_exit(), 0);
}

TEST_F(FoundStateFile, OfMoreThanTheLimitsAllowIsTakenOverAsFarAsTheyDo) {
  chat::Snapshot two = one_seat();
  two.rooms[0].seats.push_back(two.rooms[0].seats[0]);
  two.rooms[0].seats[1].id = daemon::random_client_id();
  two.rooms[0].seats[1].token = daemon::random_tokens().hash("another");
  write(daemon::write_state(two, std::chrono::system_clock::now()));
  daemon_.emplace("rooms: {clients: 1}\nresume: {state_file: " + file_.string() + "}\n");
  WsClient ws(daemon_->port(), "/room/tea/ws?received=0&resume=" + kToken, {kV1Offer});
  const json welcome = ws.read().at("data");
  EXPECT_TRUE(welcome.at("resumed").get<bool>());
  EXPECT_EQ(welcome.at("room").at("version"), 10);  // one of them is not there any more
}

}  // namespace
}  // namespace parley::test
