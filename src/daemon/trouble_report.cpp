// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/trouble_report.hpp"

#include <cstdint>
#include <numeric>

namespace parley::daemon {
namespace {

std::int64_t growth(std::uint64_t now, std::uint64_t before) {
  return static_cast<std::int64_t>(now - before);
}

template <class Counts>
std::uint64_t total(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

}  // namespace

void TroubleReport::write(const chat::Counters& chat, const net::Counters& net,
                          std::size_t clients) {
  const std::int64_t refused = growth(total(net.refusals), total(reported_net_.refusals));
  const std::int64_t throttled = growth(total(chat.throttled), total(reported_chat_.throttled));
  const std::int64_t errors = growth(total(chat.errors), total(reported_chat_.errors));
  const std::int64_t exceptions = growth(net.exceptions, reported_net_.exceptions);
  const std::int64_t accept_errors = growth(net.accept_errors, reported_net_.accept_errors);
  reported_chat_ = chat;
  reported_net_ = net;
  if (refused + throttled + errors + exceptions + accept_errors == 0) return;
  log_.write(LogLevel::Warning, "trouble",
             {{"refused", refused},
              {"throttled", throttled},
              {"errors", errors},
              {"exceptions", exceptions},
              {"accept_errors", accept_errors},
              {"clients", static_cast<std::int64_t>(clients)}});
}

}  // namespace parley::daemon
