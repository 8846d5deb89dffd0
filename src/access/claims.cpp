// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "access/claims.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "access/strict_json.hpp"
#include "parley/protocol/glob.hpp"
#include "parley/protocol/username.hpp"

namespace parley::access {
namespace {

constexpr std::size_t kMaxListEntries = 64;
constexpr double kLatestExpiry = 9'000'000'000;  // in the year 2255; a time_point ends in 2262

struct SlotName {
  std::string_view name;
  bool HeldSlots::*slot;
};
constexpr SlotName kSlotNames[] = {{"microphone", &HeldSlots::microphone},
                                   {"camera", &HeldSlots::camera},
                                   {"screen", &HeldSlots::screen},
                                   {"text", &HeldSlots::text}};

/// Reads the claims one by one and remembers the first fault.
class ClaimReader {
 public:
  explicit ClaimReader(const nlohmann::json& object) : object_(object) {}

  [[nodiscard]] std::string_view fault() const noexcept { return fault_; }

  std::optional<double> number(const char* name, std::string_view fault) {
    const auto* const claim = find(name);
    if (claim == nullptr) return std::nullopt;
    if (!claim->is_number()) return refuse(fault);
    return claim->get<double>();
  }

  std::optional<std::string> string(const char* name, std::string_view fault) {
    const auto* const claim = find(name);
    if (claim == nullptr) return std::nullopt;
    if (!claim->is_string()) return refuse(fault);
    return claim->get<std::string>();
  }

  /// A string or an array of strings.
  std::vector<std::string> strings(const char* name, std::string_view fault) {
    const auto* const claim = find(name);
    if (claim == nullptr) return {};
    if (claim->is_string()) return {claim->get<std::string>()};
    return array(name, fault);
  }

  std::vector<std::string> array(const char* name, std::string_view fault) {
    const auto* const claim = find(name);
    if (claim == nullptr) return {};
    const bool is_list =
        claim->is_array() && claim->size() <= kMaxListEntries &&
        std::ranges::all_of(*claim, [](const auto& entry) { return entry.is_string(); });
    if (is_list) return claim->get<std::vector<std::string>>();
    refuse(fault);
    return {};
  }

  std::nullopt_t refuse(std::string_view fault) {
    if (fault_.empty()) fault_ = fault;
    return std::nullopt;
  }

 private:
  [[nodiscard]] const nlohmann::json* find(const char* name) const {
    const auto found = object_.find(name);
    return found == object_.end() ? nullptr : &*found;
  }

  const nlohmann::json& object_;
  std::string_view fault_;
};

HeldSlots read_held(ClaimReader& reader) {
  constexpr std::string_view kFault = "held is not an array of slots";
  HeldSlots held;
  for (const std::string& name : reader.array("held", kFault)) {
    const auto* const known = std::ranges::find(kSlotNames, name, &SlotName::name);
    if (known == std::end(kSlotNames)) {
      reader.refuse(kFault);
    } else {
      held.*known->slot = true;
    }
  }
  return held;
}

bool read_is_moderator(ClaimReader& reader) {
  constexpr std::string_view kFault = "role is neither member nor moderator";
  const std::string role = reader.string("role", kFault).value_or("member");
  if (role != "member" && role != "moderator") reader.refuse(kFault);
  return role == "moderator";
}

std::optional<std::string> read_username(ClaimReader& reader) {
  constexpr std::string_view kFault = "name is no username";
  const auto name = reader.string("name", kFault);
  if (!name) return std::nullopt;
  auto username = protocol::clean_username(*name);
  if (!username) reader.refuse(kFault);
  return username;
}

std::string read_subject(ClaimReader& reader) {
  constexpr std::string_view kFault = "sub is not a string of at most 128 bytes";
  std::string subject = reader.string("sub", kFault).value_or("");
  if (subject.size() > kMaxSubjectBytes) reader.refuse(kFault);
  return subject;
}

Grant read_grant(ClaimReader& reader, double expires) {
  using std::chrono::system_clock;
  const std::chrono::duration<double> since_1970{std::clamp(expires, 0.0, kLatestExpiry)};
  return {
      .is_moderator = read_is_moderator(reader),
      .held = read_held(reader),
      .username = read_username(reader),
      .subject = read_subject(reader),
      .expires = system_clock::time_point{std::chrono::floor<system_clock::duration>(since_1970)}};
}

}  // namespace

std::variant<Claims, std::string_view> Claims::parse(std::string_view json) {
  const auto object = parse_strict_object(json);
  if (!object) return "the payload is no strict JSON object";
  ClaimReader reader{*object};
  constexpr std::string_view kExpFault = "exp is missing, or is no number";
  const auto expires = reader.number("exp", kExpFault);
  if (!expires) return kExpFault;
  Claims claims{
      .expires = *expires,
      .not_before = reader.number("nbf", "nbf is no number"),
      .issued_at = reader.number("iat", "iat is no number"),
      .audiences = reader.strings("aud", "aud is neither a string nor an array of them"),
      .issuer = reader.string("iss", "iss is no string"),
      .rooms = reader.strings("room", "room is neither an id nor an array of at most 64"),
      .room_globs = reader.strings("rooms", "rooms is neither a glob nor an array of at most 64"),
      .grant = read_grant(reader, *expires)};
  if (!reader.fault().empty()) return reader.fault();
  return claims;
}

bool Claims::fit_room(std::string_view room_id) const {
  return std::ranges::find(rooms, room_id) != rooms.end() ||
         std::ranges::any_of(room_globs, [&](const std::string& glob) {
           return protocol::matches_glob(glob, room_id);
         });
}

}  // namespace parley::access
