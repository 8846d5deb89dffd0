// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "daemon/digest.hpp"
#include "daemon/random_source.hpp"
#include "parley/base/hex.hpp"
#include "parley/daemon/state_file.hpp"
#include "parley/protocol/message.hpp"

namespace parley::daemon {
namespace {

using chat::Snapshot;
using namespace std::chrono_literals;

constexpr std::chrono::system_clock::time_point kNow{1'700'000'000s};

void add_message(Snapshot::Seat& seat, std::string_view data) {
  const std::string text =
      R"({"sender":"a","receiver":"b","type":"t","data":)" + std::string{data} + '}';
  protocol::append_text_frame_header(seat.frames, text.size());
  seat.frames += text;
  ++seat.counts.sent;
}

/// With messages of these data.
Snapshot::Seat seat_with(const std::vector<std::string>& messages) {
  Snapshot::Seat seat;
  seat.id = random_client_id();
  seat.username = "Zo\u00eb \"\\ \U0001F600";
  seat.token = random_tokens().hash(random_tokens().make());
  seat.received = (std::uint64_t{1} << 63) + 1;
  seat.counts = {.sent = 7, .acknowledged = 5, .forgotten = 7};
  for (const std::string& message : messages) add_message(seat, message);
  return seat;
}

/// Odd in every way that is allowed.
Snapshot odd_snapshot() {
  Snapshot snapshot;
  snapshot.rooms = {{.id = "会議 室\"&\u00e9", .version = 0, .seats = {}},
                    {.id = "tea", .version = ~std::uint64_t{0}, .seats = {}}};
  auto& seats = snapshot.rooms[1].seats;
  seats = {seat_with({}),
           seat_with({R"("\u0000\ud800\n")", "\"\xe2\x80\xa8 \x7f\"", R"("")", "1e400",
                      '"' + std::string(70'000, 'x') + '"', '"' + std::string(126, 'y') + '"'}),
           seat_with(std::vector<std::string>(300, "{}"))};
  seats[0].previous_token = random_tokens().hash("before");
  seats[0].is_absence_known = true;
  seats[0].address = AddressKey{0x20, 0x01, 0x0d, 0xb8};
  seats[0].forgotten = {{std::string(random_client_id().view()), 6}, {"other", 7}};
  return snapshot;
}

void expect_same(const Snapshot::Seat& a, const Snapshot::Seat& b) {
  EXPECT_EQ(a.id, b.id.view());
  EXPECT_EQ(a.username, b.username);
  EXPECT_EQ(a.token, b.token);
  EXPECT_EQ(a.previous_token, b.previous_token);
  EXPECT_EQ(a.received, b.received);
  EXPECT_EQ(a.counts.sent, b.counts.sent);
  EXPECT_EQ(a.counts.acknowledged, b.counts.acknowledged);
  EXPECT_EQ(a.counts.forgotten, b.counts.forgotten);
  EXPECT_EQ(a.frames, b.frames);
  EXPECT_EQ(a.is_absence_known, b.is_absence_known);
  EXPECT_EQ(a.address, b.address);
  ASSERT_EQ(a.forgotten.size(), b.forgotten.size());
  for (std::size_t i = 0; i < a.forgotten.size(); ++i) {
    EXPECT_EQ(a.forgotten[i].sender, b.forgotten[i].sender);
    EXPECT_EQ(a.forgotten[i].last, b.forgotten[i].last);
  }
}

/// `lines` with the right digest behind them.
std::string signed_text(const std::string& lines) {
  return lines + "sha256 " + hex_of(sha256(lines)) + '\n';
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, text.npos) << what;
  if (at == text.npos) return text;
  text.replace(at, what.size(), by);
  return signed_text(text.substr(0, text.rfind("sha256 ")));
}

TEST(StateFormat, IsReadBackAsItWas) {
  const Snapshot written = odd_snapshot();
  const ReadState read = read_state(write_state(written, kNow), kNow);
  ASSERT_TRUE(read.snapshot) << read.problem;
  ASSERT_EQ(read.snapshot->rooms.size(), written.rooms.size());
  for (std::size_t i = 0; i < written.rooms.size(); ++i) {
    const auto& before = written.rooms[i];
    const auto& after = read.snapshot->rooms[i];
    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.version, before.version);
    ASSERT_EQ(after.seats.size(), before.seats.size());
    for (std::size_t k = 0; k < before.seats.size(); ++k) {
      expect_same(after.seats[k], before.seats[k]);
    }
  }
}

TEST(StateFormat, OfNobodyIsReadBack) {
  const ReadState read = read_state(write_state({}, kNow), kNow);
  ASSERT_TRUE(read.snapshot) << read.problem;
  EXPECT_TRUE(read.snapshot->rooms.empty());
}

TEST(StateFormat, AnyOtherByteIsNoticed) {
  Snapshot snapshot;
  snapshot.rooms = {{.id = "tea", .version = 3, .seats = {seat_with({"1"})}}};
  const std::string text = write_state(snapshot, kNow);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_FALSE(read_state(other, kNow).snapshot) << i;
  }
}

TEST(StateFormat, EveryOtherLengthIsNoticed) {
  const std::string text = write_state({}, kNow);
  for (std::size_t i = 0; i < text.size(); ++i) {
    EXPECT_FALSE(read_state(text.substr(0, i), kNow).snapshot) << i;
  }
  for (const char* more : {"\n", "x", "{}\n"}) {
    EXPECT_FALSE(read_state(text + more, kNow).snapshot);
    EXPECT_FALSE(read_state(more + text, kNow).snapshot);
  }
}

TEST(StateFormat, IsGoodForTenMinutes) {
  const std::string text = write_state({}, kNow);
  for (const auto age : {0s, 600s, -600s}) EXPECT_TRUE(read_state(text, kNow + age).snapshot);
  for (const auto age : {601s, -601s, 86'400s}) {
    EXPECT_EQ(read_state(text, kNow + age).problem, "is too old");
  }
}

TEST(StateFormat, OfAnotherVersionIsRefusedBeforeItsDigestIsLookedAt) {
  std::string text = write_state({}, kNow);
  text.replace(0, text.find('\n'), "parley-sessions-2");
  EXPECT_EQ(read_state(text, kNow).problem, "has another format or version");
}

TEST(StateFormat, WithARightDigestButWrongContentIsRefused) {
  Snapshot snapshot;
  snapshot.rooms = {{.id = "tea", .version = 3, .seats = {seat_with({"1"})}}};
  snapshot.rooms[0].seats[0].received = 11;
  const std::string text = write_state(snapshot, kNow);
  ASSERT_TRUE(read_state(replaced(text, R"("received":11)", R"("received":12)"), kNow).snapshot);
  const std::pair<const char*, const char*> wrongs[]{
      {R"("acknowledged":5)", R"("acknowledged":8)"},
      {R"("forgotten":7)", R"("forgotten":9)"},
      {R"("sent":8)", R"("sent":9)"},
      {R"("received":11)", R"("received":"11")"},
      {R"("received":11)", R"("received_":11)"},
      {R"("absent":false)", R"("absent":0)"},
      {R"("{\"sender\":)", R"("{\"Sender\":)"},
      {R"(\"data\":1}")", R"(\"data\":1")"},
      {R"("id":"tea")", R"("id":"te/a")"},
      {R"("id":"tea")", R"("id":5)"},
      {R"("token":")", R"("token":"0)"},
      {R"("token":")", R"("previous_token":"x","token":")"},
      {R"("username":"Zo)", R"("username":"\u202e)"},
      {R"("messages":[)", R"("messages":[5,)"},
      {R"("forgotten_senders":[)", R"("forgotten_senders":[[]],"x":[)"},
      {R"("forgotten_senders":[])", R"("forgotten_senders":[["a"]])"},
      {R"("seats":[)", R"("seats":[5,)"},
      {R"("seats":[)", R"("seats":{)"},
      {R"("written_at":)", R"("at":)"}};
  for (const auto& [what, by] : wrongs) {
    EXPECT_EQ(read_state(replaced(text, what, by), kNow).problem, "is inconsistent") << by;
  }
}

TEST(StateFormat, WithoutItsLinesIsRefused) {
  EXPECT_EQ(read_state("", kNow).problem, "has another format or version");
  EXPECT_EQ(read_state("parley-sessions-1\n", kNow).problem, "is damaged");
  EXPECT_EQ(read_state(signed_text("parley-sessions-1\n"), kNow).problem, "is inconsistent");
  EXPECT_EQ(read_state(signed_text("parley-sessions-1\n[]\n"), kNow).problem, "is inconsistent");
}

}  // namespace
}  // namespace parley::daemon
