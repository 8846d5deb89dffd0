// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/representation.hpp"

#include <utility>

#include "net/http/content_coding.hpp"

namespace parley::net {
namespace {

/// "1a-2b" becomes "1a-2b-gzip": each coding needs its own tag (RFC 9110 section 8.8.3.3).
std::string gzip_etag(std::string etag) {
  etag.insert(etag.size() - 1, "-gzip");
  return etag;
}

/// A list of tags, or "*". Weak and strong tags compare alike here. Tags have quotes, so none is
/// found inside of another.
bool lists(std::string_view if_none_match, std::string_view etag) {
  return if_none_match.find(etag) != std::string_view::npos;
}

}  // namespace

Representation choose_representation(const StaticFiles::File& file, std::string plain_etag,
                                     CompressedFiles& compressed, std::string_view accept_encoding,
                                     std::string_view if_none_match) {
  const bool is_any = if_none_match == "*";
  if (file.is_text && choose_coding(accept_encoding) == ContentCoding::Gzip) {
    std::string etag = gzip_etag(plain_etag);
    // The client has the compressed form already, so do not compress the file again.
    if (lists(if_none_match, etag)) return {nullptr, std::move(etag), true};
    if (auto body = compressed.find(file)) return {std::move(body), std::move(etag), is_any};
  }
  const bool is_known = is_any || lists(if_none_match, plain_etag);
  return {nullptr, std::move(plain_etag), is_known};
}

}  // namespace parley::net
