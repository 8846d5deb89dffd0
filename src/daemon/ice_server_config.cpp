// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/ice_server_config.hpp"

#include <algorithm>
#include <utility>

#include "daemon/config_value.hpp"
#include "daemon/text_file.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kMinCredentialTtl = 1min;

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

struct SecretFile {
  std::string secret;
  std::string reason;  ///< why there is none
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

/// Reads one entry; its methods are the rules for single fields and for what goes together.
class IceServerReader {
 public:
  IceServerReader(const IceServerEntry& entry, const std::filesystem::path& secret_folder,
                  std::vector<KeyProblem>& problems)
      : entry_(entry), secret_folder_(secret_folder), problems_(problems) {}

  ice::IceServer read() {
    for (const auto& field : entry_.fields) read_field(field);
    check_urls();
    check_credentials();
    return std::move(server_);
  }

 private:
  void read_field(const IceServerEntry::Field& field) {
    if (field.name == "urls") return read_urls(field);
    if (field.values.size() != 1) return complain(field, "expected one value");
    const std::string& text = field.values.front().text;
    if (field.name == "username") return take_text(field, server_.username);
    if (field.name == "credential") return take_secret(field, server_.credential);
    if (field.name == "secret") return take_secret(field, server_.secret);
    if (field.name == "secret_file") return take_secret_file(field, text);
    if (field.name == "ttl") return take_ttl(field, text);
    complain(field, "unknown key");
  }

  void read_urls(const IceServerEntry::Field& field) {
    for (const Scalar& value : field.values) {
      if (!ice::is_ice_url(value.text)) {
        problems_.push_back(
            {entry_.path + ".urls",
             {value.line, excerpt(value.text) + " is not a stun, stuns, turn or turns URI such as "
                                                "turn:turn.example.org:3478?transport=udp"}});
      }
      server_.urls.push_back(value.text);
    }
  }

  void take_text(const IceServerEntry::Field& field, std::string& target) {
    target = field.values.front().text;
    if (target.empty()) complain(field, "is empty");
  }

  void take_secret(const IceServerEntry::Field& field, std::string& target) {
    take_text(field, target);
    if (target == kHiddenSecret) complain(field, "is what --print-config shows, not a secret");
  }

  void take_secret_file(const IceServerEntry::Field& field, const std::string& name) {
    if (name.empty()) return complain(field, "is empty");
    auto [secret, reason] = read_secret_file(secret_folder_ / name);
    if (!reason.empty()) return complain(field, std::move(reason));
    server_.secret = std::move(secret);
  }

  void take_ttl(const IceServerEntry::Field& field, const std::string& text) {
    const auto ttl = parse_duration(text);
    if (!ttl || *ttl < kMinCredentialTtl || *ttl > ice::kMaxCredentialTtl ||
        *ttl % 1s != Duration::zero()) {
      return complain(field, "expected a time from " + print_ttl(kMinCredentialTtl) + " to " +
                                 print_ttl(ice::kMaxCredentialTtl) + " in whole seconds, not " +
                                 excerpt(text));
    }
    server_.ttl = std::chrono::duration_cast<std::chrono::seconds>(*ttl);
  }

  void check_urls() {
    const auto* const urls = find("urls");
    if (urls == nullptr || urls->values.empty()) complain("urls", "at least one is needed");
  }

  void check_credentials() {
    const bool has_secret = find("secret") != nullptr || find("secret_file") != nullptr;
    const bool has_fixed = find("username") != nullptr || find("credential") != nullptr;
    if (find("secret") != nullptr && find("secret_file") != nullptr) {
      complain("secret_file", "cannot stand beside secret");
    }
    if (has_secret && has_fixed) {
      complain("secret", "a secret cannot stand beside username and credential");
    }
    if (has_fixed && (find("username") == nullptr || find("credential") == nullptr)) {
      complain("credential", "username and credential need each other");
    }
    if (find("ttl") != nullptr && !has_secret) complain("ttl", "only goes with a secret");
    if (!has_secret && !has_fixed && std::ranges::any_of(server_.urls, ice::is_turn_url)) {
      complain("urls", "a TURN server needs username and credential, or a secret");
    }
  }

  [[nodiscard]] const IceServerEntry::Field* find(std::string_view name) const {
    const auto field = std::ranges::find(entry_.fields, name, &IceServerEntry::Field::name);
    return field == entry_.fields.end() ? nullptr : &*field;
  }

  void complain(const IceServerEntry::Field& field, std::string reason) {
    problems_.push_back({entry_.path + "." + field.name, {field.line, std::move(reason)}});
  }

  void complain(std::string_view name, std::string reason) {
    const auto* const field = find(name);
    problems_.push_back({entry_.path + "." + std::string{name},
                         {field == nullptr ? entry_.line : field->line, std::move(reason)}});
  }

  const IceServerEntry& entry_;
  const std::filesystem::path& secret_folder_;
  std::vector<KeyProblem>& problems_;
  ice::IceServer server_;
};

}  // namespace

ice::IceServer read_ice_server(const IceServerEntry& entry,
                               const std::filesystem::path& secret_folder,
                               std::vector<KeyProblem>& problems) {
  return IceServerReader{entry, secret_folder, problems}.read();
}

std::string print_ttl(std::chrono::seconds ttl) {
  return print_duration(ttl);
}

}  // namespace parley::daemon
