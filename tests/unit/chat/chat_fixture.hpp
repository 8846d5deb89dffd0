// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parley/chat/chat_manager.hpp"
#include "parley/protocol/message.hpp"
#include "parley/protocol/username.hpp"
#include "support/fake_connection.hpp"
#include "support/fake_event_log.hpp"
#include "support/fake_ids.hpp"
#include "support/fake_scheduler.hpp"

namespace parley::chat {

inline constexpr const char* kPong = R"({"type":"pong"})";

/// A participant as a test sees it: what it says goes to the manager, what it is told is kept.
struct Person {
  ChatManager& manager;
  test::FakeConnection connection{};
  ChatClient* client = nullptr;
  std::string id{};

  /// Nothing more, once closed: the manager has forgotten the client.
  Duration says(std::string_view text) {
    return connection.closed ? Duration::zero() : manager.on_message(*client, text).pause;
  }
  void leaves() { loses(protocol::CloseReason::ClosedByClient); }
  /// The connection ends; true if the seat is kept.
  bool loses(protocol::CloseReason reason) {
    return manager.on_connection_end(*std::exchange(client, nullptr), reason);
  }
  std::vector<std::string> hears() { return connection.take(); }
};

/// A ChatManager with fakes for everything around it. Clients join in the order of their ids,
/// 00…01, 00…02 and so on.
class ChatTest : public testing::Test {
 protected:
  using Texts = std::vector<std::string>;

  /// Joins without a word: room-info is held back from such a client.
  Person& newcomer(std::string_view room = "r", std::string_view name = "Major Tom") {
    people_.push_back(std::make_unique<Person>(Person{manager}));
    Person& person = *people_.back();
    const JoinResult result = manager.join(room, std::string{name}, person.connection);
    EXPECT_NE(result.client, nullptr);
    if (result.client == nullptr) return person;
    person.client = result.client;
    person.id = person.client->id().view();
    return person;
  }

  /// Joins, has had its first answer, and all that it has heard so far is forgotten.
  Person& member(std::string_view room = "r", std::string_view name = "Major Tom") {
    Person& person = newcomer(room, name);
    (void)person.says(R"({"type":"pong"})");
    person.hears();
    return person;
  }

  /// The same, speaking parley.v1.
  Person& session_newcomer(std::string_view room = "r", std::string_view name = "Major Tom") {
    people_.push_back(std::make_unique<Person>(Person{manager}));
    Person& person = *people_.back();
    person.client =
        manager.open_session(room, std::string{name}, person.connection, address).client;
    person.id = person.client->id().view();
    return person;
  }
  Person& session_member(std::string_view room = "r", std::string_view name = "Major Tom") {
    Person& person = session_newcomer(room, name);
    (void)person.says(R"({"type":"pong"})");
    person.hears();
    return person;
  }

  /// Comes back over another connection. REQUIRES: whoever it was has lost the older one, or will.
  Person& returns(std::string_view token, std::uint64_t received, std::string_view room = "r") {
    people_.push_back(std::make_unique<Person>(Person{manager}));
    Person& person = *people_.back();
    person.client = manager.resume_session(room, token, received, person.connection, address);
    if (person.client != nullptr) person.id = person.client->id().view();
    return person;
  }

  /// From now on clients with a session come from the address with this number; 0: from none.
  void come_from(std::uint8_t number) {
    address = number == 0 ? AccountHold{} : manager.accounts().open(AddressKey{number});
  }
  Account& account(std::uint8_t number) {
    return *manager.accounts().open(AddressKey{number}).get();
  }

  void wind(Duration duration) { scheduler.advance(duration); }

  static std::string from_server(const std::string& receiver, const std::string& type,
                                 const std::string& rest) {
    return R"({"sender":"ground control","receiver":")" + receiver + R"(","type":")" + type + '"' +
           rest + '}';
  }

  /// The `data` of room-info; everybody is Major Tom unless `names` says otherwise.
  static std::string list(const std::string& room, const std::vector<const Person*>& people,
                          const std::vector<std::string>& names = {}) {
    std::string data = R"({"room_id":")" + room + R"(","clients":[)";
    for (std::size_t i = 0; i < people.size(); ++i) {
      data += std::string{i == 0 ? "" : ","} + R"({"id":")" + people[i]->id + R"(","username":")" +
              (i < names.size() ? names[i] : "Major Tom") + R"("})";
    }
    return data + "]}";
  }

  static std::string room_info(const std::string& data) {
    return from_server("room", "room-info", R"(,"data":)" + data);
  }

  static std::string error(const Person& to, protocol::ErrorCode code, const std::string& rest,
                           const std::string& id = "") {
    const protocol::ErrorInfo& info = protocol::error_info(code);
    return from_server(to.id, "error",
                       (id.empty() ? "" : R"(,"id":)" + id) + R"(,"data":{"code":")" +
                           std::string{info.name} + R"(","message":")" +
                           std::string{info.sentence} + '"' + rest + '}');
  }

  Limits limits{};
  test::FakeScheduler scheduler{};
  test::FakeEventLog log{};
  std::optional<IceServerList> ice_servers =
      IceServerList{.json = R"([{"urls":["stun:example.org"]}])"};
  ChatManager manager{limits,
                      scheduler,
                      {.new_id = test::counting_ids(),
                       .ice_servers = [this](const ClientId&) { return ice_servers; },
                       .tokens = test::counting_tokens()},
                      log};
  AccountHold address;

 private:
  std::vector<std::unique_ptr<Person>> people_;
};

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

}  // namespace parley::chat
