// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/metrics_text.hpp"

#include <cmath>
#include <regex>
#include <stdexcept>

namespace parley::test {
namespace {

const std::regex kHelp{R"(# HELP ([a-z][a-z0-9_]*) (\S.*\.))"};
const std::regex kType{R"(# TYPE ([a-z][a-z0-9_]*) (counter|gauge|histogram))"};
const std::regex kSample{
    R"re(([a-z][a-z0-9_]*)(\{([a-z_]+)="([^"\\\n]*)"\})? (-?[0-9][0-9.e+-]*|\+Inf|NaN))re"};

class Reader {
 public:
  void read_line(const std::string& line) {
    std::smatch match;
    if (std::regex_match(line, match, kHelp)) return begin(match[1], match[2]);
    if (std::regex_match(line, match, kType)) return set_type(match[1], match[2]);
    require(std::regex_match(line, match, kSample), "not a line of this format");
    add_sample(line, match);
  }

  MetricsText finish() {
    end_family();
    return std::move(text_);
  }

 private:
  static void require(bool ok, const std::string& what) {
    if (!ok) throw std::runtime_error("metrics: " + what);
  }

  void begin(const std::string& name, const std::string& help) {
    end_family();
    name_ = name;
    require(text_.families.try_emplace(name, MetricsText::Family{help, {}}).second,
            name + " appears twice");
  }

  void set_type(const std::string& name, const std::string& type) {
    require(name == name_ && family().type.empty(), "TYPE of " + name + " is not below its HELP");
    require(name.ends_with("_total") == (type == "counter"), name + " is no name for a " + type);
    family().type = type;
  }

  void add_sample(const std::string& line, const std::smatch& match) {
    const std::string name = match[1];
    const bool is_histogram = !name_.empty() && family().type == "histogram";
    require(!name_.empty() && !family().type.empty(), name + " has no HELP and TYPE above it");
    const std::string part = name.starts_with(name_) ? name.substr(name_.size()) : "?";
    require(is_histogram ? part == "_bucket" || part == "_sum" || part == "_count" : part.empty(),
            name + " stands among those of " + name_);
    const double value = std::stod(match[5]);
    require(std::isfinite(value) && value >= 0, line);
    require(text_.samples.try_emplace(line.substr(0, line.rfind(' ')), value).second,
            name + " has a series twice");
    ++count_;
    if (part == "_bucket") add_bucket(match[3], match[4], value);
    if (part == "_count") total_ = value;
  }

  void add_bucket(const std::string& label, const std::string& bound, double value) {
    require(label == "le" && !is_complete_, name_ + " has no more buckets behind +Inf");
    require(value >= last_bucket_, name_ + ": its buckets are not cumulative");
    const double number = bound == "+Inf" ? HUGE_VAL : std::stod(bound);
    require(number > last_bound_, name_ + ": its bounds do not rise");
    last_bound_ = number;
    last_bucket_ = value;
    is_complete_ = bound == "+Inf";
  }

  void end_family() {
    if (name_.empty()) return;
    require(count_ > 0, name_ + " has no samples");
    if (family().type == "histogram") {
      require(is_complete_ && last_bucket_ == total_, name_ + " does not add up");
    }
    count_ = 0;
    last_bound_ = last_bucket_ = total_ = -1;
    is_complete_ = false;
  }

  MetricsText::Family& family() { return text_.families.at(name_); }

  MetricsText text_;
  std::string name_;
  std::size_t count_ = 0;
  double last_bound_ = -1;
  double last_bucket_ = -1;
  double total_ = -1;
  bool is_complete_ = false;
};

}  // namespace

double MetricsText::value(const std::string& series) const {
  const auto found = samples.find(series);
  if (found == samples.end()) throw std::out_of_range("no series " + series);
  return found->second;
}

MetricsText parse_metrics(std::string_view text) {
  if (!text.ends_with('\n')) throw std::runtime_error("metrics: the last line has no end");
  Reader reader;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    reader.read_line(std::string{text.substr(0, end)});
    text.remove_prefix(end + 1);
  }
  return reader.finish();
}

std::uint16_t metrics_port(ParleydProcess& daemon) {
  constexpr std::string_view kAddress = "event=metrics-listening address=127.0.0.1:";
  const std::string line = daemon.wait_for_log({std::string{kAddress}});
  return static_cast<std::uint16_t>(std::stoul(line.substr(line.find(kAddress) + kAddress.size())));
}

std::map<std::string, double> changes(const MetricsText& before, const MetricsText& after) {
  std::map<std::string, double> differences;
  for (const auto& [series, value] : after.samples) {
    const double difference = value - before.value(series);
    if (difference != 0) differences[series] = difference;
  }
  return differences;
}

}  // namespace parley::test
