// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "unit/daemon/config_documents.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include <gtest/gtest.h>

#include "parley/daemon/config_file.hpp"

namespace parley::daemon {
namespace {

std::string path_of(const char* document) {
  return std::string{PARLEY_SOURCE_DIR "/"} + document;
}

std::string read_document(const char* document) {
  std::ifstream stream{path_of(document), std::ios::binary};
  EXPECT_TRUE(stream.is_open()) << document;
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// Compares, or writes if PARLEY_WRITE_DOCUMENTS is set, as `./dev docs` does.
void expect_document(const char* document, const std::string& wanted) {
  const std::string found = read_document(document);
  if (found == wanted) return;
  if (std::getenv("PARLEY_WRITE_DOCUMENTS") != nullptr) {
    std::ofstream{path_of(document), std::ios::binary} << wanted;
    return;
  }
  EXPECT_EQ(found, wanted) << document << " differs from the table of keys; ./dev docs writes it";
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

TEST(ConfigDocuments, AnnotatedFileIsWrittenFromTheTable) {
  expect_document("config/parley.yaml", annotated_file());
}

TEST(ConfigDocuments, ManualHasTheKeysOfTheTable) {
  const std::string keys = manual_keys();
  const std::string document = read_document("docs/configuration.md");
  ASSERT_NE(document.find("<!-- keys: "), std::string::npos);
  ASSERT_NE(document.find("<!-- end of keys -->"), std::string::npos);
  expect_document("docs/configuration.md",
                  with_keys(document, "<!-- keys: ", "<!-- end of keys -->", keys));
}

TEST(ConfigDocuments, ManPageHasTheKeysOfTheTable) {
  const std::string document = read_document("docs/man/parleyd.8");
  ASSERT_NE(document.find(".\\\" keys: "), std::string::npos);
  ASSERT_NE(document.find(".\\\" end of keys"), std::string::npos);
  expect_document("docs/man/parleyd.8",
                  with_keys(document, ".\\\" keys: ", ".\\\" end of keys", man_page_keys()));
}

TEST(ConfigDocuments, AnnotatedFileUncommentedIsTheDefault) {
  std::istringstream lines{annotated_file()};
  std::string text;
  for (std::string line; std::getline(lines, line); text += '\n') {
    EXPECT_TRUE(line.empty() || line.starts_with('#')) << line;
    if (is_setting(line)) text += line.substr(1);
  }
  const auto result = parse_config(text, "parley.yaml");
  EXPECT_EQ(result.errors, std::vector<std::string>{});
  EXPECT_EQ(print_config(result.config), print_config(Config{}));
  EXPECT_EQ(result.config.listen, Config{}.listen);
}

TEST(ConfigDocuments, KeysReplaceWhatIsBetweenTheMarks) {
  EXPECT_EQ(with_keys("a\n<b>\nold\n<e>\nz\n", "<b", "<e", "new\n"), "a\n<b>\nnew\n<e>\nz\n");
  EXPECT_EQ(with_keys("a\n<e>\nold\n<b>\n", "<b", "<e", "new\n"), "a\n<e>\nold\n<b>\n");
}

}  // namespace
}  // namespace parley::daemon
