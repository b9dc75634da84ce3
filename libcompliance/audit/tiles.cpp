// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/audit/tiles.h"

#include <algorithm>

namespace compliance {
namespace {

// Groups of three digits; all but the last are marked with an x.
std::string index_path(std::uint64_t index, std::size_t width) {
  const auto three_digits = [](std::uint64_t number) { return std::to_string(1000 + number % 1000).substr(1); };
  std::string path = three_digits(index);
  while ((index /= 1000) > 0) path.insert(0, 'x' + three_digits(index) + '/');
  if (width < tile_width) path += ".p/" + std::to_string(width);
  return path;
}

Length length_of(std::size_t found, std::size_t wanted, std::size_t rest) {
  return found < wanted ? Length::cut : rest > 0 ? Length::extended : Length::exact;
}

}  // namespace

std::string tile_path(unsigned level, std::uint64_t index, std::size_t width) {
  return "tile/" + std::to_string(level) + '/' + index_path(index, width);
}

std::string bundle_path(std::uint64_t index, std::size_t width) { return "tile/entries/" + index_path(index, width); }

std::size_t width_of(std::uint64_t index, std::uint64_t count) {
  return index < count / tile_width ? tile_width : static_cast<std::size_t>(count % tile_width);
}

std::string encode_tile(std::span<const Digest> hashes) {
  std::string bytes;
  bytes.reserve(hashes.size() * sizeof(Digest));
  for (const Digest& hash : hashes) bytes += as_bytes(hash);
  return bytes;
}

TileContent decode_tile(std::string_view bytes, std::size_t width) {
  TileContent content;
  while (bytes.size() >= sizeof(Digest) && content.hashes.size() < width) {
    std::ranges::copy(bytes.substr(0, sizeof(Digest)), content.hashes.emplace_back().begin());
    bytes.remove_prefix(sizeof(Digest));
  }
  content.length = length_of(content.hashes.size(), width, bytes.size());
  return content;
}

void add_to_bundle(std::string& bundle, std::string_view entry) {
  bundle += static_cast<char>(entry.size() >> 8U & 0xFFU);
  bundle += static_cast<char>(entry.size() & 0xFFU);
  bundle += entry;
}

BundleContent decode_bundle(std::string_view bytes, std::size_t width) {
  BundleContent content;
  while (bytes.size() >= 2 && content.entries.size() < width) {
    const std::size_t length =
        static_cast<unsigned>(static_cast<unsigned char>(bytes[0])) << 8U | static_cast<unsigned char>(bytes[1]);
    if (bytes.size() - 2 < length) break;
    content.entries.push_back(bytes.substr(2, length));
    bytes.remove_prefix(2 + length);
  }
  content.length = length_of(content.entries.size(), width, bytes.size());
  return content;
}

}  // namespace compliance
