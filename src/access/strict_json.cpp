// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "access/strict_json.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace parley::access {
namespace {

using Json = nlohmann::json;

/// Builds the value, and stops at the first fault.
class StrictBuilder final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return add(nullptr) != nullptr; }
  bool boolean(bool value) override { return add(value) != nullptr; }
  bool number_integer(number_integer_t value) override { return add(value) != nullptr; }
  bool number_unsigned(number_unsigned_t value) override { return add(value) != nullptr; }
  bool number_float(number_float_t value, const string_t&) override {
    return add(value) != nullptr;
  }
  bool string(string_t& value) override { return add(std::move(value)) != nullptr; }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    const auto [place, is_new] = open_.back()->get_ref<Json::object_t&>().try_emplace(name);
    member_ = &place->second;
    return is_new;
  }

  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    return false;
  }

  Json root;

 private:
  /// The current place of the value.
  Json* add(Json value) {
    if (open_.empty()) {
      root = std::move(value);
      return &root;
    }
    if (open_.back()->is_array()) {
      auto& elements = open_.back()->get_ref<Json::array_t&>();
      elements.push_back(std::move(value));
      return &elements.back();
    }
    *member_ = std::move(value);
    return member_;
  }

  bool open(Json value) {
    if (open_.size() == kMaxJsonDepth) return false;
    open_.push_back(add(std::move(value)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<Json*> open_;  // a container moves only after those within it are closed
  Json* member_ = nullptr;
};

}  // namespace

std::optional<Json> parse_strict_object(std::string_view text) {
  // The parser stops at a null character, and skips a byte order mark.
  if (text.find('\0') != std::string_view::npos || text.starts_with('\xef')) return std::nullopt;
  StrictBuilder builder;
  if (!Json::sax_parse(text, &builder) || !builder.root.is_object()) return std::nullopt;
  return std::move(builder.root);
}

}  // namespace parley::access
