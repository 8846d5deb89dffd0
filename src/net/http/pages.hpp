// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/http/http_types.hpp"
#include "net/http/route.hpp"

namespace parley::net {

/// What HTTP requests that are no upgrades are answered with.
class Pages {
 public:
  [[nodiscard]] virtual http::message_generator answer(const HttpRequest& request,
                                                       const Route& route) const = 0;

 protected:
  ~Pages() = default;
};

}  // namespace parley::net
