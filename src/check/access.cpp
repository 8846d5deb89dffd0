// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/certificate.hpp"
#include "check/resolve.hpp"
#include "check/site_check.hpp"

namespace parley::check {
namespace {

namespace asio = boost::asio;

std::string joined(const std::vector<asio::ip::address>& addresses) {
  std::string all;
  for (const auto& address : addresses) all += (all.empty() ? "" : ", ") + address.to_string();
  return all;
}

struct Attempt {
  asio::ip::tcp::endpoint endpoint;
  error_code error;
  std::chrono::milliseconds took{};
};

std::string endpoint_text(const asio::ip::tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? '[' + address + ']' : address) + ':' +
         std::to_string(endpoint.port());
}

/// Whether this machine is the cause because it lacks IPv6; that is not a fault of the server.
bool is_ours(const Attempt& attempt) {
  return attempt.error == asio::error::network_unreachable && attempt.endpoint.address().is_v6();
}

/// `others_work`: another address of the server works.
void report_attempt(const Attempt& attempt, bool others_work, Report& report) {
  const std::string where = endpoint_text(attempt.endpoint);
  if (!attempt.error) {
    return report.ok("tcp", where + " answers in " + std::to_string(attempt.took.count()) + " ms");
  }
  if (others_work && is_ours(attempt)) {
    return report.ok("tcp", where + " could not be tried: this machine has no IPv6");
  }
  const std::string text = where + " " + connect_words(attempt.error);
  if (!others_work) {
    return report.fail("tcp", text,
                       {"Is the proxy running, does it listen on this address and port, and do the "
                        "firewalls of its machine and of the provider let connections through?"});
  }
  if (attempt.endpoint.address().is_v6()) {
    return report.warn(
        "tcp", text,
        {"Browsers try IPv6 first and wait before they fall back to IPv4. Either make "
         "the proxy listen there, too (in nginx: listen [::]:443 ssl;), and open the "
         "firewall, or remove the AAAA record from the DNS."});
  }
  report.fail(
      "tcp", text,
      {"The name resolves to this address, too, so some clients use it. Make the proxy listen "
       "there, or remove the address from the DNS."});
}

}  // namespace

bool Access::find(Report& report) {
  const Target& target = options_.target;
  const Resolution resolution = resolve(target.host, deadline());
  if (resolution.addresses.empty()) {
    report.fail("name", target.host + ": " + resolution.error,
                {"Is the name spelt correctly, and does it have an A or AAAA record? (dig " +
                 target.host + ")"});
    return false;
  }
  report.ok("name", target.host + " resolves to " + joined(resolution.addresses));
  if (!try_addresses(resolution.addresses, report)) return false;
  if (target.is_tls) return try_tls(report);
  if (!address_.is_loopback()) {
    report.warn("tls", "http:// is not encrypted",
                {"Browsers allow camera and microphone only on pages from https:// or localhost."});
  }
  return true;
}

bool Access::try_addresses(const std::vector<asio::ip::address>& all, Report& report) {
  std::vector<Attempt> attempts;
  bool has_one = false;
  for (const auto& address : all) {
    Attempt attempt{{address, options_.target.port}, {}, {}};
    Stream stream(loop_, tls_);
    const TimePoint begin = Clock::now();
    attempt.error = stream.connect(attempt.endpoint, deadline());
    attempt.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    if (!attempt.error && !has_one) address_ = address;
    has_one = has_one || !attempt.error;
    attempts.push_back(attempt);
  }
  for (const Attempt& attempt : attempts) report_attempt(attempt, has_one, report);
  return has_one;
}

bool Access::try_tls(Report& report) {
  Stream stream(loop_, tls_);
  error_code ec = stream.connect({address_, options_.target.port}, deadline());
  if (!ec) ec = stream.start_tls(options_.target.host, "http/1.1", deadline());
  if (ec) {
    report.fail(
        "tls", tls_words(ec),
        {"Does the port belong to the TLS side of the proxy? In nginx its server block has:",
         "    listen 443 ssl;", "    ssl_certificate ...; ssl_certificate_key ...;"});
    return false;
  }
  report.add(judge_tls(tls_facts(stream, options_.target.host), options_.target.host));
  return true;
}

std::unique_ptr<Stream> Access::connect() {
  auto stream = std::make_unique<Stream>(loop_, tls_);
  const TimePoint until = deadline();
  if (stream->connect({address_, options_.target.port}, until)) return nullptr;
  if (!options_.target.is_tls) return stream;
  if (stream->start_tls(options_.target.host, "http/1.1", until)) return nullptr;
  return stream;
}

}  // namespace parley::check
