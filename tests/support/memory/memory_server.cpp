// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/memory/memory_server.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "support/fake_ids.hpp"
#include "support/memory/memory_stream.hpp"

namespace parley::test {

MemoryServer::MemoryServer(const MemoryServerOptions& options)
    : ice_servers(options.ice_servers),
      chat_(options.chat, loop_.scheduler(),
            {.new_id = counting_ids(),
             .ice_servers = [this](const auto&) { return chat::IceServerList{ice_servers}; },
             .tokens = counting_tokens(),
             .check = options.check},
            log_),
      server_(loop_.io(), loop_.scheduler(), chat_, options.net, options.web_root, log_) {
  chat_.set_facts({.version = "test",
                   .heartbeat_interval = options.net.heartbeat.interval,
                   .heartbeat_timeout = options.net.heartbeat.timeout,
                   .message_bytes = options.net.limits.message_bytes});
  chat_.entrance().set_rules(options.rules);
  loop_.on_exception = [this](const std::exception& error) {
    server_.note_exception();
    exceptions_.emplace_back(error.what());
  };
}

MemoryServer::~MemoryServer() {
  for (const std::string& what : exceptions_) ADD_FAILURE() << "a handler threw: " << what;
}

std::shared_ptr<MemoryPipe> MemoryServer::connect_pipe(const MemoryClient& from) {
  auto pipe = std::make_shared<MemoryPipe>();
  pipe->window = from.window;
  net::PeerAddress peer;
  if (!from.address.empty()) peer = net::parse_address(from.address).value();
  server_.serve(std::make_unique<MemoryTransport>(loop_.executor(), pipe), peer);
  settle();
  return pipe;
}

Socket MemoryServer::connect(const MemoryClient& from) {
  return Socket(std::make_unique<MemoryStream>(loop_, connect_pipe(from)));
}

Endpoint MemoryServer::endpoint(const MemoryClient& from) {
  return Endpoint([this, from] { return connect(from); });
}

void MemoryServer::drain() {
  server_.drain([this] { is_drained_ = true; });
  advance(Duration::zero());
}

bool MemoryServer::log_has(const std::vector<std::string>& parts) const {
  return std::ranges::any_of(log_.lines, [&](const std::string& line) {
    return std::ranges::all_of(
        parts, [&](const std::string& part) { return line.find(part) != line.npos; });
  });
}

}  // namespace parley::test
