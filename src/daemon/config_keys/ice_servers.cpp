// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/make_object_key.hpp"
#include "daemon/text_file.hpp"
#include "parley/ice/ice_url.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;
using ice::IceServer;
using IceServerField = Field<IceServer>;

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

struct SecretFile {
  std::string secret;
  std::string reason;  ///< the reason why there is no secret
};

SecretFile read_secret_file(const std::filesystem::path& path) {
  constexpr std::size_t kMaxBytes = 4096;
  auto [secret, error] = read_text_file(path, kMaxBytes);
  if (!error.empty()) return {{}, path.string() + " " + error};
  while (secret.ends_with('\n') || secret.ends_with('\r')) secret.pop_back();
  if (secret.empty()) return {{}, path.string() + " is empty"};
  if (has_control_character(secret)) return {{}, path.string() + " has more than one line of text"};
  return {std::move(secret), {}};
}

IceServerField urls_field() {
  const auto read = [](IceServer& server, const FieldEntry& entry, const auto&) {
    std::vector<Problem> problems;
    for (const auto& [url, quoted, line] : entry.values) {
      server.urls.push_back(url);
      if (ice::IceUrl::parse(url)) continue;
      problems.push_back({line, excerpt(url) + " is not a stun, stuns, turn or turns URI such as "
                                               "turn:turn.example.org:3478?transport=udp"});
    }
    return problems;
  };
  return {{"urls", "a URI or a list of URIs",
           "URIs of the server: stun and stuns (RFC 7064), turn and turns (RFC 7065). turn and "
           "turns URIs may end in ?transport=udp or ?transport=tcp."},
          read,
          [](const IceServer& server) { return yaml_list(server.urls); }};
}

IceServerField secret_file_field() {
  const auto read = [](IceServer& server, const FieldEntry& entry,
                       const std::filesystem::path& folder) {
    const auto problem = [&](std::string reason) {
      return std::vector<Problem>{{entry.line, std::move(reason)}};
    };
    if (entry.values.size() != 1) return problem("expected one value");
    if (entry.values.front().text.empty()) return problem("is empty");
    auto [secret, reason] = read_secret_file(folder / entry.values.front().text);
    if (!reason.empty()) return problem(std::move(reason));
    server.secret = std::move(secret);
    return std::vector<Problem>{};
  };
  return {{"secret_file", "a file",
           "File with the secret that the TURN server shares with the daemon, instead of secret."},
          read,
          [](const IceServer&) { return std::string{}; }};
}

IceServerField ttl_field() {
  const auto whole = duration_type(1min, ice::kMaxCredentialTtl);
  const auto parse = [whole](const Scalar& scalar) {
    const auto ttl = whole.parse(scalar);
    std::optional<std::chrono::seconds> seconds;
    if (ttl && *ttl % 1s == Duration::zero())
      seconds = std::chrono::floor<std::chrono::seconds>(*ttl);
    return seconds;
  };
  auto field = one_field<IceServer>(
      "ttl",
      "Lifetime of a credential that the daemon makes from secret or secret_file. The default is " +
          print_duration(IceServer{}.ttl) + ".",
      [](auto& s) -> auto& { return s.ttl; },
      ValueType<std::chrono::seconds>{whole.range + " in whole seconds", parse, print_duration});
  field.print = [print = field.print](const IceServer& server) {
    return server.secret.empty() ? std::string{} : print(server);
  };
  return field;
}

bool is_turn_url(const std::string& text) {
  const auto url = ice::IceUrl::parse(text);
  return url && url->is_turn;
}

std::vector<std::pair<std::string, std::string>> check_ice_server(const IceServer& server,
                                                                  const ObjectEntry& entry) {
  std::vector<std::pair<std::string, std::string>> problems;
  const auto has = [&](std::string_view name) { return entry.find(name) != nullptr; };
  const auto refuse_if = [&](bool is_wrong, const char* field, const char* reason) {
    if (is_wrong) problems.emplace_back(field, reason);
  };
  const bool has_secret = has("secret") || has("secret_file");
  const bool has_fixed = has("username") || has("credential");
  refuse_if(!has("urls") || entry.find("urls")->values.empty(), "urls", "requires at least one");
  refuse_if(has("secret") && has("secret_file"), "secret_file", "cannot be combined with secret");
  refuse_if(has_secret && has_fixed, "secret",
            "a secret cannot be combined with username and credential");
  refuse_if(has_fixed && !(has("username") && has("credential")), "credential",
            "username and credential require each other");
  refuse_if(has("ttl") && !has_secret, "ttl", "requires secret or secret_file");
  refuse_if(!has_secret && !has_fixed && std::ranges::any_of(server.urls, is_turn_url), "urls",
            "a TURN server requires username and credential, or a secret");
  return problems;
}

}  // namespace

Group ice_server_keys() {
  ObjectType<IceServer> type{"a list of servers, each with the fields below",
                             {urls_field(),
                              text_field<IceServer>(
                                  "username", "Fixed user name, the same for every client.",
                                  [](auto& s) -> auto& { return s.username; }),
                              secret_field<IceServer>(
                                  "credential", "Fixed password, the same for every client.",
                                  [](auto& s) -> auto& { return s.credential; }),
                              secret_field<IceServer>(
                                  "secret",
                                  "Secret that the TURN server shares with the daemon. The daemon "
                                  "makes a credential from it for each client.",
                                  [](auto& s) -> auto& { return s.secret; }),
                              secret_file_field(), ttl_field()},
                             check_ice_server,
                             R"(ice_servers:
  - urls: stun:stun.example.org
  - urls:
      - turn:turn.example.org:3478?transport=udp
      - turns:turn.example.org:5349?transport=tcp
    secret_file: turn-secret
    ttl: 1h
)"};
  return {"ICE servers",
          "STUN and TURN servers, with which browsers reach each other across networks.",
          {object_key(
              {"ice_servers",
               "STUN and TURN servers whose addresses the server sends to its clients. If the list "
               "is empty, calls work only within one network."},
              [](auto& c) -> auto& { return c.ice_servers; }, std::move(type))}};
}

}  // namespace parley::daemon
