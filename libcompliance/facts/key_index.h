// SPDX-License-Identifier: Apache-2.0
// From the keys of a record type to the numbers of their rows, in nine to fifteen bytes a key besides the key itself:
// the keys stand one behind the other in one block, and a table of row numbers finds them there. Two keys are one only
// when all their bytes are.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "libcompliance/facts/column.h"
#include "libcompliance/facts/sorted_runs.h"

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
  Row size() const { return size_; }
  std::uint64_t memory() const { return bytes_.size() + (ends_.size() + slots_.size()) * sizeof(Row); }

  /// Puts all keys onto `scratch`, which must outlive the index, and those that are still added, too. From then on
  /// `add` finds no duplicates, and `find` must not be called: `finish` and `find_sorted` do that.
  void spill(Scratch& scratch);
  bool is_spilled() const { return sorted_ != nullptr; }
  /// After the last `add`, of what is spilled: the first row whose key another row has before it.
  std::optional<Row> finish();
  /// Gives for each key of `wanted`, which is finished, its value and the row of the key, or `none`; in any order.
  void find_sorted(const SortedRuns& wanted, const std::function<void(std::uint64_t value, Row row)>& give) const;

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
  Row size_ = 0;
  std::unique_ptr<SortedRuns> sorted_;  // once spilled, and nothing of the above
  mutable Row last_ = none;             // that was found: the next one is often asked for next
};

}  // namespace compliance
