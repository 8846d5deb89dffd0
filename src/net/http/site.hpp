// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "net/connection/connection_set.hpp"
#include "net/http/compressed_files.hpp"
#include "net/http/http_types.hpp"
#include "net/http/pages.hpp"
#include "net/http/route.hpp"
#include "net/http/static_files.hpp"
#include "parley/net/connection/settings.hpp"

namespace parley::net {

/// Responds to requests that are not upgrades: pages, their assets, and the two probes.
class Site final : public Pages {
 public:
  Site(const StaticFiles& files, CompressedFiles& compressed, const ConnectionSet& connections,
       const Settings& settings)
      : files_(files), compressed_(compressed), connections_(connections), settings_(settings) {}

  [[nodiscard]] http::message_generator respond(const HttpRequest& request, const Route& route,
                                                const PeerAddress& peer) const override;

  /// A client that accepts text/html gets a page. Other clients get `text` as a line.
  [[nodiscard]] http::message_generator refuse(const HttpRequest& request, http::status status,
                                               std::string_view text) const override;

  /// A short response that is not a page. `keep_alive` false closes the connection.
  [[nodiscard]] static http::message_generator plain_text(const HttpRequest& request,
                                                          http::status status,
                                                          std::string_view text, bool keep_alive);

  /// A text made for this request. Closes the connection.
  [[nodiscard]] static http::message_generator text(const HttpRequest& request,
                                                    std::string_view content_type,
                                                    std::string_view text);

 private:
  [[nodiscard]] bool keeps_alive(const HttpRequest& request) const;
  [[nodiscard]] http::message_generator fault(const HttpRequest& request, http::status status,
                                              std::string_view text, bool keep_alive) const;
  [[nodiscard]] http::message_generator redirect(const HttpRequest& request,
                                                 std::string_view location) const;
  [[nodiscard]] http::message_generator file(const HttpRequest& request, std::string_view path,
                                             const PeerAddress& peer) const;

  const StaticFiles& files_;
  CompressedFiles& compressed_;
  const ConnectionSet& connections_;
  const Settings& settings_;
};

}  // namespace parley::net
