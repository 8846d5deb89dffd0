// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "net/http/compressed_files.hpp"
#include "net/http/static_files.hpp"

namespace parley::net {

/// The form in which one client gets a file: plain or compressed.
struct Representation {
  CompressedFiles::Body body;  ///< in gzip; null: send the plain file
  std::string etag;            ///< of this coding
  bool is_known = false;       ///< the client has it; the status is 304, with or without `body`
};

/// `plain_etag` is the tag of the plain file. `accept_encoding` and `if_none_match` are the
/// fields of the request (RFC 9110 sections 12.5.3 and 13.1.2), empty if it has none.
[[nodiscard]] Representation choose_representation(const StaticFiles::File& file,
                                                   std::string plain_etag,
                                                   CompressedFiles& compressed,
                                                   std::string_view accept_encoding,
                                                   std::string_view if_none_match);

}  // namespace parley::net
