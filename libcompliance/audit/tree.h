// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 6962, section 2.1, cut into tiles of 256 hashes (C2SP tlog-tiles). Pure arithmetic.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libcompliance/crypto/crypto.h"

namespace compliance {

inline constexpr std::size_t tile_width = 256;

Digest leaf_hash(std::string_view entry);                   // SHA256(0x00 || entry)
Digest node_hash(const Digest& left, const Digest& right);  // SHA256(0x01 || left || right)

/// The root over `hashes`, each of which stands for a complete subtree of one size; the last may be smaller.
/// Of nothing: SHA256("").
Digest tree_hash(std::span<const Digest> hashes);

/// `hashes`, at most 256 of them, of complete subtrees of 256^level leaves; the first is number index * 256.
struct Tile {
  unsigned level = 0;
  std::uint64_t index = 0;
  std::vector<Digest> hashes = {};
};

/// All of a tree that is needed to make it grow, and to tell its root: the last tile of each level, unless it is full.
class RightEdge {
 public:
  /// The tree without leaves.
  RightEdge() = default;

  /// The tree of `size` leaves; `last` has for each level L with size / 256^L > 0, from level 0, the hashes of its
  /// last tile: none if that is full.
  RightEdge(std::uint64_t size, std::vector<std::vector<Digest>> last) : size_(size), last_(std::move(last)) {}

  /// Adds leaves at the end. Returns the tiles that this made or made longer, level by level.
  std::vector<Tile> add(std::vector<Digest> leaf_hashes);

  std::uint64_t size() const { return size_; }
  Digest root() const;

  /// The last tiles that are not full, level by level.
  std::vector<Tile> unfinished() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<std::vector<Digest>> last_;
};

}  // namespace compliance
