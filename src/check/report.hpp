// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::check {

/// A warning means that something works here and now, but not always or not for everybody.
enum class Verdict : std::uint8_t { Ok, Warning, Failure };

/// One finding. `text` says what the check saw. `advice` says what that means and what to change.
/// It has paragraphs, and lines to copy, which begin with a space.
struct Finding {
  Verdict verdict = Verdict::Ok;
  std::string subject;  ///< one word: what was checked
  std::string text;
  std::vector<std::string> advice{};
};

/// Collects the findings and passes each on at once. Advice that has just been given is shortened.
/// Findings contain text from servers, so characters that are not printable ASCII are replaced.
class Report {
 public:
  using Sink = std::function<void(const Finding&)>;

  explicit Report(Sink sink) : sink_(std::move(sink)) {}

  void add(Finding finding);
  void ok(std::string_view subject, std::string text);
  void warn(std::string_view subject, std::string text, std::vector<std::string> advice = {});
  void fail(std::string_view subject, std::string text, std::vector<std::string> advice = {});

  [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return findings_; }
  [[nodiscard]] std::size_t count(Verdict verdict) const noexcept;

 private:
  Sink sink_;
  std::vector<Finding> findings_;
};

/// At most `limit` bytes of text from a server, printable, on one line.
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t limit = 80);

/// "ok", "warn" or "FAIL", the subject and the text on one line, the advice indented below.
[[nodiscard]] std::string as_text(const Finding& finding);

/// The last line: the number of findings of each verdict.
[[nodiscard]] std::string closing_line(const Report& report);

/// The report as JSON: {ok, findings: [{verdict, subject, text, advice: […]}, …]}
[[nodiscard]] std::string as_json(const Report& report);

}  // namespace parley::check
