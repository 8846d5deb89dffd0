// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/config_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <yaml-cpp/yaml.h>

namespace parley::daemon {
namespace {

int line_of(const YAML::Node& node) {
  return node.Mark().line + 1;
}

Scalar scalar_of(const YAML::Node& node) {
  // yaml-cpp tags quoted scalars "!", and others "?".
  return {node.Scalar(), node.Tag() == "!", line_of(node)};
}

const Key* find_key(std::string_view path) {
  const auto& table = config_table();
  const auto found = std::ranges::find(table, path, &Key::path);
  return found == table.end() ? nullptr : &*found;
}

bool is_section(const std::string& path) {
  return std::ranges::any_of(config_table(),
                             [&](const Key& key) { return key.path.starts_with(path + "."); });
}

/// The scalars of a list, or the single scalar; nothing for anything else.
std::optional<std::vector<Scalar>> scalars_of(const YAML::Node& node) {
  std::vector<Scalar> values;
  if (node.IsScalar()) return std::vector{scalar_of(node)};
  if (!node.IsSequence()) return std::nullopt;
  for (const auto& item : node) {
    if (!item.IsScalar()) return std::nullopt;
    values.push_back(scalar_of(item));
  }
  return values;
}

}  // namespace

LoadResult ConfigReader::read(const std::string& text) {
  try {
    const auto documents = YAML::LoadAll(text);
    if (documents.size() > 1) complain(line_of(documents[1]), "", "more than one document");
    // A file with only comments has no document, or an empty one.
    const bool is_empty = documents.empty() || documents[0].IsNull();
    if (!is_empty && !documents[0].IsMap()) {
      complain(line_of(documents[0]), "", "expected keys with values");
    } else if (!is_empty) {
      read_section(documents[0], "");
      check_together();
    }
  } catch (const YAML::Exception& error) {
    complain(error.mark.line + 1, "", error.msg);
  }
  return std::move(result_);
}

void ConfigReader::read_section(const YAML::Node& map, const std::string& section) {
  for (const auto& entry : map) {
    const int line = line_of(entry.first);
    if (!entry.first.IsScalar()) {
      complain(line, section, "a key must be a word");
      continue;
    }
    const std::string name = entry.first.Scalar();
    const std::string path = section.empty() ? name : section + "." + name;
    if (!is_repeated(path, line)) read_entry(entry.second, path, line);
  }
}

void ConfigReader::read_entry(const YAML::Node& value, const std::string& path, int line) {
  if (const Key* const key = find_key(path)) return read_key(value, *key, line);
  if (!is_section(path)) return complain(line, path, "unknown key");
  if (value.IsMap()) return read_section(value, path);
  // A section may have all its keys commented out.
  if (!value.IsNull()) complain(line, path, "expected keys with values");
}

void ConfigReader::read_key(const YAML::Node& value, const Key& key, int line) {
  if (value.IsNull()) return complain(line, key.path, "has no value");
  Entry entry{{}, {}, folder_};
  if (key.shape == Shape::Objects) {
    if (!value.IsSequence()) return complain(line, key.path, "expected a list");
    entry.objects = read_objects(value, key.path);
  } else {
    auto scalars = scalars_of(value);
    const bool wants_list = key.shape == Shape::List;
    if (!scalars || value.IsSequence() != wants_list) {
      return complain(line, key.path,
                      wants_list ? "expected a list of strings" : "expected " + key.range);
    }
    entry.scalars = std::move(*scalars);
  }
  for (const auto& problem : key.read(result_.config, entry)) {
    complain(problem.line == kLineOfKey ? line : problem.line, key.path + problem.inside,
             problem.reason);
  }
}

std::vector<ObjectEntry> ConfigReader::read_objects(const YAML::Node& list,
                                                    const std::string& path) {
  std::vector<ObjectEntry> objects;
  std::size_t index = 0;
  for (const auto& item : list) {
    const std::string item_path = path + "[" + std::to_string(index) + "]";
    if (item.IsMap()) {
      objects.push_back({index, line_of(item), read_fields(item, item_path)});
    } else {
      complain(line_of(item), item_path, "expected keys with values");
    }
    ++index;
  }
  return objects;
}

std::vector<FieldEntry> ConfigReader::read_fields(const YAML::Node& map, const std::string& path) {
  std::vector<FieldEntry> fields;
  for (const auto& field : map) {
    const int line = line_of(field.first);
    const std::string name = field.first.IsScalar() ? field.first.Scalar() : "";
    if (is_repeated(path + "." + name, line)) continue;
    auto values = scalars_of(field.second);
    if (values) {
      fields.push_back({name, std::move(*values), line});
    } else {
      complain(line, path + "." + name,
               field.second.IsNull() ? "has no value" : "expected strings");
    }
  }
  return fields;
}

bool ConfigReader::is_repeated(const std::string& path, int line) {
  const auto [first, is_new] = lines_.try_emplace(path, line);
  if (!is_new) complain(line, path, "is already set in line " + std::to_string(first->second));
  return !is_new;
}

/// Completes the file names, which are relative to the folder of the secrets. Unless both are set,
/// neither file is read.
void ConfigReader::check_tls() {
  net::TlsFiles& tls = result_.config.tls;
  for (auto* const file : {&tls.certificate, &tls.key}) {
    if (!file->empty()) *file = folder_ / *file;
  }
  const bool is_needed = std::ranges::any_of(result_.config.listen, &net::ListenAddress::is_tls);
  check_order(!is_needed || !tls.empty(), "tls.certificate", "listen",
              "is required by addresses that begin with tls:");
  if (tls.empty()) return;
  const bool has_both = !tls.certificate.empty() && !tls.key.empty();
  check_order(has_both, "tls.certificate", "tls.key",
              "tls.certificate and tls.key require each other");
  if (!has_both) return;
  const std::string error = net::TlsContext::load(tls).error;
  check_order(error.empty(), "tls.certificate", "tls.key", error);
}

/// Checks that the output queue has room for a replay, which is sent at once, and for more after
/// it. If the queue is small, a smaller default applies to the kept bytes.
void ConfigReader::check_kept_bytes() {
  std::size_t& kept = result_.config.chat.resume.bytes;
  const std::size_t most = result_.config.net.output_bytes / 2;
  if (!lines_.contains("resume.bytes")) kept = std::min(kept, most);
  check_order(kept <= most, "resume.bytes", "limits.output_bytes",
              "must be at most half of limits.output_bytes");
}

void ConfigReader::check_together() {
  check_tls();
  check_kept_bytes();
  const Config& config = result_.config;
  const bool needs_keys = std::ranges::any_of(config.policies, &chat::RoomPolicy::needs_token);
  check_order(!needs_keys || !config.access.keys.empty(), "rooms.policies", "access.keys",
              "token: required requires access.keys");
  check_order(config.net.output_bytes >= config.net.message_bytes, "limits.output_bytes",
              "limits.message_bytes", "must be at least limits.message_bytes");
  check_order(config.drain.grace <= config.drain.deadline, "drain.grace", "drain.deadline",
              "must be at most drain.deadline");
}

/// Reports a rule about two keys at the first key, or at the other if only that is in the file.
void ConfigReader::check_order(bool ok, const char* path, const char* other,
                               std::string_view reason) {
  if (ok) return;
  const auto found = lines_.find(lines_.contains(path) ? path : other);
  complain(found == lines_.end() ? 1 : found->second, path, reason);
}

void ConfigReader::complain(int line, std::string_view path, std::string_view reason) {
  std::string error = file_ + ":" + std::to_string(line) + ": ";
  // The file determines the key, too, so replace characters that a terminal would interpret.
  for (const char c : path) error += c >= ' ' && c <= '~' ? c : '?';
  if (!path.empty()) error += ": ";
  result_.errors.push_back(error.append(reason));
}

}  // namespace parley::daemon
