// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/ice_check.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "check/certificate.hpp"
#include "check/ice_words.hpp"
#include "check/resolve.hpp"

namespace parley::check {
namespace {

using Json = nlohmann::json;
namespace ip = boost::asio::ip;

struct IceEntry {
  std::string text;
  ice::IceUrl url;
  TurnUser user;
};

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

void read_server(const Json& server, std::vector<IceEntry>& entries, Report& report) {
  if (!server.is_object() || !server.contains("urls")) return;
  const Json& urls = server["urls"];
  for (const Json& url : urls.is_array() ? urls : Json::array({urls})) {
    const std::string text = url.is_string() ? url.get<std::string>() : url.dump();
    auto parsed = ice::IceUrl::parse(text);
    if (!parsed) {
      report.fail("ice", excerpt(text) + " is not the address of a STUN or TURN server");
      continue;
    }
    entries.push_back(
        {text, *std::move(parsed), {text_of(server, "username"), text_of(server, "credential")}});
  }
}

class IceServerCheck {
 public:
  IceServerCheck(Access& access, ClockSkew skew, Report& report)
      : access_(access), skew_(skew), report_(report) {}

  /// True if the server works.
  bool check(const IceEntry& entry) {
    const Resolution resolution = resolve(entry.url.host, access_.deadline());
    if (resolution.addresses.empty()) {
      report_.fail(
          "ice", entry.text + ": " + resolution.error,
          {"Is the name in parley.yaml spelt correctly, and does it have an A or AAAA record?"});
      return false;
    }
    std::string why;
    for (const auto& address : resolution.addresses) {
      auto finding = try_address(entry, address, why);
      if (!finding) continue;
      const bool works = finding->verdict != Verdict::Failure;
      report_.add(*std::move(finding));
      if (works) warn_if_out_of_reach(entry, address);
      return works;
    }
    Finding finding = no_ice_answer(entry.text, entry.url, why);
    if (entry.url.transport == ice::IceTransport::Udp && answers_over_tcp(entry)) {
      finding.advice.emplace_back("The same server answers over TCP: something blocks UDP.");
    }
    report_.add(std::move(finding));
    return false;
  }

  /// Whether a TURN server that is listed for UDP also responds over TCP.
  bool answers_over_tcp(const IceEntry& entry) {
    if (!entry.url.is_turn) return false;
    ice::IceUrl url = entry.url;
    url.transport = ice::IceTransport::Tcp;
    for (const auto& address : resolve(url.host, access_.deadline()).addresses) {
      StunClient client(access_.loop(), access_.tls());
      if (!client.connect(url, address, access_.deadline()).empty()) continue;
      const Allocation allocation = allocate(client, entry.user, access_.deadline());
      if (allocation.error || allocation.relayed) return true;
    }
    return false;
  }

 private:
  /// Nothing if this address does not respond; `why` then says more.
  std::optional<Finding> try_address(const IceEntry& entry, const ip::address& address,
                                     std::string& why) {
    StunClient client(access_.loop(), access_.tls());
    why = client.connect(entry.url, address, access_.deadline());
    if (!why.empty()) return std::nullopt;
    if (Stream* const tls = client.tls_stream()) {
      Finding finding = judge_tls(tls_facts(*tls, entry.url.host), entry.url.host);
      finding.subject = entry.url.is_turn ? "turn" : "stun";
      finding.text = entry.text + ": " + finding.text;
      finding.advice = {
          "Its certificate (in coturn, cert= and pkey= of turnserver.conf) must name " +
          entry.url.host +
          ", be signed by a public authority, and include its whole "
          "chain (fullchain.pem). Otherwise browsers do not use the server."};
      if (finding.verdict == Verdict::Failure) return finding;
      if (finding.verdict == Verdict::Warning) report_.add(std::move(finding));
    }
    why = "does not answer";
    return entry.url.is_turn ? try_turn(client, entry, address) : try_stun(client, entry);
  }

  std::optional<Finding> try_stun(StunClient& client, const IceEntry& entry) {
    const auto response =
        client.ask({stun::kBinding, stun::random_transaction(), {}}, {}, access_.deadline());
    if (!response) return std::nullopt;
    const auto mapped = stun::xor_address(*response, stun::kXorMappedAddress);
    if (!mapped) {
      return Finding{Verdict::Failure, "stun", entry.text + " does not return our address", {}};
    }
    return Finding{
        Verdict::Ok, "stun", entry.text + " sees us as " + mapped->address().to_string(), {}};
  }

  std::optional<Finding> try_turn(StunClient& client, const IceEntry& entry,
                                  const ip::address& address) {
    TurnAttempt attempt{entry.text, address, entry.user, {}, {}, skew_};
    attempt.allocation = allocate(client, entry.user, access_.deadline());
    attempt.now = std::chrono::system_clock::now();
    if (!attempt.allocation.error && !attempt.allocation.relayed) return std::nullopt;
    return judge_turn(attempt);
  }

  void warn_if_out_of_reach(const IceEntry& entry, const ip::address& address) {
    if (!is_private(address) || is_private(access_.address())) return;
    report_.warn("ice", entry.text + " has a private address, " + address.to_string(),
                 {"Browsers in other networks cannot reach it."});
  }

  Access& access_;
  ClockSkew skew_;
  Report& report_;
};

void report_kinds(const std::vector<IceEntry>& entries, IceServerCheck& check, Report& report) {
  const auto is_turn = [](const IceEntry& entry) { return entry.url.is_turn; };
  const auto passes_firewalls = [](const IceEntry& entry) {
    return entry.url.is_turn && entry.url.transport != ice::IceTransport::Udp;
  };
  if (std::ranges::none_of(entries, is_turn)) {
    return report.warn(
        "turn", "there is no TURN server among the ICE servers",
        {"About one call in ten, between people behind strict firewalls or in mobile "
         "networks, will fail. docs/configuration.md shows how to add one."});
  }
  if (std::ranges::none_of(entries, passes_firewalls)) {
    const bool takes_tcp = std::ranges::any_of(
        entries, [&check](const IceEntry& entry) { return check.answers_over_tcp(entry); });
    report.warn(
        "turn",
        takes_tcp ? "TURN is offered over UDP only, though the server answers over TCP, too"
                  : "TURN is offered over UDP only, and the server does not answer over TCP",
        {"Networks that block UDP need turn:HOST?transport=tcp or, better, turns:HOST on port "
         "443 or 5349."});
  }
}

}  // namespace

void check_ice_servers(Access& access, const Json& servers, ClockSkew skew, Report& report) {
  std::vector<IceEntry> entries;
  if (servers.is_array()) {
    for (const Json& server : servers) read_server(server, entries, report);
  }
  if (entries.empty()) {
    return report.warn("ice", "the server lists no ICE servers",
                       {"Calls work only inside one network. Set ice_servers in parley.yaml; "
                        "docs/configuration.md shows how."});
  }
  IceServerCheck check(access, skew, report);
  std::size_t relays = 0;
  for (const IceEntry& entry : entries) {
    const bool works = check.check(entry);
    if (works && entry.url.is_turn) ++relays;
  }
  report_kinds(entries, check, report);
  const bool has_turn =
      std::ranges::any_of(entries, [](const IceEntry& entry) { return entry.url.is_turn; });
  if (has_turn && relays == 0) {
    report.warn("turn", "none of the TURN servers works",
                {"Calls between people behind strict firewalls will fail."});
  }
}

}  // namespace parley::check
