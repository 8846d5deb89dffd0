// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/protocol/envelope.hpp"

#include "protocol/json_cursor.hpp"
#include "protocol/json_string.hpp"

namespace parley::protocol {
namespace {

enum class Key : std::uint8_t { Sender, Receiver, Type, Data, Id, Other };

Key key_named(std::string_view name) noexcept {
  if (name == "type") return Key::Type;
  if (name == "data") return Key::Data;
  if (name == "receiver") return Key::Receiver;
  if (name == "sender") return Key::Sender;
  if (name == "id") return Key::Id;
  return Key::Other;
}

bool is_integer(std::string_view number) noexcept {
  return number.find_first_of(".eE") == std::string_view::npos;
}

}  // namespace

class EnvelopeScan {
 public:
  EnvelopeScan(std::string_view text, Envelope& envelope) noexcept
      : cursor_(text), envelope_(envelope) {}

  [[nodiscard]] ScanError run() noexcept {
    envelope_.type = envelope_.raw_type = envelope_.receiver = envelope_.data = envelope_.id = {};
    return scan_object() ? ScanError::None : (error_ != ScanError::None ? error_ : cursor_.error());
  }

 private:
  [[nodiscard]] bool fail(ScanError error) noexcept {
    error_ = error;
    return false;
  }

  [[nodiscard]] bool scan_object() noexcept {
    cursor_.skip_space();
    if (cursor_.peek() != '{') {
      if (!cursor_.skip_value(0)) return false;
      return fail(ScanError::NotAnObject);
    }
    (void)cursor_.skip_char('{');
    cursor_.skip_space();
    if (cursor_.peek() != '}') {
      for (;;) {
        if (!scan_member()) return false;
        cursor_.skip_space();
        if (cursor_.peek() != ',') break;
        (void)cursor_.skip_char(',');
        cursor_.skip_space();
      }
    }
    if (!cursor_.skip_char('}')) return false;
    cursor_.skip_space();
    if (!cursor_.at_end()) return fail(ScanError::NotJson);
    return !envelope_.raw_type.empty() || fail(ScanError::BadType);
  }

  [[nodiscard]] bool scan_member() noexcept {
    Key key{};
    if (!scan_key(key)) return false;
    switch (key) {
      case Key::Type:
        return scan_type();
      case Key::Receiver:
        return scan_receiver();
      case Key::Data:
        return skip_value(envelope_.data);
      case Key::Id:
        return scan_id();
      case Key::Sender:
      case Key::Other:
        return cursor_.skip_value(1);
    }
    return false;
  }

  [[nodiscard]] bool scan_key(Key& key) noexcept {
    if (cursor_.peek() != '"') return fail(ScanError::NotJson);
    std::string_view name;
    bool escaped = false;
    if (!cursor_.skip_string(name, escaped)) return false;
    std::array<char, 16> unescaped;
    if (escaped) {
      // A key that is longer than the buffer, or has a lone surrogate, is not a key of the
      // envelope.
      const auto plain = unescape(name, unescaped);
      name = plain.valid && !plain.truncated ? plain.text : std::string_view{"?"};
    }
    key = key_named(name);
    if (key != Key::Other) {
      const unsigned bit = 1U << static_cast<unsigned>(key);
      if ((seen_ & bit) != 0) return fail(ScanError::DuplicateKey);
      seen_ |= bit;
    }
    cursor_.skip_space();
    if (!cursor_.skip_char(':')) return false;
    cursor_.skip_space();
    return true;
  }

  /// Skips any value and sets `raw` to its bytes.
  [[nodiscard]] bool skip_value(std::string_view& raw) noexcept {
    const char* const begin = cursor_.position();
    if (!cursor_.skip_value(1)) return false;
    raw = {begin, static_cast<std::size_t>(cursor_.position() - begin)};
    return true;
  }

  /// Skips a value of the wrong type, so that a later syntax fault is reported instead.
  [[nodiscard]] bool refuse_value(ScanError error) noexcept {
    return cursor_.skip_value(1) && fail(error);
  }

