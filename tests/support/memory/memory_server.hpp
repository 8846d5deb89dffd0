// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parley/chat/chat_manager.hpp"
#include "parley/net/server.hpp"
#include "support/endpoint.hpp"
#include "support/fake_event_log.hpp"
#include "support/memory/memory_transport.hpp"
#include "support/memory/wound_loop.hpp"

namespace parley::test {

struct MemoryServerOptions {
  net::Settings net{};
  chat::Limits chat{};
  std::filesystem::path web_root{"/nonexistent"};
  std::string ice_servers = "[]";
  chat::CredentialCheck* check = nullptr;
  chat::RoomRules rules{};
};

/// Where a client connects from, and what its kernel does.
struct MemoryClient {
  std::string address{};  ///< of its host; empty: over a Unix socket, which is trusted
  std::size_t window = MemoryPipe::kUnlimited;  ///< bytes that fit in until it reads
};

/// A whole net::Server with its ChatManager in the process of the test, without sockets and without
/// time: the same clients that talk to a parleyd talk to it, and the clock moves when they wait or
/// when the test winds it. Ids and tokens count. A bug's exception fails the test at the end.
class MemoryServer {
 public:
  explicit MemoryServer(const MemoryServerOptions& options = {});
  ~MemoryServer();
  MemoryServer(const MemoryServer&) = delete;
  MemoryServer& operator=(const MemoryServer&) = delete;

  [[nodiscard]] Socket connect(const MemoryClient& from = {});
  /// The same, with the other end of the pipe in the hands of the test.
  [[nodiscard]] std::shared_ptr<MemoryPipe> connect_pipe(const MemoryClient& from = {});
  [[nodiscard]] Endpoint endpoint(const MemoryClient& from = {});

  void settle() { loop_.settle(); }
  void advance(Duration duration) { loop_.advance(duration); }

  /// What a SIGTERM does. is_drained() tells when all of it is done.
  void drain();
  [[nodiscard]] bool is_drained() const noexcept { return is_drained_; }

  /// New limits, as after a reload.
  void set_settings(const net::Settings& settings) { server_.set_settings(settings); }

  [[nodiscard]] net::Server& net() noexcept { return server_; }
  [[nodiscard]] chat::ChatManager& chat() noexcept { return chat_; }
  [[nodiscard]] const net::Counters& counters() const noexcept { return server_.counters(); }
  [[nodiscard]] TimePoint now() { return loop_.scheduler().now(); }

  /// Whether a line of the log has all of `parts`.
  [[nodiscard]] bool log_has(const std::vector<std::string>& parts) const;
  [[nodiscard]] const std::vector<std::string>& log() const noexcept { return log_.lines; }

  /// A test that throws on purpose takes the exceptions away, so that they do not fail it.
  std::vector<std::string> take_exceptions() { return std::exchange(exceptions_, {}); }

  std::string ice_servers;  ///< the `data` of ice-servers

 private:
  WoundLoop loop_;
  FakeEventLog log_;
  chat::ChatManager chat_;
  net::Server server_;
  std::vector<std::string> exceptions_;
  bool is_drained_ = false;
};

}  // namespace parley::test
