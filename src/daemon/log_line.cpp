// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/log_line.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

#include "daemon/config_names.hpp"
#include "parley/base/utf8.hpp"

namespace parley::daemon {
namespace {

/// RFC 3339 in UTC with milliseconds.
std::string timestamp(std::chrono::system_clock::time_point time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::milliseconds>(time - day)};
  std::array<char, 64> text{};
  const int size = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
      static_cast<int>(clock.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string quote_value(std::string_view text) {
  using Json = nlohmann::json;
  return Json(text).dump(-1, ' ', true, Json::error_handler_t::replace);
}

bool is_plain_value(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return c > ' ' && c <= '~' && c != '"' && c != '\\' && c != '=';
  });
}

}  // namespace

LogLine::LogLine(LogFormat format, std::chrono::system_clock::time_point time, LogLevel level,
                 std::string_view event)
    : format_(format) {
  const std::string_view level_name = name_of(kLogLevels, level);
  if (format_ == LogFormat::Json) {
    text_.append("{\"time\":\"").append(timestamp(time)).append("\"");
    add("level", level_name);
  } else {
    text_.append(timestamp(time)).append(" ").append(level_name);
  }
  add("event", event);
}

void LogLine::add_key(std::string_view key) {
  if (format_ == LogFormat::Json) {
    text_.append(",\"").append(key).append("\":");
  } else {
    text_.append(" ").append(key).append("=");
  }
}

void LogLine::add(std::string_view key, std::string_view value) {
  add_key(key);
  const std::string_view text = utf8::cut(value, kMaxValueBytes);
  const bool is_cut = text.size() < value.size();
  if (format_ == LogFormat::Text && is_plain_value(text) && !is_cut) {
    text_.append(text);
  } else {
    text_.append(quote_value(is_cut ? std::string{text} + "..." : std::string{text}));
  }
}

void LogLine::add(std::string_view key, std::int64_t value) {
  add_key(key);
  text_.append(std::to_string(value));
}

std::string LogLine::finish() && {
  if (format_ == LogFormat::Json) text_ += '}';
  return std::move(text_);
}

}  // namespace parley::daemon
