// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/static_files.hpp"

#include <chrono>
#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/temp_dir.hpp"

namespace parley::net {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class StaticFilesTest : public testing::Test {
 protected:
  [[nodiscard]] bool finds(std::string_view url_path) const {
    return StaticFiles{root_}.find(url_path).has_value();
  }
  [[nodiscard]] std::string etag_of_page() const {
    return StaticFiles{root_}.find("/page.html").value().etag;
  }

  test::TempDir dir_;
  const fs::path page_ = dir_.write("web/page.html", "<p>");
  const fs::path root_ = page_.parent_path();
};

TEST_F(StaticFilesTest, FindsAFileWithItsSizeAndType) {
  const auto file = StaticFiles{root_}.find("/page.html");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->path, fs::canonical(page_));
  EXPECT_EQ(file->size, 3U);
  EXPECT_EQ(file->content_type, "text/html; charset=utf-8");
}

TEST_F(StaticFilesTest, TakesTheIndexForItsFolder) {
  EXPECT_FALSE(finds("/"));
  dir_.write("web/index.html", "start");
  dir_.write("web/js/index.html", "scripts");
  const StaticFiles files{root_};
  EXPECT_EQ(files.find("/").value().path, fs::canonical(root_ / "index.html"));
  for (const char* folder : {"/js", "/js/"}) {
    EXPECT_EQ(files.find(folder).value().path, fs::canonical(root_ / "js/index.html")) << folder;
  }
}

TEST_F(StaticFilesTest, SeesWhatIsWrittenLater) {
  const StaticFiles files{root_};
  EXPECT_FALSE(files.find("/later.css"));
  dir_.write("web/later.css", "p {}");
  EXPECT_EQ(files.find("/later.css").value().size, 4U);
  fs::remove(root_ / "later.css");
  EXPECT_FALSE(files.find("/later.css"));
}

TEST_F(StaticFilesTest, HasAnotherTagAfterEachChange) {
  const std::string first = etag_of_page();
  EXPECT_EQ(first, etag_of_page());
  EXPECT_TRUE(first.starts_with('"') && first.ends_with('"')) << first;
  const auto written = fs::last_write_time(page_);
  dir_.write("web/page.html", "<p><p>");
  fs::last_write_time(page_, written);
  const std::string longer = etag_of_page();
  EXPECT_NE(longer, first);
  fs::last_write_time(page_, written + 1us);
  EXPECT_NE(etag_of_page(), longer);
}

TEST_F(StaticFilesTest, HidesFilesAndFoldersThatBeginWithADot) {
  dir_.write("web/.secret", "s");
  dir_.write("web/.git/config", "s");
  dir_.write("web/well.known", "s");
  EXPECT_FALSE(finds("/.secret"));
  EXPECT_FALSE(finds("/.git/config"));
  EXPECT_TRUE(finds("/well.known"));
}

TEST_F(StaticFilesTest, LeadsNowhereElse) {
  dir_.write("outside.html", "s");
  dir_.write("web-2/page.html", "s");
  fs::create_symlink(dir_.path() / "outside.html", root_ / "link.html");
  fs::create_directory_symlink(dir_.path() / "web-2", root_ / "linked");
  for (const char* path : {"/../outside.html", "/js/../../outside.html", "/./page.html",
                           "/link.html", "/linked/page.html", "/../web-2/page.html"}) {
    EXPECT_FALSE(finds(path)) << path;
  }
}

TEST_F(StaticFilesTest, FollowsALinkThatStaysBelowTheRoot) {
  fs::create_symlink("page.html", root_ / "same.css");
  const auto file = StaticFiles{root_}.find("/same.css");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->path, fs::canonical(page_));
}

TEST_F(StaticFilesTest, RefusesPathsThatNoPageLinksTo) {
  dir_.write("web/js/app.js", "s");
  EXPECT_TRUE(finds("/js/app.js"));
  using namespace std::string_view_literals;
  for (const std::string_view path :
       {""sv, "page.html"sv, "//page.html"sv, "/js//app.js"sv, "/js\\app.js"sv, "/page.html\n"sv,
        "/page.html\0"sv, "/page.html\x7f"sv, "/page.html/"sv, "/nothing"sv}) {
    EXPECT_FALSE(finds(path)) << path;
  }
}

TEST_F(StaticFilesTest, ServesRegularFilesOnly) {
  ASSERT_EQ(::mkfifo((root_ / "pipe.txt").c_str(), 0600), 0);
  fs::create_directories(root_ / "folder.txt");
  EXPECT_FALSE(finds("/pipe.txt"));
  EXPECT_FALSE(finds("/folder.txt"));
}

TEST_F(StaticFilesTest, FindsNothingWithoutARoot) {
  for (const fs::path& root : {fs::path{}, root_ / "missing", page_}) {
    EXPECT_FALSE(StaticFiles{root}.find("/page.html")) << root;
    EXPECT_FALSE(StaticFiles{root}.find("/")) << root;
  }
}

TEST(ContentType, FollowsTheExtension) {
  const std::pair<const char*, const char*> cases[] = {
      {"a.html", "text/html; charset=utf-8"},
      {"a.css", "text/css; charset=utf-8"},
      {"a.js", "text/javascript; charset=utf-8"},
      {"a.mjs", "text/javascript; charset=utf-8"},
      {"a.json", "application/json"},
      {"a.js.map", "application/json"},
      {"a.svg", "image/svg+xml"},
      {"a.webmanifest", "application/manifest+json"},
      {"robots.txt", "text/plain; charset=utf-8"},
      {"html", "application/octet-stream"},
      {"a.HTML", "application/octet-stream"},
      {"", "application/octet-stream"},
  };
  for (const auto& [path, type] : cases) EXPECT_EQ(content_type(path), type) << path;
}

}  // namespace
}  // namespace parley::net
