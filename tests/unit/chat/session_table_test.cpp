// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/session_table.hpp"

#include <optional>
#include <vector>

#include "unit/chat/chat_parts.hpp"

namespace parley::chat {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

class Table : public ChatParts {
 protected:
  std::vector<ChatClient*> due() {
    std::vector<ChatClient*> all;
    sessions.for_each_due(scheduler.now(), [&](ChatClient& client) {
      all.push_back(&client);
      sessions.reschedule(client);
    });
    return all;
  }
};

TEST_F(Table, FindsAClientByItsTokenAlone) {
  ChatClient& a = session_client(1);
  EXPECT_EQ(sessions.find("token-1"), nullptr);
  EXPECT_EQ(sessions.issue(a), "token-1");
  EXPECT_EQ(sessions.find("token-1"), &a);
  EXPECT_EQ(sessions.find("token-2"), nullptr);
}

TEST_F(Table, KeepsTheTokenThatWasUsedUntilTheNewOneIsConfirmed) {
  ChatClient& a = session_client(1);
  (void)sessions.issue(a);
  EXPECT_EQ(sessions.issue(a, "token-1"), "token-2");
  EXPECT_EQ(sessions.find("token-1"), &a);
  EXPECT_EQ(sessions.find("token-2"), &a);
  sessions.confirm(a);
  EXPECT_EQ(sessions.find("token-1"), nullptr);
  EXPECT_EQ(sessions.find("token-2"), &a);
}

TEST_F(Table, VoidsATokenThatIsNeitherUsedNorFresh) {
  ChatClient& a = session_client(1);
  (void)sessions.issue(a);
  (void)sessions.issue(a, "token-1");
  (void)sessions.issue(a, "token-1");  // the welcome with the second one was lost
  EXPECT_EQ(sessions.find("token-2"), nullptr);
  EXPECT_EQ(sessions.find("token-3"), &a);
}

TEST_F(Table, ForgetsAllTokensOfAClientThatIsRemoved) {
  ChatClient& a = session_client(1);
  ChatClient& b = session_client(2);
  (void)sessions.issue(a);
  (void)sessions.issue(a, "token-1");
  (void)sessions.issue(b);
  EXPECT_TRUE(sessions.remove(a));
  EXPECT_FALSE(sessions.remove(a));
  EXPECT_EQ(sessions.find("token-1"), nullptr);
  EXPECT_EQ(sessions.find("token-2"), nullptr);
  EXPECT_EQ(sessions.find("token-3"), &b);
  EXPECT_EQ(counters.sessions, 1U);
}

TEST_F(Table, HasTheTurnOfThoseForWhomSomethingIsDue) {
  ChatClient& a = session_client(1);
  ChatClient& b = session_client(2);
  a.session()->due.ack = scheduler.now() + seconds{2};
  sessions.schedule(a);
  b.session()->due.end = scheduler.now() + seconds{4};
  sessions.schedule(b);
  EXPECT_THAT(due(), IsEmpty());
  scheduler.advance(seconds{2});
  EXPECT_THAT(due(), ElementsAre(&a));
  a.session()->due.ack = TimePoint::max();
  sessions.reschedule(a);
  scheduler.advance(seconds{2});
  EXPECT_THAT(due(), ElementsAre(&b));
}

TEST_F(Table, BearsTheRemovalOfAnybodyWhileItIsVisited) {
  ChatClient& a = session_client(1);
  ChatClient& b = session_client(2);
  for (ChatClient* const client : {&a, &b}) {
    client->session()->due.ack = scheduler.now();
    sessions.schedule(*client);
  }
  int visits = 0;
  sessions.for_each_due(scheduler.now(), [&](ChatClient&) {
    ++visits;
    EXPECT_TRUE(sessions.remove(a));
    EXPECT_TRUE(sessions.remove(b));
  });
  EXPECT_EQ(visits, 1);
}

}  // namespace
}  // namespace parley::chat
