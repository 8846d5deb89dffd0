// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "support/parleyd_process.hpp"

namespace parley::test {

/// What stands in a scrape: by name, and by series as it is written there, labels and all.
struct MetricsText {
  struct Family {
    std::string help;
    std::string type;
    [[nodiscard]] bool operator==(const Family&) const = default;
  };
  std::map<std::string, Family> families;
  std::map<std::string, double> samples;

  /// Throws if the series is not there.
  [[nodiscard]] double value(const std::string& series) const;
};

/// Reads the text format of Prometheus, version 0.0.4, and throws at whatever it does not allow or
/// advises against: a sample without HELP and TYPE right above its family, a family or series that
/// appears twice, a name that does not suit its type, a histogram that does not add up.
[[nodiscard]] MetricsText parse_metrics(std::string_view text);

/// Where a daemon that listens on 127.0.0.1 for it serves its metrics.
[[nodiscard]] std::uint16_t metrics_port(ParleydProcess& daemon);

/// The series of `after` whose value is another than in `before`, with the difference.
[[nodiscard]] std::map<std::string, double> changes(const MetricsText& before,
                                                    const MetricsText& after);

}  // namespace parley::test
