// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/responder.hpp"

#include "parley/protocol/message_type.hpp"
#include "unit/chat/chat_parts.hpp"

namespace parley::chat {
namespace {

using protocol::MessageType;
using testing::ElementsAre;
using ResponderTest = ChatParts;

TEST_F(ResponderTest, NamesTheTypeAsTheTableDoes) {
  responder.send(base_client(1), MessageType::Pong, "7", R"("x")");
  EXPECT_THAT(
      connection.take(),
      ElementsAre(R"({"sender":"ground control","receiver":"00000000000000000000000000000001",)"
                  R"("type":"pong","id":7,"data":"x"})"));
}

TEST_F(ResponderTest, KeepsWhatCountsAndNothingElse) {
  for (const protocol::MessageTypeInfo& row : protocol::message_type_table()) {
    if (row.sender == protocol::Sender::Client) continue;
    ChatClient& client = session_client(1);
    responder.send(client, row.type, {}, {});
    EXPECT_EQ(client.session()->replay().size(), row.counted_from_server ? 1U : 0U) << row.name;
    delivery.release(client);
    sessions.remove(client);
    rooms.remove(client, {});
  }
}

TEST_F(ResponderTest, CountsWhatItSaysAsControl) {
  responder.send(base_client(1), MessageType::Pong, {}, {});
  EXPECT_EQ(counters.sent.shares[protocol::MessageClass::Control],
            (Traffic::Share{1, connection.frames.at(0).size()}));
}

}  // namespace
}  // namespace parley::chat
