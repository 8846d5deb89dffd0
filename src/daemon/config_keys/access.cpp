// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <utility>
#include <variant>

#include "daemon/config_keys/groups.hpp"
#include "daemon/config_keys/make_object_key.hpp"
#include "daemon/text_file.hpp"
#include "parley/access/token_key.hpp"

namespace parley::daemon {
namespace {

using namespace std::chrono_literals;
using access::TokenAlgorithm;
using KeyField = Field<AccessKey>;

constexpr Names<TokenAlgorithm, 4> kAlgorithms{{{"HS256", TokenAlgorithm::Hs256},
                                                {"RS256", TokenAlgorithm::Rs256},
                                                {"ES256", TokenAlgorithm::Es256},
                                                {"EdDSA", TokenAlgorithm::EdDsa}}};

/// A field with the name of a file, whose content is kept.
KeyField file_field(std::string name, std::string sentence, std::string AccessKey::*file) {
  const auto read = [file](AccessKey& key, const FieldEntry& entry,
                           const std::filesystem::path& folder) {
    const auto problem = [&](std::string reason) {
      return std::vector<Problem>{{entry.line, std::move(reason)}};
    };
    if (entry.values.size() != 1) return problem("expected one value");
    key.*file = entry.values.front().text;
    if ((key.*file).empty()) return problem("is empty");
    constexpr std::size_t kMaxBytes = 16384;
    const std::filesystem::path path = folder / (key.*file);
    auto [text, error] = read_text_file(path, kMaxBytes);
    if (!error.empty()) return problem(path.string() + " " + error);
    key.content = std::move(text);
    return std::vector<Problem>{};
  };
  return {{std::move(name), "a file", std::move(sentence)}, read, [file](const AccessKey& key) {
            return (key.*file).empty() ? std::string{} : yaml_quote(key.*file);
          }};
}

std::vector<std::pair<std::string, std::string>> check_key(const AccessKey& key,
                                                           const ObjectEntry& entry) {
  const auto has = [&](std::string_view name) { return entry.find(name) != nullptr; };
  if (!has("algorithm")) return {{"algorithm", "is required"}};
  const bool is_secret = key.algorithm == TokenAlgorithm::Hs256;
  const std::string needed = is_secret ? "secret_file" : "public_key_file";
  const std::string other = is_secret ? "public_key_file" : "secret_file";
  if (!has(needed)) return {{needed, "is required by this algorithm"}};
  if (has(other)) return {{other, "is not for this algorithm"}};
  if (key.content.empty()) return {};  // its field has said why
  const auto made = access::TokenKey::make({.id = key.id, .algorithm = key.algorithm}, key.content);
  if (const auto* const reason = std::get_if<std::string>(&made)) return {{needed, *reason}};
  return {};
}

Key keys_key() {
  ObjectType<AccessKey> type{
      "a list of keys, each with the fields below",
      {text_field<AccessKey>(
           "id", "Name of the key; a token may name it in its kid.",
           [](auto& k) -> auto& { return k.id; }),
       one_field<AccessKey>(
           "algorithm", "Algorithm of the signatures. EdDSA means Ed25519.",
           [](auto& k) -> auto& { return k.algorithm; }, choice_type(kAlgorithms)),
       file_field("public_key_file",
                  "PEM file with the public key, for all algorithms but HS256. An RSA key has at "
                  "least 2048 bits; a key for ES256 is on the curve P-256.",
                  &AccessKey::public_key_file),
       file_field("secret_file",
                  "File with the secret that the application shares with the daemon, for HS256. At "
                  "least 32 bytes, not counting one final newline.",
                  &AccessKey::secret_file)},
      check_key,
      R"(access:
  keys:
    - id: main
      algorithm: EdDSA
      public_key_file: main.pem
)"};
  return object_key(
      {"access.keys",
       "Keys with which an application signs the tokens of its users. Without any, no token is "
       "valid."},
      [](auto& c) -> auto& { return c.access.keys; }, std::move(type));
}

}  // namespace

Group access_keys() {
  const auto whole = duration_type(0s, 1h);
  const ValueType<std::chrono::seconds> leeway{
      whole.range + " in whole seconds",
      [whole](const Scalar& scalar) {
        const auto time = whole.parse(scalar);
        std::optional<std::chrono::seconds> seconds;
        if (time && *time % 1s == Duration::zero())
          seconds = std::chrono::floor<std::chrono::seconds>(*time);
        return seconds;
      },
      print_duration};
  return {"Access",
          "How the server checks the tokens and passwords that rooms.policies requires.",
          {keys_key(),
           one_key(
               {"access.audience",
                "Value that the claim aud of a token must be or contain. Empty means that the "
                "server does not look at it."},
               [](auto& c) -> auto& { return c.access.audience; }, text_type("a string")),
           one_key(
               {"access.issuer",
                "Value that the claim iss of a token must have. Empty means that the server does "
                "not look at it."},
               [](auto& c) -> auto& { return c.access.issuer; }, text_type("a string")),
           one_key(
               {"access.leeway",
                "Difference between the clocks of the application and the server that the times in "
                "a token may have."},
               [](auto& c) -> auto& { return c.access.leeway; }, leeway),
           one_key(
               {"access.deadline", "Time within which the server checks a client's credentials.",
                "The client is closed with 1013."},
               [](auto& c) -> auto& { return c.access.deadline; }, duration_type(100ms, 1h))}};
}

}  // namespace parley::daemon
