// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/exit.hpp"

#include <string>

#include "parley/protocol/message.hpp"
#include "unit/chat/chat_parts.hpp"

namespace parley::chat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ExitTest : public ChatParts {
 protected:
  /// A message that counts, from one client to another.
  void relay(const ChatClient& from, ChatClient& to, std::string_view id) {
    std::string frame;
    protocol::append_frame(frame, {.sender = from.id().view(),
                                   .receiver = to.id().view(),
                                   .type = "offer",
                                   .id = id,
                                   .data = {}});
    delivery.send(to, frame);
    connection.take();
  }

  Exit exit{rooms, sessions, delivery, responder};
};

TEST_F(ExitTest, EndsTheSessionAndReleasesWhatWasKept) {
  ChatClient& a = session_client(1);
  ChatClient& b = session_client(2);
  relay(a, b, "1");
  EXPECT_EQ(counters.kept_messages, 1U);
  exit.leave(b, "timeout");
  EXPECT_EQ(sessions.size(), 1U);
  EXPECT_EQ(counters.sessions, 1U);
  EXPECT_EQ(rooms.client_count(), 1U);
  // The others' `client-left` and `undelivered` are kept for the one that is still here.
  EXPECT_EQ(counters.kept_messages, a.session()->replay().size());
}

TEST_F(ExitTest, AnswersWhatWasNotConfirmed) {
  ChatClient& a = session_client(1);
  ChatClient& b = session_client(2);
  relay(a, b, R"("m1")");
  exit.leave(b, "closed");
  EXPECT_THAT(connection.take(),
              ElementsAre(HasSubstr(R"("client-left")"),
                          AllOf(HasSubstr(R"("undelivered")"), HasSubstr(R"("id":"m1")"))));
}

TEST_F(ExitTest, AnswersNobodyWhoSpeaksTheBaseProtocol) {
  ChatClient& a = base_client(1);
  ChatClient& b = session_client(2);
  relay(a, b, "1");
  exit.leave(b, "closed");
  EXPECT_THAT(connection.take(), IsEmpty());
}

TEST_F(ExitTest, LeavesNothingOfTheLastClient) {
  exit.leave(session_client(1), "bye");
  EXPECT_EQ(rooms.size(), 0U);
  EXPECT_EQ(counters.sessions, 0U);
}

}  // namespace
}  // namespace parley::chat
