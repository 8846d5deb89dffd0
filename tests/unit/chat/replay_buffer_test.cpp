// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/chat/replay_buffer.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parley/protocol/message.hpp"

namespace parley::chat {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string frame(const std::string& data, const std::string& sender = "ground control",
                  const std::string& receiver = "b") {
  std::string out;
  protocol::append_frame(
      out, {.sender = sender, .receiver = receiver, .type = "t", .id = {}, .data = data});
  return out;
}

std::vector<std::string> all(const ReplayBuffer& buffer) {
  std::vector<std::string> frames;
  buffer.for_each([&frames](std::string_view one) { frames.emplace_back(one); });
  return frames;
}

TEST(ReplayBufferTest, KeepsWhatIsNotAcknowledgedInOrder) {
  ReplayBuffer buffer;
  for (const char* data : {"1", "2", "3"}) buffer.push(frame(data));
  EXPECT_THAT(all(buffer), ElementsAre(frame("1"), frame("2"), frame("3")));
  EXPECT_TRUE(buffer.acknowledge(2));
  EXPECT_THAT(all(buffer), ElementsAre(frame("3")));
  EXPECT_EQ(buffer.size(), 1U);
  EXPECT_EQ(buffer.bytes(), frame("3").size());
  EXPECT_EQ(buffer.frames(), frame("3"));
  buffer.push(frame("4"));
  EXPECT_THAT(all(buffer), ElementsAre(frame("3"), frame("4")));
  EXPECT_EQ(buffer.counts().sent, 4U);
  EXPECT_EQ(buffer.counts().acknowledged, 2U);
}

TEST(ReplayBufferTest, RefusesAnAcknowledgementThatCannotBe) {
  ReplayBuffer buffer;
  for (const char* data : {"1", "2", "3"}) buffer.push(frame(data));
  EXPECT_FALSE(buffer.acknowledge(4));
  EXPECT_TRUE(buffer.acknowledge(2));
  EXPECT_TRUE(buffer.acknowledge(2));
  EXPECT_FALSE(buffer.acknowledge(1));
  EXPECT_FALSE(buffer.acknowledge(~std::uint64_t{0}));
  EXPECT_THAT(all(buffer), ElementsAre(frame("3")));
}

TEST(ReplayBufferTest, ReplaysFromAnyCountThatItKeeps) {
  ReplayBuffer buffer;
  for (const char* data : {"1", "2", "3"}) buffer.push(frame(data));
  buffer.forget_oldest();
  EXPECT_EQ(buffer.after(0), std::nullopt);
  EXPECT_EQ(buffer.after(1), frame("2") + frame("3"));
  EXPECT_EQ(buffer.after(2), frame("3"));
  EXPECT_EQ(buffer.after(3), "");
  EXPECT_EQ(buffer.after(4), std::nullopt);
}

TEST(ReplayBufferTest, WalksFramesOfEverySize) {
  ReplayBuffer buffer;
  std::vector<std::string> frames;
  for (const std::size_t size : {1U, 60U, 70U, 200U, 65'400U, 65'536U, 70'000U, 3U}) {
    frames.push_back(frame('"' + std::string(size, 'x') + '"'));
    buffer.push(frames.back());
  }
  EXPECT_EQ(all(buffer), frames);
  for (std::size_t i = 1; i <= frames.size(); ++i) {
    EXPECT_TRUE(buffer.acknowledge(i));
    EXPECT_EQ(all(buffer),
              std::vector<std::string>(frames.begin() + static_cast<int>(i), frames.end()));
  }
}

TEST(ReplayBufferTest, GivesItsMemoryBack) {
  ReplayBuffer buffer;
  const auto is_within = [&buffer] {
    const auto* const self = reinterpret_cast<const char*>(&buffer);
    return buffer.frames().data() >= self && buffer.frames().data() < self + sizeof buffer;
  };
  for (int i = 0; i < 4; ++i) buffer.push(frame('"' + std::string(100'000, 'x') + '"'));
  EXPECT_FALSE(is_within());
  EXPECT_TRUE(buffer.acknowledge(4));
  EXPECT_EQ(buffer.bytes(), 0U);
  EXPECT_TRUE(is_within());  // nothing is allocated for an idle client
}

TEST(ReplayBufferTest, RemembersWhoseMessagesItForgot) {
  ReplayBuffer buffer;
  buffer.push(frame("1", "a"));
  buffer.push(frame("2", "c"));
  buffer.push(frame("3", "a"));
  buffer.push(frame("4"));               // the server's own
  buffer.push(frame("5", "d", "room"));  // nobody is told of a broadcast
  for (int i = 0; i < 5; ++i) buffer.forget_oldest();
  const auto forgotten = buffer.forgotten();
  ASSERT_EQ(forgotten.size(), 2U);
  EXPECT_EQ(forgotten[0].sender, "a");
  EXPECT_EQ(forgotten[0].last, 3U);
  EXPECT_EQ(forgotten[1].sender, "c");
  EXPECT_EQ(forgotten[1].last, 2U);
  EXPECT_TRUE(buffer.acknowledge(2));
  ASSERT_EQ(buffer.forgotten().size(), 1U);
  EXPECT_EQ(buffer.forgotten()[0].sender, "a");
  EXPECT_TRUE(buffer.acknowledge(3));
  EXPECT_THAT(buffer.forgotten(), IsEmpty());
}

TEST(ReplayBufferTest, RemembersSoManySendersAndNoMore) {
  ReplayBuffer buffer;
  for (std::size_t i = 0; i < ReplayBuffer::kMaxForgottenSenders + 2; ++i) {
    buffer.push(frame("1", "s" + std::to_string(i)));
    buffer.forget_oldest();
  }
  const auto forgotten = buffer.forgotten();
  ASSERT_EQ(forgotten.size(), ReplayBuffer::kMaxForgottenSenders);
  EXPECT_EQ(forgotten.front().sender, "s2");
}

TEST(ReplayBufferTest, GoesOnWhereAnotherHasStopped) {
  ReplayBuffer first;
  for (const char* data : {"1", "2", "3"}) first.push(frame(data, "a"));
  EXPECT_TRUE(first.acknowledge(1));
  first.forget_oldest();
  ReplayBuffer second{first.counts(), std::string{first.frames()}, first.forgotten()};
  second.push(frame("4"));
  EXPECT_EQ(second.after(2), frame("3", "a") + frame("4"));
  EXPECT_EQ(second.after(1), std::nullopt);
  EXPECT_EQ(second.forgotten().size(), 1U);
  EXPECT_TRUE(second.acknowledge(2));
  EXPECT_THAT(second.forgotten(), IsEmpty());
}

}  // namespace
}  // namespace parley::chat
