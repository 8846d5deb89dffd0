// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/ice_words.hpp"

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>

#include "check/resolve.hpp"

namespace parley::check {
namespace {

Finding turn_failed(const TurnAttempt& attempt, const std::string& what,
                    std::vector<std::string> advice) {
  return {Verdict::Failure, "turn", attempt.url + " " + what, std::move(advice)};
}

/// The expiry at the start of a credential made from a shared secret.
std::optional<std::int64_t> expiry_of(const std::string& username) {
  std::int64_t expiry = 0;
  const auto [end, error] =
      std::from_chars(username.data(), username.data() + username.size(), expiry);
  const char* const last = username.data() + username.size();
  if (error != std::errc{} || (end != last && *end != ':')) return std::nullopt;
  return expiry;
}

Finding credential_refused(const TurnAttempt& attempt) {
  std::vector<std::string> advice;
  const auto expiry = expiry_of(attempt.user.username);
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(attempt.now.time_since_epoch());
  if (expiry && *expiry <= now.count()) {
    advice.push_back(
        "By the clock of this machine the credential had expired before the server sent it: the "
        "clock of parleyd's machine is at least " +
        std::to_string(now.count() - *expiry) + " s behind. Run NTP there.");
  } else if (expiry) {
    advice = {
        "The secret of parleyd (secret or secret_file in parley.yaml) and that of the TURN "
        "server differ, or the clock of the TURN server is ahead by more than the life of a "
        "credential. In coturn's turnserver.conf:",
        "    use-auth-secret", "    static-auth-secret=THE SAME AS PARLEYD'S"};
  } else {
    advice = {
        "The username and credential in parley.yaml are not those of the TURN server. In "
        "coturn's turnserver.conf:",
        "    lt-cred-mech", "    user=NAME:PASSWORD"};
  }
  if (attempt.skew && attempt.skew->count() != 0) {
    advice.push_back("By its Date header, the clock of the signaling server is " +
                     skew_words(*attempt.skew) + ".");
  }
  return turn_failed(attempt, "refuses the credential (401)", std::move(advice));
}

Finding refused(const TurnAttempt& attempt) {
  const stun::Error& error = *attempt.allocation.error;
  const std::string said =
      "refuses to allocate (" + std::to_string(error.code) + " " + excerpt(error.reason) + ")";
  switch (error.code) {
    case 401:
      return credential_refused(attempt);
    case 403:
      return turn_failed(attempt, said, {"The server's policy forbids it."});
    case 438:
      return turn_failed(attempt, said,
                         {"The server calls its own nonce stale again and again. Are there two "
                          "servers behind one address?"});
    case 486:
      return turn_failed(attempt, said,
                         {"A quota is used up: user-quota or total-quota of coturn."});
    case 508:
      return turn_failed(attempt, said,
                         {"The server has no free relay port: check min-port and max-port of "
                          "coturn, and that relay-ip is an address of its machine."});
    default:
      return turn_failed(attempt, said, {"The log of the TURN server may say why."});
  }
}

Finding private_relay(const TurnAttempt& attempt, const std::string& relayed) {
  return turn_failed(attempt,
                     "relays at " + relayed + ", which clients outside its network cannot reach",
                     {"The server is behind NAT and does not know its public address, " +
                          attempt.server.to_string() + ". In coturn's turnserver.conf:",
                      "    external-ip=" + attempt.server.to_string() + "/" + relayed});
}

}  // namespace

std::string skew_words(std::chrono::seconds skew) {
  return std::to_string(std::abs(skew.count())) + " s " +
         (skew.count() > 0 ? "ahead of" : "behind") + " this machine's";
}

Finding judge_turn(const TurnAttempt& attempt) {
  const Allocation& allocation = attempt.allocation;
  if (allocation.error) return refused(attempt);
  if (!allocation.relayed) {
    return turn_failed(attempt, "allocates no relayed address",
                       {"Is it a STUN server without TURN, such as coturn with stun-only?"});
  }
  const std::string relayed = allocation.relayed->address().to_string();
  if (is_private(allocation.relayed->address()) && !is_private(attempt.server)) {
    return private_relay(attempt, relayed);
  }
  if (allocation.wants_no_credential) {
    return {Verdict::Warning,
            "turn",
            attempt.url + " relays for anybody, without a credential",
            {"Strangers will use it. Set use-auth-secret in coturn's turnserver.conf."}};
  }
  if (!allocation.is_freed) {
    return {Verdict::Warning,
            "turn",
            attempt.url + " relays at " + relayed + ", but did not free that address",
            {}};
  }
  return {
      Verdict::Ok, "turn", attempt.url + " accepts the credential and relays at " + relayed, {}};
}

Finding no_ice_answer(const std::string& url, const ice::IceUrl& parsed, const std::string& why) {
  const std::string port = std::to_string(parsed.port);
  const bool is_udp = parsed.transport == ice::IceTransport::Udp;
  std::vector<std::string> advice{
      "Is the server running, does it listen on port " + port +
      ", and do the firewalls of its machine and of the provider let " + (is_udp ? "UDP" : "TCP") +
      " " + port + " through?" +
      (parsed.is_turn
           ? " The relay ports must be open for UDP, too: min-port to max-port of coturn, "
             "49152 to 65535 by default."
           : "")};
  if (is_udp) {
    advice.emplace_back("It looks the same if the network of this machine blocks all UDP.");
  }
  return {Verdict::Failure, parsed.is_turn ? "turn" : "stun", url + " " + why, std::move(advice)};
}

}  // namespace parley::check
