// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/compressed_files.hpp"

#include <fstream>
#include <optional>
#include <utility>

#include "net/http/content_coding.hpp"

namespace parley::net {
namespace {

/// Nothing if the file has changed since it was found.
std::optional<std::string> read(const StaticFiles::File& file) {
  std::ifstream in{file.path, std::ios::binary};
  std::string text(static_cast<std::size_t>(file.size), '\0');
  if (!in.read(text.data(), static_cast<std::streamsize>(text.size()))) return std::nullopt;
  const auto now = StaticFiles::look_at(file.path);
  if (!now || now->etag != file.etag) return std::nullopt;
  return text;
}

/// Null if that would save less than a tenth.
CompressedFiles::Body compress(std::string_view text) {
  auto compressed = gzip(text);
  if (!compressed || compressed->size() > text.size() / 10 * 9) return nullptr;
  return std::make_shared<const std::string>(std::move(*compressed));
}

}  // namespace

CompressedFiles::Body CompressedFiles::find(const StaticFiles::File& file) {
  if (!file.is_text || file.size < kLeastBytes || file.size > kMostBytes) return nullptr;
  const TimePoint now = scheduler_.now();
  if (const auto known = entries_.find(file.path); known != entries_.end()) {
    known->second.used_at = now;
    if (known->second.etag == file.etag) return known->second.body;
    erase(known);
  }
  if (!make_room(cost(file.path, nullptr) + static_cast<std::size_t>(file.size))) {
    ++counters_.uncompressed_files;
    return nullptr;
  }
  const auto text = read(file);
  if (!text) return nullptr;
  Body body = compress(*text);
  bytes_ += cost(file.path, body);
  entries_.emplace(file.path, Entry{file.etag, body, now});
  return body;
}

/// Forgets unused files until there is room.
bool CompressedFiles::make_room(std::size_t wanted) {
  const std::size_t limit = limits_.compressed_bytes;
  const TimePoint idle_since = scheduler_.now() - kIdle;
  for (auto entry = entries_.begin(); entry != entries_.end() && bytes_ + wanted > limit;) {
    entry = entry->second.used_at <= idle_since ? erase(entry) : std::next(entry);
  }
  return bytes_ + wanted <= limit;
}

CompressedFiles::Entries::iterator CompressedFiles::erase(Entries::iterator entry) {
  bytes_ -= cost(entry->first, entry->second.body);
  return entries_.erase(entry);
}

/// The memory of an entry, not only of its body.
std::size_t CompressedFiles::cost(const std::string& path, const Body& body) noexcept {
  constexpr std::size_t kEntryBytes = 256;
  return kEntryBytes + path.size() + (body ? body->size() : 0);
}

}  // namespace parley::net
