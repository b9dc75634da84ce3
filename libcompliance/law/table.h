// SPDX-License-Identifier: Apache-2.0
// How the tables of law.h are read: YAML that must fit a shape. The tables are part of the program, so one that does
// not fit is our own mistake: std::logic_error, on first use. The unit tests use every table.

#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "libcompliance/formats/common_shapes.h"
#include "libcompliance/law/law.h"

namespace compliance {

/// The bytes of data/NAME.yaml; empty when there is no such table.
std::string_view law_table(std::string_view name);

// Shapes that the tables share.
namespace law_shapes {

using namespace shapes;

inline constexpr Shape certainty{.kind = Shape::Kind::word, .words = certainty_words};
// The keys of LegalEntry, which every row has.
inline constexpr ShapeKey from_key{"from", &day, optional, "The first day on which it holds."};
inline constexpr ShapeKey until_key{"until", &day, optional, "The last day on which it holds."};
inline constexpr ShapeKey certainty_key{"certainty", &certainty, required, "How sure it is."};
inline constexpr ShapeKey source_key{"source", &text, required, "The official citation."};

}  // namespace law_shapes

/// Parses a document with the one key `name` over rows by name, each of the shape `row`, and returns these rows.
Result<YamlNode> read_table(std::string_view bytes, std::string_view name, const Shape& row);

/// What LegalEntry holds, of a row that fits its shape. An end before the start is an error.
Result<void> read_entry(const YamlNode::Member& row, LegalEntry& entry);

/// All rows of the embedded table `name`; `read_row(node, row)` reads what LegalEntry does not hold.
template <class Row>
std::vector<Row> load_table(std::string_view name, const Shape& shape,
                            Result<void> (*read_row)(const YamlNode&, Row&)) {
  const auto demand = [](const auto& result) {
    if (!result) throw std::logic_error(to_string(result.error()));
  };
  const Result<YamlNode> table = read_table(law_table(name), name, shape);
  demand(table);
  std::vector<Row> rows;
  for (const YamlNode::Member& member : table->members) {
    Row row;
    demand(read_entry(member, row));
    demand(read_row(member.value, row));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The row of that name, or null.
template <class Row>
const Row* find_row(std::span<const Row> rows, std::string_view name) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace compliance
