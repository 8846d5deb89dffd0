// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// docs/protocol.md, "parley.v1", "Changes of the room": who is told what of the room.
#include <string>

#include "parley/chat/room_announcer.hpp"
#include "unit/chat/chat_fixture.hpp"

namespace parley::chat {
namespace {

using protocol::CloseReason;
using testing::HasSubstr;
using Changes = ChatTest;

std::string change(const std::string& type, const std::string& data) {
  return R"({"sender":"ground control","receiver":"room","type":")" + type + R"(","data":)" + data +
         '}';
}
std::string client_change(const std::string& type, const Person& person, const std::string& name,
                          int version) {
  return change(type, R"({"client":{"id":")" + person.id + R"(","username":")" + name +
                          R"("},"version":)" + std::to_string(version) + '}');
}
std::string presence(const std::string& type, const std::string& id, const std::string& reason,
                     int version) {
  return change(type, R"({"id":")" + id + '"' +
                          (reason.empty() ? "" : R"(,"reason":")" + reason + '"') +
                          R"(,"version":)" + std::to_string(version) + '}');
}

TEST_F(Changes, AreToldToSessionsOnlyAndToBaseClientsAsTheyAlwaysWere) {
  Person& base = member();
  Person& a = session_member();
  Person& b = session_member("r", "Iman");
  EXPECT_THAT(a.hears(), ElementsAre(client_change("client-joined", b, "Iman", 3)));
  b.says(R"({"type":"profile","data":{"username":"Ziggy"}})");
  EXPECT_THAT(a.hears(), ElementsAre(client_change("client-updated", b, "Ziggy", 4)));
  EXPECT_THAT(b.hears(), ElementsAre(client_change("client-updated", b, "Ziggy", 4)));
  EXPECT_TRUE(b.loses(CloseReason::ConnectionLost));
  EXPECT_THAT(a.hears(), ElementsAre(presence("client-suspended", b.id, "", 5)));
  EXPECT_THAT(b.hears(), IsEmpty());
  Person& again = returns("token-2", 1);
  EXPECT_THAT(a.hears(), ElementsAre(presence("client-resumed", b.id, "", 6)));
  EXPECT_THAT(again.hears(),
              ElementsAre(HasSubstr(R"("resumed":true,"received":1,"room":{"version":6},)")));
  wind(limits.room_info_interval);
  EXPECT_THAT(
      base.hears(),
      ElementsAre(room_info(list("r", {&base, &a, &b}, {"Major Tom", "Major Tom", "Ziggy"}))));
  again.leaves();
  EXPECT_THAT(a.hears(), ElementsAre(presence("client-left", b.id, "closed", 7)));
  wind(limits.room_info_interval);
  EXPECT_THAT(base.hears(), ElementsAre(room_info(list("r", {&base, &a}))));
  wind(seconds{10});
  EXPECT_THAT(a.hears(), IsEmpty());  // no list that was not asked for
}

TEST_F(Changes, OfBaseClientsAreToldToSessions) {
  Person& a = session_member();
  Person& base = newcomer();
  EXPECT_THAT(a.hears(), ElementsAre(client_change("client-joined", base, "Major Tom", 2)));
  base.says(R"({"type":"profile","data":{"username":"x"}})");
  EXPECT_THAT(a.hears(), ElementsAre(client_change("client-updated", base, "x", 3)));
  EXPECT_FALSE(base.loses(CloseReason::ConnectionLost));
  EXPECT_THAT(a.hears(), ElementsAre(presence("client-left", base.id, "closed", 4)));
}

TEST_F(Changes, AreInTheListThatIsAskedFor) {
  Person& base = member();
  Person& a = session_member();
  Person& b = session_member();
  b.loses(CloseReason::ConnectionLost);
  a.hears();
  a.says(R"({"type":"get-room-info","id":4})");
  const auto entry = [](const Person& person, const std::string& rest) {
    return R"({"id":")" + person.id + R"(","username":"Major Tom")" + rest + '}';
  };
  EXPECT_THAT(a.hears(),
              ElementsAre(from_server(a.id, "room-info",
                                      R"(,"id":4,"data":{"room_id":"r","version":4,"clients":[)" +
                                          entry(base, "") + "," + entry(a, "") + "," +
                                          entry(b, R"(,"suspended":true)") + "]}")));
  base.says(R"({"type":"get-room-info"})");
  EXPECT_THAT(base.hears(), ElementsAre(from_server(base.id, "room-info",
                                                    R"(,"data":)" + list("r", {&base, &a, &b}))));
}

TEST_F(Changes, NameTheReasonOfALeave) {
  Person& a = session_member();
  int version = 1;
  const auto reason_of = [&](CloseReason reason) {
    Person& b = session_member();
    a.hears();
    b.loses(reason);
    version += 2;
    return a.hears() ==
           Texts{presence("client-left", b.id, std::string{protocol::close_info(reason).departure},
                          version)};
  };
  for (const CloseReason reason : {CloseReason::ClosedByClient, CloseReason::SlowConsumer,
                                   CloseReason::ProtocolError, CloseReason::MessageTooBig}) {
    EXPECT_TRUE(reason_of(reason)) << protocol::close_info(reason).name;
  }
  Person& b = session_member();
  a.hears();
  b.says(R"({"type":"bye"})");
  EXPECT_THAT(a.hears(), ElementsAre(presence("client-left", b.id, "bye", version + 2)));
}

}  // namespace
}  // namespace parley::chat
