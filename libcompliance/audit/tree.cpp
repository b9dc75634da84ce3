// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/audit/tree.h"

#include <bit>
#include <utility>

namespace compliance {

Digest leaf_hash(std::string_view entry) {
  Sha256 hash;
  hash.add(std::string_view{"\0", 1});
  hash.add(entry);
  return hash.finish();
}

Digest node_hash(const Digest& left, const Digest& right) {
  Sha256 hash;
  hash.add("\1");
  hash.add(as_bytes(left));
  hash.add(as_bytes(right));
  return hash.finish();
}

Digest tree_hash(std::span<const Digest> hashes) {
  if (hashes.empty()) return sha256("");
  if (hashes.size() == 1) return hashes.front();
  const std::size_t left = std::bit_floor(hashes.size() - 1);
  return node_hash(tree_hash(hashes.first(left)), tree_hash(hashes.subspan(left)));
}

std::vector<Tile> RightEdge::add(std::vector<Digest> leaf_hashes) {
  std::vector<Tile> changed;
  std::uint64_t count = std::exchange(size_, size_ + leaf_hashes.size());  // of complete hashes on the level
  std::vector<Digest> fresh = std::move(leaf_hashes);
  for (unsigned level = 0; !fresh.empty(); ++level, count /= tile_width) {
    if (last_.size() == level) last_.emplace_back();
    std::vector<Digest>& last = last_[level];
    last.insert(last.end(), fresh.begin(), fresh.end());
    fresh.clear();
    std::uint64_t index = count / tile_width;
    std::span<const Digest> rest = last;
    for (; rest.size() >= tile_width; rest = rest.subspan(tile_width)) {
      const auto full = rest.first(tile_width);
      fresh.push_back(tree_hash(full));
      changed.push_back({level, index++, {full.begin(), full.end()}});
    }
    last.erase(last.begin(), last.end() - static_cast<std::ptrdiff_t>(rest.size()));
    if (!last.empty()) changed.push_back({level, index, last});
  }
  return changed;
}

Digest RightEdge::root() const {
  // From below: the unfinished part of a level is one more, incomplete hash at the end of the next.
  std::vector<Digest> below;
  for (const std::vector<Digest>& last : last_) {
    std::vector<Digest> hashes = last;
    hashes.insert(hashes.end(), below.begin(), below.end());
    below.clear();
    if (!hashes.empty()) below.push_back(tree_hash(hashes));
  }
  return tree_hash(below);
}

std::vector<Tile> RightEdge::unfinished() const {
  std::vector<Tile> tiles;
  std::uint64_t count = size_;
  for (unsigned level = 0; level < last_.size(); ++level, count /= tile_width)
    if (!last_[level].empty()) tiles.push_back({level, count / tile_width, last_[level]});
  return tiles;
}

}  // namespace compliance
