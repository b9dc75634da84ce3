// SPDX-License-Identifier: Apache-2.0
// JSON out: members keep the order in which they were added, so that the same input gives the same bytes. Convention
// for everything we print: the top is a record with "version"; list items are records; what is absent is null; a key
// never disappears. JSON in: depth at most 64, duplicate keys and invalid UTF-8 refused, integers only (within
// ±(2^53−1)): nothing that we read back has fractions.

#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "libcompliance/base/result.h"

namespace compliance {

class Json {
 public:
  using List = std::vector<Json>;
  using Members = std::vector<std::pair<std::string, Json>>;

  Json() = default;  // null
  Json(std::nullptr_t) {}
  template <std::same_as<bool> Boolean>  // a pointer must not become `true`
  Json(Boolean value) : value_(value) {}
  Json(std::int64_t value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string{value}) {}
  Json(const char* value) : value_(std::string{value}) {}
  Json(List items) : value_(std::move(items)) {}

  static Json object(Members members = {});
  static Json list(List items = {}) { return Json{std::move(items)}; }

  /// Adds a member; `*this` must be an object without that key.
  Json& set(std::string_view key, Json value);
  /// Adds an item; `*this` must be a list.
  Json& add(Json value);

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  const bool* as_boolean() const { return std::get_if<bool>(&value_); }
  const std::int64_t* as_integer() const { return std::get_if<std::int64_t>(&value_); }
  const std::string* as_text() const { return std::get_if<std::string>(&value_); }
  const List* as_list() const { return std::get_if<List>(&value_); }
  const Members* as_object() const { return std::get_if<Members>(&value_); }
  /// The member under `key`; null when there is none or this is no object.
  const Json* find(std::string_view key) const;

  friend bool operator==(const Json&, const Json&) = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, std::string, List, Members> value_;
};

/// One line without spaces. Text must be UTF-8; it is written as it is, but for quotes, backslashes and C0 controls.
std::string to_json_line(const Json& value);

/// Indented by two spaces, with a line feed at the end: for people and for files.
std::string to_json_text(const Json& value);

/// RFC 8785 in the profile of audit-log entries: members sorted by key; keys ASCII.
std::string to_canonical_json(const Json& value);

inline constexpr int json_depth_limit = 64;
inline constexpr std::int64_t json_integer_limit = (std::int64_t{1} << 53) - 1;

/// Parses one value; a UTF-8 byte order mark at the front is fine. `source` names it in places. The place of an error
/// is the last character that was read.
Result<Json> parse_json(std::string_view bytes, std::string_view source);

}  // namespace compliance
