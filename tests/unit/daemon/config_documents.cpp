// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "unit/daemon/config_documents.hpp"

#include <sstream>
#include <vector>

#include "daemon/config_table.hpp"

namespace parley::daemon {
namespace {

constexpr std::string_view kHead = R"(# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
#
# The configuration of parleyd. This file holds every key, commented out, with its default. To
# change a key, remove the "#" before the key and before its section. docs/configuration.md has the
# details.
#
# A time is a whole number with a unit: ms, s, m, h. A size is a number of bytes, or has a unit:
# KiB, MiB, GiB. After a change, run parleyd --check-config --config FILE and send SIGHUP. Keys that
# take effect only after a restart say so.
)";

/// The text in lines that begin with `margin` and end before column 100; all but the first are
/// indented by `hanging` more.
std::string wrapped(const std::string& text, const std::string& margin, std::size_t hanging = 0) {
  constexpr std::size_t kColumns = 100;
  std::istringstream words{text};
  std::string out;
  std::string line = margin;
  for (std::string word; words >> word;) {
    if (line.size() + 1 + word.size() > kColumns) {
      out += line + "\n";
      line = margin + std::string(hanging, ' ');
    }
    line += " " + word;
  }
  return out + line + "\n";
}

std::vector<std::string> document_lines(const std::string& text) {
  std::istringstream stream{text};
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string annotated_key(const Key& key) {
  const std::string section = section_of(key);
  const std::string margin = section.empty() ? "#" : "#   #";
  std::string out = wrapped(key.sentence, margin);
  if (!key.at_limit.empty()) out += wrapped("At the limit: " + key.at_limit, margin);
  const std::string restart = key.reload == Reload::No ? " Takes effect after a restart." : "";
  out += wrapped("Values: " + key.range + "." + restart, margin);
  for (const FieldText& field : key.fields) {
    out += wrapped(field.name + ": " + field.sentence + " Values: " + field.range + ".",
                   margin + "  ", 2);
  }
  if (!key.example.empty()) out += margin + " For example:\n" + margin + "\n";
  for (const auto& line : document_lines(key.example)) out += margin + "   " + line + "\n";
  const std::string name = section.empty() ? key.path : "  " + key.path.substr(section.size() + 1);
  return out + "#" + name + ": " + key.print(Config{}) + "\n";
}

std::string table_row(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const auto& cell : cells) out += " " + cell + " |";
  return out + "\n";
}

std::string as_code(const std::string& text) {
  return "`" + text + "`";
}

std::string field_table(const Key& key) {
  std::string out = "\nThe fields of each object in " + as_code(key.path) + ":\n\n";
  out += table_row({"field", "values", "meaning"}) + table_row({"---", "---", "---"});
  for (const FieldText& field : key.fields) {
    out += table_row({as_code(field.name), field.range, field.sentence});
  }
  return out + "\n```yaml\n" + key.example + "```\n";
}

/// Text in a page for man(1), one sentence a line.
std::string man_text(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends_sentence = i > 0 && text[i] == ' ' && text[i - 1] == '.';
    if (text[i] == '\\') out += '\\';
    out += ends_sentence ? '\n' : text[i];
    if (text[i] == '\\') out.back() = 'e';
  }
  return out + "\n";
}

}  // namespace

std::string annotated_file() {
  std::string out{kHead};
  std::string section;
  for (const Group& group : config_groups()) {
    out += "\n" + wrapped(group.title + ". " + group.introduction, "#");
    for (const Key& key : group.keys) {
      const std::string own = section_of(key);
      out += "\n";
      if (own != section && !own.empty()) out += "#" + own + ":\n";
      section = own;
      out += annotated_key(key);
    }
  }
  return out;
}

std::string manual_keys() {
  std::string out;
  for (const Group& group : config_groups()) {
    out += "\n### " + group.title + "\n\n" + group.introduction + "\n\n";
    out += table_row({"key", "default", "values", "takes effect", "meaning", "at the limit"});
    out += table_row({"---", "---", "---", "---", "---", "---"});
    for (const Key& key : group.keys) {
      out += table_row({as_code(key.path), as_code(key.print(Config{})), key.range,
                        key.reload == Reload::Yes ? "live" : "restart", key.sentence,
                        key.at_limit.empty() ? "–" : key.at_limit});
    }
    for (const Key& key : group.keys) {
      if (!key.fields.empty()) out += field_table(key);
    }
  }
  return out + "\n";
}

std::string man_page_keys() {
  std::string out;
  for (const Group& group : config_groups()) {
    out += ".SS " + group.title + "\n";
    for (const Key& key : group.keys) {
      out += ".TP\n\\fB" + key.path + "\\fP (" + key.print(Config{}) + ")\n";
      const std::string restart = key.reload == Reload::No ? " Takes effect after a restart." : "";
      out += man_text(key.sentence + restart);
    }
  }
  return out;
}

std::string with_keys(const std::string& document, std::string_view begin, std::string_view end,
                      const std::string& keys) {
  const std::size_t first = document.find(begin);
  const std::size_t last = document.find(end);
  if (first == std::string::npos || last == std::string::npos || last < first) return document;
  const std::size_t from = document.find('\n', first) + 1;
  return document.substr(0, from) + keys + document.substr(document.rfind('\n', last) + 1);
}

}  // namespace parley::daemon
