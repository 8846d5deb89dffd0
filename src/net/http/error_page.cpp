// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/http/error_page.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "parley/base/header_field.hpp"

namespace parley::net {
namespace {

struct Words {
  http::status status;
  std::string_view title;
  std::string_view advice;
};

constexpr std::array<Words, 8> kWords{{
    {http::status::bad_request, "This address does not work",
     "It is malformed, or it names a room that cannot exist. The name of a room has 1 to 64 "
     "characters, and none of them is / \\ ? # or %. Check the link, or enter a room from the "
     "start page."},
    {http::status::forbidden, "This page may not connect",
     "Only pages of this site may connect to its rooms. Enter the room from the start page."},
    {http::status::not_found, "There is no such page",
     "Check the link for typing errors, or enter a room from the start page."},
    {http::status::method_not_allowed, "Nothing can be sent to this address",
     "Open it as a page instead, or enter a room from the start page."},
    {http::status::upgrade_required, "This is not the address of a page",
     "Programs connect to the room here. To open the room in a browser, remove /ws from the end "
     "of the address."},
    {http::status::too_many_requests, "Too many connections",
     "Wait a few seconds, then load this page again. If that does not help, close other windows of "
     "this site. All people in your network count together."},
    {http::status::request_header_fields_too_large, "Your browser has sent too much",
     "Delete the cookies of this site, then enter the room from the start page."},
    {http::status::service_unavailable, "The server is busy",
     "Wait a few seconds, then load this page again. If that does not help, try again in a few "
     "minutes."},
}};

constexpr Words kOtherWords{http::status::unknown, "The server refused this request",
                            "Check the link, or enter a room from the start page."};

Words words_for(http::status status) {
  const auto* const found = std::ranges::find(kWords, status, &Words::status);
  return found == kWords.end() ? kOtherWords : *found;
}

/// "q=0", "q=0.000" (RFC 9110 section 12.4.2).
bool is_zero_weight(std::string_view parameter) {
  const bool is_weight = parameter.starts_with("q=") || parameter.starts_with("Q=");
  return is_weight && parameter.size() > 2 &&
         parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

/// Types are case-insensitive (RFC 9110 section 8.3.1).
bool names_html(std::string_view media_range) {
  if (!equals_ignoring_case(take_first(media_range, ';'), "text/html")) return false;
  while (!media_range.empty()) {
    if (is_zero_weight(take_first(media_range, ';'))) return false;
  }
  return true;
}

}  // namespace

bool accepts_html(const HttpRequest& request) {
  const auto [begin, end] = request.equal_range(http::field::accept);
  for (auto line = begin; line != end; ++line) {
    std::string_view rest{line->value().data(), line->value().size()};
    while (!rest.empty()) {
      if (names_html(take_first(rest, ','))) return true;
    }
  }
  return false;
}

std::string error_page(http::status status, std::string_view reason, std::string_view root) {
  const Words words = words_for(status);
  std::string page;
  const auto add = [&page](std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) page += part;
  };
  add(
      {"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
       "<meta name=\"color-scheme\" content=\"light dark\">\n"
       "<meta name=\"robots\" content=\"noindex\">\n<title>",
       words.title, " \xe2\x80\x93 Parley</title>\n"});
  add({"<link rel=\"icon\" href=\"", root, "icon.svg\" type=\"image/svg+xml\">\n",
       "<link rel=\"stylesheet\" href=\"", root, "css/base.css\">\n",
       "<link rel=\"stylesheet\" href=\"", root, "css/error.css\">\n</head>\n<body>\n"});
  add({"<main class=\"card stack\">\n<img src=\"", root,
       "icon.svg\" alt=\"\" width=\"48\" height=\"48\">\n<h1>", words.title, "</h1>\n<p>",
       words.advice, "</p>\n"});
  add({"<p><a class=\"button primary\" href=\"", root, "\">Start page</a></p>\n",
       "<p class=\"faint small\">", std::to_string(static_cast<unsigned>(status)), ": ", reason,
       "</p>\n</main>\n</body>\n</html>\n"});
  return page;
}

}  // namespace parley::net
