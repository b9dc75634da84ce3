// SPDX-License-Identifier: Apache-2.0
// A record as the rules see it: which cells hold something, and what the cells mean that a clock or a condition reads.
// The texts stay with whoever reads the file.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libcompliance/calendar/date_pattern.h"

namespace compliance {

/// Where a value stands, in 8 bytes: the number of the table in its export, the line, the column.
struct Spot {
  std::uint16_t table = 0;
  std::uint16_t column = 0;  // from 1; 0: the whole record
  std::uint32_t line = 0;

  friend auto operator<=>(const Spot&, const Spot&) = default;
};

/// A cell of a declared field.
struct Cell {
  bool blank = true;
  std::int16_t word = -1;    // of a field with values: the index of the word; -1 when blank or not one of them
  std::uint16_t column = 0;  // in its table, from 1; 0 when the export has no such column
  DateReading date = {};     // of a field of type date
};

/// Views are valid until the reader moves on.
struct RecordView {
  std::string_view key;
  std::span<const std::string_view> links;  // keys of the records that it belongs to; none: it belongs to no record
  std::span<const Cell> cells;              // one a field, in the policy's order
  std::uint16_t table = 0;
  std::uint16_t link_column = 0;  // from 1: the first that holds a link, else the first; 0 when there is none
  std::uint32_t line = 0;
  std::uint16_t key_column = 0;  // from 1; 0 when no cell can be the key
  /// The texts of the whole row, for who looks for a person: the cell of a field stands at its column.
  std::span<const std::string_view> columns = {};
  /// The key of the record of the same type that took this one's place. Blank: none did.
  std::string_view merged_into = {};
  std::uint16_t merged_column = 0;  // from 1; 0 when there is none

  /// What stands in a cell; nothing when its column is not there.
  std::string_view text(const Cell& cell) const {
    return cell.column == 0 || cell.column > columns.size() ? std::string_view{} : columns[cell.column - 1U];
  }
  Spot spot(std::uint16_t column) const { return {table, column, line}; }
  /// A field may stand in the column of the key. Such a cell goes with the whole record, never alone.
  bool is_key(const Cell& cell) const { return cell.column != 0 && cell.column == key_column; }
};

}  // namespace compliance
