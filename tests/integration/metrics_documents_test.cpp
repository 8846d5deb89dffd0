// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The dashboard, the alerting rules and docs/metrics.md against what parleyd really shows.
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include "support/http_client.hpp"
#include "support/metrics_text.hpp"
#include "support/parleyd_process.hpp"

namespace parley::test {
namespace {

using nlohmann::json;
using Texts = std::vector<std::string>;

std::string file_text(const std::string& path) {
  std::ifstream stream{std::string{PARLEY_SOURCE_DIR "/"} + path, std::ios::binary};
  if (!stream.is_open()) throw std::runtime_error("there is no " + path);
  return {std::istreambuf_iterator<char>{stream}, {}};
}

Texts all_matches(const std::string& text, const std::regex& pattern, std::size_t group) {
  Texts found;
  for (std::sregex_iterator match{text.begin(), text.end(), pattern}, end; match != end; ++match) {
    found.push_back((*match)[group]);
  }
  return found;
}

/// The queries of all panels, of the annotations and of the variables.
void collect_expressions(const json& node, Texts& expressions) {
  if (!node.is_structured()) return;
  for (const auto& [key, value] : node.items()) {
    if ((key == "expr" || key == "query") && value.is_string()) expressions.push_back(value);
    collect_expressions(value, expressions);
  }
}

Texts dashboard_expressions() {
  Texts expressions;
  collect_expressions(json::parse(file_text("config/grafana/parley.json")), expressions);
  return expressions;
}

Texts alert_expressions() {
  Texts expressions;
  for (const auto& group : YAML::Load(file_text("config/prometheus/alerts.yml"))["groups"]) {
    for (const auto& rule : group["rules"]) expressions.push_back(rule["expr"].as<std::string>());
  }
  return expressions;
}

class MetricsDocuments : public testing::Test {
 protected:
  MetricsDocuments() {
    ParleydProcess daemon(ParleydOptions{.metrics_listen = {"127.0.0.1:0"}});
    scrape_ = parse_metrics(http_get(metrics_port(daemon), "/metrics").body);
    for (const auto& [series, value] : scrape_.samples) {
      names_.insert(series.substr(0, series.find('{')));
    }
  }

  /// What `expressions` ask for and no scrape has.
  [[nodiscard]] std::set<std::string> unknown(const Texts& expressions) const {
    static const std::regex kName{"\\b(parley|process)_[a-z_]+"};
    static const std::regex kSelector{"\\b((parley|process)_[a-z_]+)\\{([^}]*)\\}"};
    std::set<std::string> missing;
    for (const std::string& expression : expressions) {
      for (const auto& name : all_matches(expression, kName, 0)) {
        if (!names_.contains(name)) missing.insert(name);
      }
      std::sregex_iterator match{expression.begin(), expression.end(), kSelector};
      for (; match != std::sregex_iterator{}; ++match)
        check_labels((*match)[1], (*match)[3], missing);
    }
    return missing;
  }

  MetricsText scrape_;
  std::set<std::string> names_;

 private:
  void check_labels(const std::string& name, const std::string& matchers,
                    std::set<std::string>& missing) const {
    static const std::regex kMatcher{R"re(([a-z_]+)=~?"([^"]*)")re"};
    for (std::sregex_iterator match{matchers.begin(), matchers.end(), kMatcher}, end; match != end;
         ++match) {
      const std::string label = (*match)[1];
      if (label == "job" || label == "instance") continue;  // Prometheus adds these
      std::istringstream values{(*match)[2]};
      for (std::string value; std::getline(values, value, '|');) {
        const std::string series = name + '{' + label + "=\"" + value + "\"}";
        if (!scrape_.samples.contains(series)) missing.insert(series);
      }
    }
  }
};

TEST_F(MetricsDocuments, AWrongNameOrLabelWouldBeFound) {
  EXPECT_THAT(unknown({"rate(parley_joins_totals[5m]) / process_open_fds",
                       R"(parley_closes_total{job="x", reason=~"bye|gone"} > 0)",
                       R"(parley_closes_total{cause="bye"})"}),
              testing::ElementsAre(R"(parley_closes_total{cause="bye"})",
                                   R"(parley_closes_total{reason="gone"})", "parley_joins_totals"));
}

TEST_F(MetricsDocuments, EverythingOnTheDashboardIsThere) {
  const Texts expressions = dashboard_expressions();
  EXPECT_GT(expressions.size(), 30U);
  EXPECT_THAT(unknown(expressions), testing::IsEmpty());
}

/// But for the buckets, of which a panel shows the quantiles, nothing is measured in vain.
TEST_F(MetricsDocuments, EverythingThatIsMeasuredIsOnTheDashboard) {
  std::string all;
  for (const auto& expression : dashboard_expressions()) all += expression + '\n';
  for (const auto& [name, family] : scrape_.families) {
    EXPECT_NE(all.find(name), all.npos) << name;
  }
}

TEST_F(MetricsDocuments, EveryAlertAsksForWhatIsThere) {
  const Texts expressions = alert_expressions();
  EXPECT_GT(expressions.size(), 10U);
  EXPECT_THAT(unknown(expressions), testing::IsEmpty());
}

TEST_F(MetricsDocuments, EveryAlertSaysWhatItIsAbout) {
  std::set<std::string> seen;
  for (const auto& group : YAML::Load(file_text("config/prometheus/alerts.yml"))["groups"]) {
    for (const auto& rule : group["rules"]) {
      const auto name = rule["alert"].as<std::string>();
      EXPECT_TRUE(seen.insert(name).second) << name << " appears twice";
      EXPECT_THAT(rule["labels"]["severity"].as<std::string>(), testing::AnyOf("page", "ticket"));
      EXPECT_NE(rule["annotations"]["summary"].as<std::string>(), "") << name;
      EXPECT_NE(rule["annotations"]["description"].as<std::string>(), "") << name;
    }
  }
}

TEST_F(MetricsDocuments, TheManualHasARowForEveryMetricAndNoOther) {
  const std::string manual = file_text("docs/metrics.md");
  Texts rows;
  for (const auto& [name, family] : scrape_.families) {
    std::string label = "–";
    for (const auto& [series, value] : scrape_.samples) {
      if (!series.starts_with(name + '{')) continue;
      label = '`' + series.substr(name.size() + 1, series.find('=') - name.size() - 1) + '`';
    }
    rows.push_back("| `" + name + "` | " + family.type + " | " + label + " | " + family.help +
                   " |");
    EXPECT_NE(manual.find(rows.back()), manual.npos) << "docs/metrics.md lacks\n" << rows.back();
  }
  const Texts documented =
      all_matches(manual, std::regex{"\\| `((parley|process)_[a-z_]+)` \\|"}, 1);
  EXPECT_EQ(documented.size(), rows.size());
}

TEST_F(MetricsDocuments, TheManualExplainsEveryLabelValue) {
  const std::string manual = file_text("docs/metrics.md");
  static const std::regex kValue{R"re(\{[a-z]+="([a-z][a-z0-9._-]*)"\})re"};
  for (const auto& [series, value] : scrape_.samples) {
    for (const auto& label_value : all_matches(series, kValue, 1)) {
      EXPECT_NE(manual.find('`' + label_value + '`'), manual.npos) << series;
    }
  }
}

}  // namespace
}  // namespace parley::test
