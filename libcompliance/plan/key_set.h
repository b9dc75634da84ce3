// SPDX-License-Identifier: Apache-2.0
// Finds a key that stands twice among records that nothing links to (TC-174), in some ten bytes a key: it keeps 64-bit
// hashes, not keys. Two different keys with one hash would be taken for a duplicate; for ten million keys that happens
// once in some 400,000 exports, and then the run is refused, never wrong.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "libcompliance/base/scratch.h"
#include "libcompliance/facts/sorted_runs.h"

namespace compliance {

class KeySet {
 public:
  /// `scratch`: where the hashes go when they take more than a quarter of its memory; null: nowhere.
  explicit KeySet(Scratch* scratch = nullptr) : scratch_(scratch) {}

  /// Takes the key of the record at `place`, a number that grows. False when the key is known to be there already.
  bool insert(std::string_view key, std::uint64_t place);
  /// After the last `insert`: the first place whose key was there already, if `insert` could not tell.
  std::optional<std::uint64_t> finish();

 private:
  void grow();
  void spill();
  Scratch* scratch_;
  std::vector<std::uint64_t> slots_;  // 0: free
  std::size_t size_ = 0;
  std::unique_ptr<SortedRuns> sorted_;  // once spilled: hash, place (0 for those that were here before)
};

}  // namespace compliance