  [[nodiscard]] bool scan_type() noexcept {
    if (cursor_.peek() != '"') return refuse_value(ScanError::BadType);
    std::string_view raw;
    bool escaped = false;
    if (!cursor_.skip_string(raw, escaped)) return false;
    std::string_view type = raw;
    if (escaped) {
      const auto plain = unescape(raw, envelope_.type_scratch_);
      if (!plain.valid) return fail(ScanError::LoneSurrogate);
      if (plain.truncated) return fail(ScanError::BadType);
      type = plain.text;
    }
    if (type.empty() || type.size() > kMaxTypeBytes) return fail(ScanError::BadType);
    envelope_.type = type;
    envelope_.raw_type = raw;
    return true;
  }

  [[nodiscard]] bool scan_receiver() noexcept {
    if (cursor_.peek() == 'n') return cursor_.skip_value(1);
    if (cursor_.peek() != '"') return refuse_value(ScanError::BadReceiver);
    bool escaped = false;
    std::string_view receiver;
    if (!cursor_.skip_string(receiver, escaped)) return false;
    if (escaped) {
      const auto plain = unescape(receiver, envelope_.receiver_scratch_);
      if (!plain.valid) return fail(ScanError::LoneSurrogate);
      receiver = plain.text;
    }
    envelope_.receiver = receiver;
    return true;
  }

  [[nodiscard]] bool scan_id() noexcept {
    if (cursor_.peek() == 'n') return cursor_.skip_value(1);
    if (cursor_.peek() != '"') return scan_integer_id();
    const char* const begin = cursor_.position();
    std::string_view content;
    bool escaped = false;
    if (!cursor_.skip_string(content, escaped)) return false;
    std::array<char, kMaxIdBytes> unescaped;
    std::size_t bytes = content.size();
    if (escaped) {
      const auto plain = unescape(content, unescaped);
      if (!plain.valid) return fail(ScanError::LoneSurrogate);
      if (plain.truncated) return fail(ScanError::BadId);
      bytes = plain.text.size();
    }
    if (bytes > kMaxIdBytes) return fail(ScanError::BadId);
    envelope_.id = {begin, static_cast<std::size_t>(cursor_.position() - begin)};
    return true;
  }

  [[nodiscard]] bool scan_integer_id() noexcept {
    const char first = cursor_.peek();
    if (first != '-' && (first < '0' || first > '9')) return refuse_value(ScanError::BadId);
    std::string_view number;
    if (!skip_value(number)) return false;
    if (!is_integer(number) || number.size() > kMaxIdBytes) return fail(ScanError::BadId);
    envelope_.id = number;
    return true;
  }

  JsonCursor cursor_;
  Envelope& envelope_;
  unsigned seen_ = 0;
  ScanError error_ = ScanError::None;
};

ScanError scan_envelope(std::string_view text, Envelope& envelope) noexcept {
  return EnvelopeScan(text, envelope).run();
}

bool is_json_value(std::string_view text) noexcept {
  JsonCursor cursor(text);
  cursor.skip_space();
  if (!cursor.skip_value(0)) return false;
  cursor.skip_space();
  return cursor.at_end();
}

std::string_view sentence(ScanError error) noexcept {
  switch (error) {
    case ScanError::None:
      return "no error";
    case ScanError::NotJson:
      return "the message is not JSON";
    case ScanError::NotAnObject:
      return "the message is not a JSON object";
    case ScanError::TooDeep:
      return "the message is nested too deep";
    case ScanError::DuplicateKey:
      return "a key of the envelope appears twice";
    case ScanError::BadType:
      return "type must be a string of 1 to 64 bytes";
    case ScanError::BadReceiver:
      return "receiver must be a string";
    case ScanError::BadId:
      return "id must be a string of at most 64 bytes or an integer";
    case ScanError::LoneSurrogate:
      return "an envelope string contains a lone surrogate";
  }
  return "the message is not a valid envelope";
}

}  // namespace parley::protocol
