// SPDX-License-Identifier: Apache-2.0
// YAML as this project reads it: a tree of maps, lists and scalars with their places, and none of the features with
// which a document says something else than it shows (compliance-yaml rules in compliance-policy(5); TC-182, S01–S06).
// Refused, with line and column: anchors, aliases, tags, directives, merge keys, duplicate keys, keys that are not
// plain text, a second document, depth over 32, more than 1 MiB or 100,000 values, bytes that are not UTF-8, tabs in
// indentation, control characters and characters that hide or turn text around. A UTF-8 byte order mark at the front
// is fine.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libcompliance/base/result.h"

namespace compliance {

/// One value of a document. Scalars keep their text as written; what it means is decided by the typed readers of
/// scalars.h, so that NO, 010 and 3Y never become something else.
struct YamlNode {
  enum class Kind { nothing, scalar, list, map };  // `nothing`: an empty value, `~` or `null`, unquoted

  struct Member;

  Kind kind = Kind::nothing;
  Place place = {};                  // where it starts; of `nothing`: where its key or its list starts
  std::string text = {};             // of a scalar
  bool quoted = false;               // of a scalar: it was written with quotes or as a block
  std::vector<YamlNode> items = {};  // of a list
  std::vector<Member> members;       // of a map, in the order of the document (no "= {}": clang wants it complete then)

  /// The value under `key`, or null.
  const YamlNode* find(std::string_view key) const;

  /// The value under a key that must be there, because `conform` (shape.h) has seen it. Throws std::logic_error.
  const YamlNode& at(std::string_view key) const;

  /// The items of a list; this node alone when it is a scalar or a map ("one, or a list of them"); none of `nothing`.
  std::span<const YamlNode> one_or_many() const;
};

struct YamlNode::Member {
  std::string key;
  Place place;  // of the key
  YamlNode value;
};

inline constexpr std::size_t yaml_size_limit = 1 << 20;
inline constexpr std::size_t yaml_value_limit = 100'000;  // keys count too
inline constexpr int yaml_depth_limit = 32;

/// Parses one document. `source` names it in places. An empty document is a node of kind `nothing`.
Result<YamlNode> parse_yaml(std::string_view bytes, std::string_view source);

}  // namespace compliance
