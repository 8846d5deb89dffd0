// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

namespace parley::test {

/// One file of tests/data/protocol, which the JavaScript tests read as well. Throws if it is not
/// there or is no JSON.
inline nlohmann::json golden(const std::string& name) {
  std::ifstream file{std::string{PARLEY_TEST_DATA} + "/protocol/" + name};
  return nlohmann::json::parse(file);
}

/// A member of a golden case that is a string.
inline std::string text_of(const nlohmann::json& golden_case, const char* key) {
  return golden_case.at(key).get<std::string>();
}

}  // namespace parley::test
