// SPDX-License-Identifier: Apache-2.0
// The shape of a kind of document, written down once. The reader refuses what does not fit it, and `compliance schema`
// prints it as JSON Schema, so the two cannot disagree.

#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "libcompliance/base/result.h"
#include "libcompliance/formats/json.h"
#include "libcompliance/formats/yaml.h"

namespace compliance {

struct Shape;

/// Of the keys of one map that are marked `exactly_one`, exactly one stands; of those marked `at_least_one`, one or
/// more.
enum class Presence { optional, required, exactly_one, at_least_one };

/// One key of a map.
struct ShapeKey {
  std::string_view name;
  const Shape* shape;
  Presence presence = Presence::optional;
  std::string_view help = {};       // one sentence, shown by editors
  std::string_view only_with = {};  // may stand only where this other key stands
  std::string_view not_with = {};   // may not stand where this other key stands; said at one of the two
};

/// What a value must look like. Built from static data: a Shape refers to others by address, and never to itself.
///
///   constexpr Shape period{.kind = Shape::Kind::period}, moment{.kind = Shape::Kind::name};
///   constexpr std::array keep_keys{ShapeKey{"for", &period, Presence::required},
///                                  ShapeKey{.name = "after", .shape = &moment, .help = "Where the period starts."}};
///   constexpr Shape keep{.kind = Shape::Kind::map, .keys = keep_keys};
struct Shape {
  enum class Kind {
    text,       // any scalar that is not empty, also what an editor takes for a number or a boolean
    name,       // is_name of scalars.h
    name_pair,  // name.name
    integer,    // from `least` to `most`
    boolean,    // true or false
    date,       // YYYY-MM-DD
    instant,    // RFC 3339 with its offset
    period,     // 3 years or P3Y
    share,      // 5%
    country,    // ISO 3166 alpha-2: NL
    word,       // one of `words`
    map,        // exactly the `keys`
    entries,    // a map from free keys to `item`; `name_keys`: they are names. A key that stands in `keys` is not free
    list,       // of `item`
    one_or_list,  // `item`, or a list of them
    either,       // the first of `options` whose kind of node (scalar, list, map) fits
  };

  Kind kind;
  std::span<const ShapeKey> keys = {};
  const Shape* item = nullptr;
  std::span<const std::string_view> words = {};  // of other scalars than `word`: words that may stand instead
  std::span<const Shape* const> options = {};
  std::string_view called = {};  // of a word from a long list: "category", for "there is no category …"
  bool name_keys = true;
  bool unique = false;      // of a list: no item stands in it twice; the items are scalars, told apart by their text
  std::uint64_t least = 0;  // of an integer; of the number of items of a list, or of keys of entries
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  std::string_view help = {};
};

/// Whether the whole of `node` fits `shape`. The first thing that does not, in the order of the document, is the error:
/// an unknown key (with a suggestion), a value of the wrong type, a word that is not in the list (with a suggestion).
/// What is missing from a map, or does not go together in it, is said after what stands in it.
Result<void> conform(const YamlNode& node, const Shape& shape);

/// The shape as JSON Schema, draft 2020-12, for editors: `conform` accepts nothing that the schema refuses. The schema
/// sees values after an editor has read them, and so cannot refuse some spellings that `conform` does: 010 or 1e3 for a
/// number, True for a boolean, a day that does not exist, a period of more than 1000 years.
Json to_json_schema(const Shape& shape, std::string_view title, std::string_view id);

}  // namespace compliance
