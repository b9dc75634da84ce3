// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/audit/tree.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>

using namespace compliance;

namespace {

std::string hex(const Digest& digest) { return to_hex(as_bytes(digest)); }

std::vector<Digest> numbered_leaves(std::size_t from, std::size_t to) {
  std::vector<Digest> hashes;
  for (std::size_t number = from; number < to; ++number) hashes.push_back(leaf_hash(std::to_string(number)));
  return hashes;
}

// RFC 6962, section 2.1, word for word: the largest power of two smaller than n.
Digest merkle_tree_hash(std::span<const Digest> leaves) {
  if (leaves.size() == 1) return leaves.front();
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  return node_hash(merkle_tree_hash(leaves.first(k)), merkle_tree_hash(leaves.subspan(k)));
}

}  // namespace

TEST_SUITE("audit/tree") {
  TEST_CASE("tree_hash gives the public test roots of RFC 6962 trees (A02)") {
    const std::array<std::string, 8> leaves{std::string{},
                                            std::string{"\x00", 1},
                                            "\x10",
                                            "\x20\x21",
                                            "\x30\x31",
                                            "\x40\x41\x42\x43",
                                            "\x50\x51\x52\x53\x54\x55\x56\x57",
                                            "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
    const std::array<const char*, 9> roots{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                           "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                           "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                           "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                           "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                           "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                           "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                           "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    std::vector<Digest> hashes;
    RightEdge edge;
    for (std::size_t size = 0; size <= leaves.size(); ++size) {
      CAPTURE(size);
      CHECK(hex(tree_hash(hashes)) == roots[size]);
      CHECK(hex(edge.root()) == roots[size]);
      if (size == leaves.size()) break;
      hashes.push_back(leaf_hash(leaves[size]));
      edge.add({hashes.back()});
    }
  }

  TEST_CASE("RightEdge has the root of the whole tree, however the leaves come") {
    const std::vector<Digest> leaves = numbered_leaves(0, 66'000);
    for (const std::size_t size :
         {1U, 2U, 255U, 256U, 257U, 511U, 512U, 513U, 1000U, 65'535U, 65'536U, 65'537U, 66'000U}) {
      const Digest root = merkle_tree_hash(std::span{leaves}.first(size));
      for (const std::size_t batch : {1U, 100U, 256U, 70'000U}) {
        if (size / batch > 1000) continue;  // takes long, and says nothing new
        CAPTURE(size);
        CAPTURE(batch);
        RightEdge edge;
        for (std::size_t at = 0; at < size; at += batch)
          edge.add({leaves.begin() + static_cast<std::ptrdiff_t>(at),
                    leaves.begin() + static_cast<std::ptrdiff_t>(std::min(size, at + batch))});
        CHECK(edge.size() == size);
        CHECK(edge.root() == root);
      }
    }
  }

  TEST_CASE("RightEdge::add returns the tiles that changed, full ones and the last of each level") {
    RightEdge edge;
    edge.add(numbered_leaves(0, 500));
    const std::vector<Tile> changed = edge.add(numbered_leaves(500, 800));
    REQUIRE(changed.size() == 4);
    const auto is = [](const Tile& tile, unsigned level, std::uint64_t index, std::vector<Digest> hashes) {
      return tile.level == level && tile.index == index && tile.hashes == hashes;
    };
    CHECK(is(changed[0], 0, 1, numbered_leaves(256, 512)));
    CHECK(is(changed[1], 0, 2, numbered_leaves(512, 768)));
    CHECK(is(changed[2], 0, 3, numbered_leaves(768, 800)));
    CHECK(is(changed[3], 1, 0,
             {tree_hash(numbered_leaves(0, 256)), tree_hash(numbered_leaves(256, 512)),
              tree_hash(numbered_leaves(512, 768))}));
    CHECK(edge.add({}).empty());
    const std::vector<Tile> one = edge.add(numbered_leaves(800, 801));
    REQUIRE(one.size() == 1);
    CHECK(is(one[0], 0, 3, numbered_leaves(768, 801)));
  }

  TEST_CASE("RightEdge goes on from the unfinished tiles of a stored tree") {
    RightEdge edge;
    edge.add(numbered_leaves(0, 65'536 + 256 + 3));
    const std::vector<Tile> tiles = edge.unfinished();
    REQUIRE(tiles.size() == 3);
    CHECK(tiles[0].index == 257);
    CHECK(tiles[1].index == 1);
    CHECK(tiles[2].index == 0);
    RightEdge stored{edge.size(), {tiles[0].hashes, tiles[1].hashes, tiles[2].hashes}};
    CHECK(stored.root() == edge.root());
    edge.add(numbered_leaves(9, 1000));
    stored.add(numbered_leaves(9, 1000));
    CHECK(stored.root() == edge.root());
  }
}
