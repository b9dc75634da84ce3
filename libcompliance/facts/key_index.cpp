// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/facts/key_index.h"

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>
#include <string>

namespace compliance {
namespace {

// A key is at most as long as a record, so that the keys of a block stay below 4 GiB.
constexpr KeyIndex::Row rows_of_block = 256;

}  // namespace

std::string_view KeyIndex::key_of(Row row) const {
  const std::uint32_t begin = row % rows_of_block == 0 ? 0 : ends_[row - 1];
  return {bytes_.data() + block_begin_[row / rows_of_block] + begin, ends_[row] - begin};
}

// There are more slots than rows, so that their number tells which bits a row leaves free.
KeyIndex::Row KeyIndex::mark_of(std::size_t hash) const {
  const auto row_bits = static_cast<Row>(slots_.size() - 1);
  return static_cast<Row>(hash >> 32U) & ~row_bits;
}

// Where `key` stands in the table, or where it belongs.
std::size_t KeyIndex::slot_of(std::string_view key, std::size_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  const Row mark = mark_of(hash);
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Row slot = slots_[at];
    if (slot == none) return at;
    const Row row = slot & static_cast<Row>(mask);
    if ((slot & ~static_cast<Row>(mask)) == mark && key_of(row) == key) return at;
  }
}

bool KeyIndex::add(std::string_view key) {
  const Row row = size_;
  if (row == none / 4 * 3) throw std::length_error("KeyIndex: more keys than rows can have numbers");
  if (sorted_) {
    sorted_->add(key, row);
    ++size_;
    return true;
  }
  if ((std::size_t{row} + 1) * 4 > slots_.size() * 3) grow();
  const std::size_t hash = std::hash<std::string_view>{}(key);
  const std::size_t slot = slot_of(key, hash);
  if (slots_[slot] != none) return false;
  if (row % rows_of_block == 0) block_begin_.push_back(bytes_.size());
  bytes_.append(key.data(), key.size());
  ends_.push_back(static_cast<std::uint32_t>(bytes_.size() - block_begin_[row / rows_of_block]));
  slots_[slot] = row | mark_of(hash);
  ++size_;
  return true;
}

KeyIndex::Row KeyIndex::find(std::string_view key) const {
  if (slots_.empty()) return none;
  if (last_ != none && key_of(last_) == key) return last_;
  const Row next = last_ + 1;  // after `none` the first
  if (next < size_ && key_of(next) == key) return last_ = next;
  const Row found = slots_[slot_of(key, std::hash<std::string_view>{}(key))];
  if (found == none) return none;
  return last_ = found & static_cast<Row>(slots_.size() - 1);
}

void KeyIndex::find_all(std::span<const std::string_view> keys, std::span<Row> rows) const {
  constexpr std::size_t group = 32;
  std::array<std::size_t, group> hashes{};
  std::array<Row, group> likely{};
  const std::size_t mask = slots_.size() - 1;
  for (; !keys.empty() && !slots_.empty();
       keys = keys.subspan(std::min(group, keys.size())), rows = rows.subspan(std::min(group, rows.size()))) {
    const std::size_t count = std::min(group, keys.size());
    for (std::size_t i = 0; i < count; ++i) {
      hashes[i] = std::hash<std::string_view>{}(keys[i]);
      __builtin_prefetch(&slots_[hashes[i] & mask]);
    }
    // The first with its mark is nearly always the one.
    for (std::size_t i = 0; i < count; ++i) {
      const Row mark = mark_of(hashes[i]);
      std::size_t at = hashes[i] & mask;
      while (slots_[at] != none && (slots_[at] & ~static_cast<Row>(mask)) != mark) at = (at + 1) & mask;
      likely[i] = slots_[at] == none ? none : slots_[at] & static_cast<Row>(mask);
      if (likely[i] != none) __builtin_prefetch(&ends_[likely[i]]);
    }
    for (std::size_t i = 0; i < count; ++i)
      if (likely[i] != none) __builtin_prefetch(key_of(likely[i]).data());
    for (std::size_t i = 0; i < count; ++i)
      rows[i] = likely[i] == none || key_of(likely[i]) == keys[i] ? likely[i] : find(keys[i]);
  }
  std::fill_n(rows.begin(), keys.size(), none);
}

// The keys are there to be hashed again: the old table goes before the new one is made.
void KeyIndex::grow() {
  const std::size_t size = slots_.empty() ? 1024 : slots_.size() * 2;
  slots_ = std::vector<Row>{};
  slots_.assign(size, none);
  for (Row row = 0; row < size_; ++row) {
    const std::size_t hash = std::hash<std::string_view>{}(key_of(row));
    std::size_t at = hash & (size - 1);  // no two are equal
    while (slots_[at] != none) at = (at + 1) & (size - 1);
    slots_[at] = row | mark_of(hash);
  }
}

void KeyIndex::spill(Scratch& scratch) {
  sorted_ = std::make_unique<SortedRuns>(scratch);
  for (Row row = 0; row < size_; ++row) sorted_->add(key_of(row), row);
  bytes_ = {};
  ends_ = {};
  block_begin_ = {};
  slots_ = {};
}

std::optional<KeyIndex::Row> KeyIndex::finish() {
  sorted_->finish();
  std::optional<Row> first;
  std::string last;
  SortedRuns::Reader keys{*sorted_};
  for (bool is_first = true; keys.next(); is_first = false) {
    const auto row = static_cast<Row>(keys.value());
    if (!is_first && keys.key() == last && (!first || row < *first)) first = row;
    last = keys.key();
  }
  return first;
}

void KeyIndex::find_sorted(const SortedRuns& wanted,
                           const std::function<void(std::uint64_t value, Row row)>& give) const {
  SortedRuns::Reader keys{*sorted_}, asked{wanted};
  bool more = keys.next();
  while (asked.next()) {
    while (more && keys.key() < asked.key()) more = keys.next();
    give(asked.value(), more && keys.key() == asked.key() ? static_cast<Row>(keys.value()) : none);
  }
}

}  // namespace compliance
