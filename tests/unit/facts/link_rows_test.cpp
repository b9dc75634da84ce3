// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/facts/link_rows.h"

#include <doctest/doctest.h>

#include <vector>

using namespace compliance;

namespace {

std::vector<KeyIndex::Row> rows_of(LinkRows& links, std::uint32_t line) {
  std::vector<KeyIndex::Row> rows;
  for (const LinkRows::Link& link : links.of(line)) rows.push_back(link.row);
  return rows;
}

}  // namespace

TEST_SUITE("facts/link_rows") {
  TEST_CASE("link_rows gives each line its own links: in the order of the file, again from the start, and anywhere") {
    LinkRows links;
    CHECK(links.empty());
    CHECK(links.of(2).empty());
    // Line 10 n has n % 3 links.
    for (std::uint32_t n = 1; n < 200; ++n)
      for (std::uint32_t i = 0; i < n % 3; ++i) links.add({.line = 10 * n, .row = 100 * n + i});
    const auto expected = [](std::uint32_t n) {
      std::vector<KeyIndex::Row> rows;
      for (std::uint32_t i = 0; i < n % 3; ++i) rows.push_back(100 * n + i);
      return rows;
    };
    for (int pass = 0; pass < 2; ++pass)
      for (std::uint32_t n = 1; n < 200; ++n)
        for (int again = 0; again < 2; ++again) REQUIRE(rows_of(links, 10 * n) == expected(n));
    for (std::uint32_t n = 199; n > 0; --n) REQUIRE(rows_of(links, 10 * n) == expected(n));
    for (std::uint32_t i = 1; i < 199; ++i) REQUIRE(rows_of(links, 10 * (i * 77 % 199)) == expected(i * 77 % 199));
    CHECK(rows_of(links, 15).empty());
    CHECK(rows_of(links, 5000).empty());
  }
}
