// SPDX-License-Identifier: Apache-2.0
// The shape of a kind of document, written down once. The reader refuses what does not fit it, and `compliance schema`
// prints it as JSON Schema, so the two cannot disagree.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "libcompliance/base/result.h"
#include "libcompliance/formats/json.h"
#include "libcompliance/formats/yaml.h"

namespace compliance {

struct Shape;

enum class Presence { optional, required };

/// One key of a map.
struct ShapeKey {
  std::string_view name;
  const Shape* shape;
  Presence presence = Presence::optional;
  std::string_view help = {};  // one sentence, shown by editors
};

/// What a value must look like. Built from static data: a Shape refers to others by address and may refer to itself.
struct Shape {
  enum class Kind {
    text,     // any scalar that is not empty
    name,     // lower case letters, digits, "_" and "-", starting with a letter; at most 64
    integer, boolean, date, instant, period, share,
    word,     // one of `words`
    map,      // exactly the `keys`
    entries,  // a map from free keys to `item`; `name_keys`: the free keys are names
    list,     // of `item`
    one_or_list,  // `item`, or a list of them
    either,   // the first of `options` whose kind of node (scalar, list, map) fits
    exactly_one,  // a map with `keys`, of which those marked required are required and exactly one of the others stands
  };

  Kind kind;
  std::span<const ShapeKey> keys = {};
  const Shape* item = nullptr;
  std::span<const std::string_view> words = {};
  std::span<const Shape* const> options = {};
  bool name_keys = true;
  std::string_view help = {};
};

/// Whether the whole of `node` fits `shape`; the first thing that does not, in the order of the document, is the
/// error: unknown key (with a suggestion), missing key, wrong type, word that is not in the list (with a suggestion).
Result<void> conform(const YamlNode& node, const Shape& shape);

/// The shape as JSON Schema, draft 2020-12.
Json to_json_schema(const Shape& shape, std::string_view title, std::string_view id);

}  // namespace compliance
