// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/audit/tiles.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace compliance;

TEST_SUITE("audit/tiles") {
  TEST_CASE("tile_path and bundle_path are those of tlog-tiles") {
    CHECK(tile_path(0, 0, 256) == "tile/0/000");
    CHECK(tile_path(0, 5, 255) == "tile/0/005.p/255");
    CHECK(tile_path(1, 999, 256) == "tile/1/999");
    CHECK(tile_path(0, 1000, 256) == "tile/0/x001/000");
    CHECK(tile_path(2, 1234067, 256) == "tile/2/x001/x234/067");
    CHECK(tile_path(0, 1234067, 1) == "tile/0/x001/x234/067.p/1");
    CHECK(bundle_path(1234067, 256) == "tile/entries/x001/x234/067");
    CHECK(bundle_path(0, 12) == "tile/entries/000.p/12");
  }

  TEST_CASE("width_of is 256 for all files but the last") {
    CHECK(width_of(0, 255) == 255);
    CHECK(width_of(0, 256) == 256);
    CHECK(width_of(0, 257) == 256);
    CHECK(width_of(1, 257) == 1);
  }

  TEST_CASE("decode_bundle reads what add_to_bundle wrote, and tells a cut from too much") {
    const std::string long_entry(300, 'e');
    std::string bundle;
    add_to_bundle(bundle, "ab");
    add_to_bundle(bundle, long_entry);
    CHECK(bundle == std::string("\0\2ab\1\54", 6) + long_entry);

    const BundleContent content = decode_bundle(bundle, 2);
    CHECK(content.entries == std::vector<std::string_view>{"ab", long_entry});
    CHECK(content.length == Length::exact);
    CHECK(decode_bundle(bundle, 1).entries == std::vector<std::string_view>{"ab"});
    CHECK(decode_bundle(bundle, 1).length == Length::extended);
    CHECK(decode_bundle(bundle, 3).length == Length::cut);
    CHECK(decode_bundle(bundle + '\0', 2).length == Length::extended);
    for (std::size_t size = 0; size < bundle.size(); ++size) {
      const BundleContent cut = decode_bundle(std::string_view{bundle}.substr(0, size), 2);
      CHECK(cut.length == Length::cut);
      CHECK(cut.entries.size() == (size < 4 ? 0 : 1));
    }
  }

  TEST_CASE("decode_tile reads what encode_tile wrote, and tells a cut from too much") {
    const std::vector<Digest> hashes{sha256("a"), sha256("b")};
    const std::string bytes = encode_tile(hashes);
    CHECK(bytes.size() == 64);
    CHECK(decode_tile(bytes, 2).hashes == hashes);
    CHECK(decode_tile(bytes, 2).length == Length::exact);
    CHECK(decode_tile(bytes, 1).length == Length::extended);
    CHECK(decode_tile(bytes + 'x', 2).length == Length::extended);
    CHECK(decode_tile(bytes.substr(0, 63), 2).length == Length::cut);
    CHECK(decode_tile(bytes.substr(0, 63), 2).hashes.size() == 1);
  }
}
