// SPDX-License-Identifier: Apache-2.0
// From the keys of a record type to the numbers of their rows, in nine to fifteen bytes a key besides the key itself:
// the keys stand one behind the other in one block, and a table of row numbers finds them there. Two keys are one only
// when all their bytes are.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libcompliance/facts/column.h"

namespace compliance {

class KeyIndex {
 public:
  using Row = std::uint32_t;
  static constexpr Row none = UINT32_MAX;

  /// Gives `key` the next row, from 0; false when it has one already.
  bool add(std::string_view key);
  /// The row of `key`, or `none`. Quickest for keys that are asked for in the order in which they came.
  Row find(std::string_view key) const;
  /// The row of each of `keys`, or `none`, in `rows`. Waits for the memory once for all of them, and not for each.
  void find_all(std::span<const std::string_view> keys, std::span<Row> rows) const;
  Row size() const { return static_cast<Row>(ends_.size()); }

 private:
  std::string_view key_of(Row row) const;
  std::size_t slot_of(std::string_view key, std::size_t hash) const;
  Row mark_of(std::size_t hash) const;
  void grow();

  Column<char> bytes_;                 // of all keys
  Column<std::uint32_t> ends_;         // where a row's key ends in its block of rows
  Column<std::uint64_t> block_begin_;  // and where the keys of a block of rows begin
  // By hash: a row, and in the bits that no row needs a mark of its hash, which tells most keys apart without a look at
  // them; `none`: free.
  std::vector<Row> slots_;
  mutable Row last_ = none;  // that was found: the next one is often asked for next
};

}  // namespace compliance
