// SPDX-License-Identifier: Apache-2.0
// The files of a log (C2SP tlog-tiles): where tiles and entry bundles lie below its folder, and how they are written.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/audit/tree.h"

namespace compliance {

/// "tile/0/x001/x234/067", and "….p/5" for the first 5 hashes of a tile that is not full.
std::string tile_path(unsigned level, std::uint64_t index, std::size_t width);

/// "tile/entries/x001/x234/067", and likewise.
std::string bundle_path(std::uint64_t index, std::size_t width);

/// How many of `count` hashes or entries lie in file number `index`: 256 but for the last one.
std::size_t width_of(std::uint64_t index, std::uint64_t count);

/// Whether there are more bytes or fewer than there should be.
enum class Length { exact, cut, extended };

/// The hashes one after the other.
std::string encode_tile(std::span<const Digest> hashes);

/// The first `width` hashes, as far as they are there.
struct TileContent {
  std::vector<Digest> hashes = {};
  Length length = Length::exact;
};
TileContent decode_tile(std::string_view bytes, std::size_t width);

/// Adds an entry to a bundle: its length as two bytes, the higher first, and the entry.
void add_to_bundle(std::string& bundle, std::string_view entry);

/// The first `width` entries, as far as they are whole; they live as long as `bytes`.
struct BundleContent {
  std::vector<std::string_view> entries = {};
  Length length = Length::exact;
};
BundleContent decode_bundle(std::string_view bytes, std::size_t width);

/// The largest bundle or tile that is read: 256 entries of the greatest length that the format has.
inline constexpr std::uint64_t max_piece_size = tile_width * (2 + 65535);

}  // namespace compliance
