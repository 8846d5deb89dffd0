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

struct Type {
  std::string_view extension;
  std::string_view name;
  bool is_text = false;  // the others are compressed already
};

constexpr std::array<Type, 16> kTypes{{
    {".html", "text/html; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".mjs", "text/javascript; charset=utf-8", true},
    {".json", "application/json", true},
    {".map", "application/json", true},
    {".svg", "image/svg+xml", true},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wav", "audio/wav"},
    {".mp3", "audio/mpeg"},
    {".webmanifest", "application/manifest+json", true},
    {".txt", "text/plain; charset=utf-8", true},
}};

const Type& type_of(std::string_view path) noexcept {
  static constexpr Type kUnknown{"", "application/octet-stream"};
  const auto* const found =
      std::ranges::find_if(kTypes, [path](const Type& t) { return path.ends_with(t.extension); });
  return found == kTypes.end() ? kUnknown : *found;
}

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
  auto file = look_at(path);
  if (file) file->is_immutable = has_hash(url_path);
  return file;
}

std::optional<StaticFiles::File> StaticFiles::look_at(const fs::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  const Type& type = type_of(path.native());
  return File{path.string(), static_cast<std::uint64_t>(info.st_size), make_etag(info), type.name,
              type.is_text};
}

std::string_view content_type(std::string_view path) noexcept {
  return type_of(path).name;
}

bool has_hash(std::string_view path) noexcept {
  constexpr std::size_t kHashLength = 8;
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || !path.substr(0, slash).ends_with("/assets")) return false;
  const std::string_view name = path.substr(slash + 1);
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos || dot < kHashLength + 2) return false;
  if (name[dot - kHashLength - 1] != '-') return false;
  return std::ranges::all_of(name.substr(dot - kHashLength, kHashLength), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
  });
}

}  // namespace parley::net
