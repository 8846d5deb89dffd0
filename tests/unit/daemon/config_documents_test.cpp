// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "daemon/config_table.hpp"
#include "parley/daemon/config_file.hpp"

// config/parley.yaml and docs/configuration.md against the table of keys.

namespace parley::daemon {
namespace {

std::string read_document(const char* path) {
  std::ifstream stream{std::string{PARLEY_SOURCE_DIR "/"} + path, std::ios::binary};
  EXPECT_TRUE(stream.is_open()) << path;
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream{text};
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// A setting is commented out with a "#" right in front of it; it is a key of the top level, or one
/// of a section, which is indented by two. All other comments are prose.
bool is_setting(const std::string& line) {
  if (!line.starts_with('#')) return false;
  const std::size_t name = line.starts_with("#  ") ? 3 : 1;
  const std::size_t colon = line.find(':');
  return colon != std::string::npos && colon > name &&
         std::all_of(line.begin() + static_cast<std::ptrdiff_t>(name),
                     line.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

/// A line of prose without its "#", or "  #" in a section.
std::string prose_of(const std::string& line) {
  const std::string inner = line.starts_with("#   #") ? line.substr(5) : line.substr(1);
  return inner.substr(std::min(inner.size(), inner.find_first_not_of(' ')));
}

/// The annotated file's settings without their "#": what a person who uncomments it all gets.
std::string uncommented(const std::string& text) {
  std::string out;
  for (const auto& line : lines_of(text)) {
    out += is_setting(line) ? line.substr(1) : "";
    out += '\n';
  }
  return out;
}

/// In "section.name" form, in the order of the file; the comment above each.
struct Annotated {
  std::string path;
  std::string value;
  std::string comment;
};

std::vector<Annotated> annotated_keys(const std::string& text) {
  std::vector<Annotated> keys;
  std::string section;
  std::string comment;
  for (const auto& line : lines_of(text)) {
    if (line.empty()) {
      comment.clear();
    } else if (!is_setting(line)) {
      comment += (comment.empty() ? "" : " ") + prose_of(line);
    } else if (line.ends_with(':')) {
      section = line.substr(1, line.size() - 2);
    } else {
      const bool in_section = line.starts_with("#  ");
      const std::size_t colon = line.find(':');
      const std::string name = line.substr(in_section ? 3 : 1, colon - (in_section ? 3 : 1));
      keys.push_back({in_section ? section + "." + name : name, line.substr(colon + 2), comment});
    }
  }
  return keys;
}

TEST(ConfigDocuments, AnnotatedFileHasNothingSwitchedOn) {
  for (const auto& line : lines_of(read_document("config/parley.yaml"))) {
    EXPECT_TRUE(line.empty() || line.starts_with("#")) << line;
  }
}

TEST(ConfigDocuments, AnnotatedFileUncommentedIsTheDefault) {
  const auto result = parse_config(uncommented(read_document("config/parley.yaml")), "parley.yaml");
  EXPECT_EQ(result.errors, std::vector<std::string>{});
  EXPECT_EQ(print_config(result.config), print_config(Config{}));
  EXPECT_EQ(result.config.listen, Config{}.listen);
}

TEST(ConfigDocuments, AnnotatedFileHasEveryKeyWithItsSentenceAndRange) {
  const auto keys = annotated_keys(read_document("config/parley.yaml"));
  const auto& table = config_table();
  ASSERT_EQ(keys.size(), table.size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    EXPECT_EQ(keys[i].path, table[i].path);
    EXPECT_EQ(keys[i].value, print_value(table[i], Config{})) << table[i].path;
    EXPECT_EQ(keys[i].comment.substr(0, table[i].sentence.size()), table[i].sentence);
    EXPECT_NE(keys[i].comment.find(table[i].range), std::string::npos)
        << table[i].path << ": " << table[i].range;
  }
}

std::string row_of(const Key& key) {
  return "| `" + key.path + "` | `" + print_value(key, Config{}) + "` | " + key.range + " | " +
         (key.reload == Reload::Yes ? "yes" : "no") + " | " + key.sentence + " |";
}

TEST(ConfigDocuments, ManualHasARowForEveryKeyAndNoOther) {
  std::multiset<std::string> rows;
  for (const auto& line : lines_of(read_document("docs/configuration.md"))) {
    if (line.starts_with("| `") && std::ranges::count(line, '|') == 6) rows.insert(line);
  }
  for (const Key& key : config_table()) {
    EXPECT_EQ(rows.count(row_of(key)), 1U) << "docs/configuration.md lacks\n" << row_of(key);
  }
  EXPECT_EQ(rows.size(), config_table().size());
}

}  // namespace
}  // namespace parley::daemon
