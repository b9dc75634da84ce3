// SPDX-License-Identifier: Apache-2.0
// Finds a key that stands twice among records that nothing links to (TC-174), in some ten bytes a key: it keeps 64-bit
// hashes, not keys. Two different keys with one hash would be taken for a duplicate; for ten million keys that happens
// once in some 400,000 exports, and then the run is refused, never wrong.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace compliance {

class KeySet {
 public:
  /// False when `key` is there already.
  bool insert(std::string_view key);

 private:
  void grow();
  std::vector<std::uint64_t> slots_;  // 0: free
  std::size_t size_ = 0;
};

}  // namespace compliance
