// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/key_set.h"

#include <functional>
#include <utility>

namespace compliance {

bool KeySet::insert(std::string_view key) {
  if ((size_ + 1) * 4 > slots_.size() * 3) grow();
  std::uint64_t hash = std::hash<std::string_view>{}(key);
  if (hash == 0) hash = 1;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    if (slots_[at] == hash) return false;
    if (slots_[at] != 0) continue;
    slots_[at] = hash;
    ++size_;
    return true;
  }
}

void KeySet::grow() {
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
