// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// docs/protocol.md, "parley.v1", as a whole: whatever happens to the connections, nothing is lost
// without a word, nothing comes twice, and everybody comes to know the same room.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "unit/chat/model_schedule.hpp"

namespace parley::model {
namespace {

constexpr std::uint64_t kFirstSeed = 1;
constexpr std::uint64_t kSchedules = 1500;  // of each climate

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? otherwise : std::stoull(text);
}

/// PARLEY_MODEL_SEED and PARLEY_MODEL_SCHEDULES replay one of them, or run through more.
void run_schedules(const Climate& climate) {
  const std::uint64_t first = number_from("PARLEY_MODEL_SEED", kFirstSeed);
  const std::uint64_t count = number_from("PARLEY_MODEL_SCHEDULES", kSchedules);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Schedule schedule{seed, climate};
    schedule.run();
    if (schedule.problems().empty()) continue;
    std::string problems;
    for (const std::string& problem : schedule.problems()) problems += problem + '\n';
    FAIL() << "PARLEY_MODEL_SEED=" << seed << ":\n" << schedule.trace() << problems;
  }
}

TEST(SessionModel, LosesAndDoublesNothingOverDrops) {
  run_schedules({});
}

TEST(SessionModel, LosesAndDoublesNothingOverRestartsAndCrashes) {
  run_schedules({.has_restarts = true});
}

TEST(SessionModel, SaysWhatIsLostAtSmallLimits) {
  run_schedules({.has_restarts = true, .has_small_limits = true});
}

}  // namespace
}  // namespace parley::model
