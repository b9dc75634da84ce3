// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/key_set.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace compliance {

bool KeySet::insert(std::string_view key, std::uint64_t place) {
  std::uint64_t hash = std::hash<std::string_view>{}(key);
  if (hash == 0) hash = 1;
  if (sorted_ == nullptr && (size_ + 1) * 4 > slots_.size() * 3) grow();
  if (sorted_ != nullptr) {
    sorted_->add(key_of_number(hash), place);
    return true;
  }
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    if (slots_[at] == hash) return false;
    if (slots_[at] != 0) continue;
    slots_[at] = hash;
    ++size_;
    return true;
  }
}

std::optional<std::uint64_t> KeySet::finish() {
  if (sorted_ == nullptr) return std::nullopt;
  sorted_->finish();
  std::optional<std::uint64_t> first;
  std::uint64_t last = 0;  // no hash
  for (SortedRuns::Reader hashes{*sorted_}; hashes.next();) {
    const std::uint64_t hash = number_of_key(hashes.key());
    if (hash == last && (!first || hashes.value() < *first)) first = hashes.value();
    last = hash;
  }
  return first;
}

void KeySet::spill() {
  sorted_ = std::make_unique<SortedRuns>(*scratch_);
  for (const std::uint64_t hash : slots_)
    if (hash != 0) sorted_->add(key_of_number(hash), 0);
  slots_ = {};
}

void KeySet::grow() {
  // The next table would be twice as large, and stand beside this one for a while.
  const std::uint64_t next = std::max<std::uint64_t>(slots_.size() * 3, 1024) * sizeof(std::uint64_t);
  if (scratch_ != nullptr && next > scratch_->memory() / 4) return spill();
  std::vector<std::uint64_t> old =
      std::exchange(slots_, std::vector<std::uint64_t>(slots_.empty() ? 1024 : slots_.size() * 2));
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint64_t hash : old) {
    if (hash == 0) continue;
    std::size_t at = hash & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = hash;
  }
}

}  // namespace compliance
