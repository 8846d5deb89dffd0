// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "check/report.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace parley::check {
namespace {

constexpr std::size_t kIndent = 6;
constexpr std::size_t kSubjectWidth = 10;
constexpr std::size_t kLineWidth = 96;

std::string printable(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

std::string_view verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::Ok:
      return "ok";
    case Verdict::Warning:
      return "warn";
    case Verdict::Failure:
      break;
  }
  return "FAIL";
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out{text};
  out.resize(std::max(width, out.size() + 1), ' ');
  return out;
}

/// A paragraph, broken at spaces. A paragraph that begins with a space is a line to copy and is not
/// broken.
void append_paragraph(std::string& out, std::string_view text) {
  if (text.starts_with(' ')) {
    out.append(kIndent, ' ').append(text).append("\n");
    return;
  }
  while (!text.empty()) {
    std::size_t end = text.size();
    if (kIndent + end > kLineWidth) {
      end = text.rfind(' ', kLineWidth - kIndent);
      if (end == std::string_view::npos) end = std::min(text.find(' '), text.size());
    }
    out.append(kIndent, ' ').append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

void Report::add(Finding finding) {
  finding.text = printable(std::move(finding.text));
  for (std::string& line : finding.advice) line = printable(std::move(line));
  const bool is_repetition =
      !findings_.empty() && !finding.advice.empty() && findings_.back().advice == finding.advice;
  findings_.push_back(std::move(finding));
  Finding shown = findings_.back();
  if (is_repetition) shown.advice = {"The same as above."};
  sink_(shown);
}

void Report::ok(std::string_view subject, std::string text) {
  add({Verdict::Ok, std::string{subject}, std::move(text)});
}

void Report::warn(std::string_view subject, std::string text, std::vector<std::string> advice) {
  add({Verdict::Warning, std::string{subject}, std::move(text), std::move(advice)});
}

void Report::fail(std::string_view subject, std::string text, std::vector<std::string> advice) {
  add({Verdict::Failure, std::string{subject}, std::move(text), std::move(advice)});
}

std::size_t Report::count(Verdict verdict) const noexcept {
  return static_cast<std::size_t>(std::ranges::count(findings_, verdict, &Finding::verdict));
}

std::string excerpt(std::string_view text, std::size_t limit) {
  const bool is_cut = text.size() > limit;
  std::string out = printable(std::string{text.substr(0, limit)});
  return is_cut ? out + "..." : out;
}

std::string as_text(const Finding& finding) {
  std::string out = padded(verdict_word(finding.verdict), kIndent) +
                    padded(finding.subject, kSubjectWidth) + finding.text + "\n";
  for (const std::string& line : finding.advice) append_paragraph(out, line);
  return out;
}

std::string closing_line(const Report& report) {
  const auto said = [&](Verdict verdict) { return std::to_string(report.count(verdict)); };
  return said(Verdict::Ok) + " ok, " + said(Verdict::Warning) + " warnings, " +
         said(Verdict::Failure) + " failed\n";
}

std::string as_json(const Report& report) {
  auto list = nlohmann::ordered_json::array();
  for (const Finding& finding : report.findings()) {
    list.push_back({{"verdict", verdict_word(finding.verdict)},
                    {"subject", finding.subject},
                    {"text", finding.text},
                    {"advice", finding.advice}});
  }
  const bool is_ok = report.count(Verdict::Failure) == 0;
  const nlohmann::ordered_json all{{"ok", is_ok}, {"findings", std::move(list)}};
  return all.dump(2) + "\n";
}

}  // namespace parley::check
