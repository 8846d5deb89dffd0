// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/static_files.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

#include <sys/stat.h>

namespace parley::net {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kContentTypes{{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wav", "audio/wav"},
    {".mp3", "audio/mpeg"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
}};

/// Segments that begin with a dot are hidden files or lead upwards. We link to no path with an
/// empty segment or a control character.
bool is_plain_path(std::string_view path) {
  if (!path.starts_with('/')) return false;
  const auto is_odd = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\';
  };
  return path.find("/.") == std::string_view::npos && path.find("//") == std::string_view::npos &&
         std::ranges::none_of(path, is_odd);
}

bool is_below(const fs::path& root, const fs::path& path) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

std::string hex(std::uint64_t number) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), number, 16).ptr;
  return {digits.begin(), end};
}

std::string make_etag(const struct stat& info) {
  const auto nanoseconds = static_cast<std::uint64_t>(info.st_mtim.tv_sec) * 1'000'000'000U +
                           static_cast<std::uint64_t>(info.st_mtim.tv_nsec);
  return '"' + hex(nanoseconds) + '-' + hex(static_cast<std::uint64_t>(info.st_size)) + '"';
}

}  // namespace

StaticFiles::StaticFiles(const fs::path& root) {
  std::error_code ec;
  root_ = fs::canonical(root, ec);
  if (ec || !fs::is_directory(root_, ec)) root_.clear();
}

std::optional<StaticFiles::File> StaticFiles::find(std::string_view url_path) const {
  if (root_.empty() || !is_plain_path(url_path)) return std::nullopt;
  std::error_code ec;
  fs::path path = root_ / fs::path{url_path.substr(1)};
  if (fs::is_directory(path, ec)) path /= "index.html";
  path = fs::canonical(path, ec);
  if (ec || !is_below(root_, path)) return std::nullopt;
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  return File{path.string(), static_cast<std::uint64_t>(info.st_size), make_etag(info),
              content_type(path.native())};
}

std::string_view content_type(std::string_view path) noexcept {
  for (const auto& [extension, type] : kContentTypes) {
    if (path.ends_with(extension)) return type;
  }
  return "application/octet-stream";
}

}  // namespace parley::net
