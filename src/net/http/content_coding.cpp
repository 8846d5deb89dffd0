// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/content_coding.hpp"

#include <algorithm>
#include <array>

#include <zlib.h>

#include "parley/base/header_field.hpp"

namespace parley::net {
namespace {

/// In thousandths, as precise as a weight may be.
using Weight = int;
constexpr Weight kMost = 1000;

/// qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
std::optional<Weight> parse_qvalue(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  Weight weight = (text[0] - '0') * kMost;
  Weight unit = kMost / 10;
  for (const char c : text.substr(std::min<std::size_t>(text.size(), 2))) {
    if (c < '0' || c > '9') return std::nullopt;
    weight += (c - '0') * unit;
    unit /= 10;
  }
  return weight <= kMost ? std::optional{weight} : std::nullopt;
}

/// The weight among the parameters of one element; nothing if it is malformed.
std::optional<Weight> parse_weight(std::string_view parameters) {
  if (parameters.empty()) return kMost;
  const std::string_view name = take_first(parameters, '=');
  if (!equals_ignoring_case(name, "q")) return std::nullopt;
  return parse_qvalue(trim(parameters));
}

}  // namespace

ContentCoding choose_coding(std::string_view accept_encoding) noexcept {
  std::optional<Weight> gzip_weight;
  std::optional<Weight> identity_weight;
  std::optional<Weight> any_weight;
  while (!accept_encoding.empty()) {
    std::string_view element = take_first(accept_encoding, ',');
    const std::string_view name = take_first(element, ';');
    const auto weight = parse_weight(trim(element));
    if (!weight) continue;
    if (equals_ignoring_case(name, "gzip") || equals_ignoring_case(name, "x-gzip")) {
      gzip_weight = weight;
    } else if (equals_ignoring_case(name, "identity")) {
      identity_weight = weight;
    } else if (name == "*") {
      any_weight = weight;
    }
  }
  const Weight for_gzip = gzip_weight.value_or(any_weight.value_or(0));
  // Without a weight of its own, identity is acceptable, and every listed coding is better.
  const bool is_better = for_gzip > 0 && for_gzip >= identity_weight.value_or(0);
  return is_better ? ContentCoding::Gzip : ContentCoding::Identity;
}

std::optional<std::string> gzip(std::string_view text) {
  constexpr int kLevel = 6;  // 9 makes the pages 0.1 % smaller, but takes longer
  constexpr int kGzipWindow = MAX_WBITS + 16;
  constexpr int kMemoryLevel = 8;
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    return std::nullopt;
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool is_done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(stream.total_out);
  deflateEnd(&stream);
  out.shrink_to_fit();
  return is_done ? std::optional{std::move(out)} : std::nullopt;
}

}  // namespace parley::net
