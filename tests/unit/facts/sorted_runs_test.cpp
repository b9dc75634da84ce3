// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/facts/sorted_runs.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "libcompliance/facts/key_index.h"
#include "libcompliance/facts/link_rows.h"
#include "tests/support/text_scratch.h"

using namespace compliance;
using compliance::testing::TextScratch;

namespace {

using Entries = std::vector<std::pair<std::string, std::uint64_t>>;

Entries read_all(const SortedRuns& runs) {
  Entries entries;
  for (SortedRuns::Reader reader{runs}; reader.next();) entries.emplace_back(reader.key(), reader.value());
  return entries;
}

std::string key(std::uint32_t number) { return std::string(number % 5, 'k') + std::to_string(number); }

}  // namespace

TEST_SUITE("facts/sorted_runs") {
  TEST_CASE("sorted_runs gives all keys in their order, from however many runs, as often as one likes") {
    for (const std::uint64_t memory :
         {std::uint64_t{1}, std::uint64_t{1000}, std::uint64_t{100'000}, std::uint64_t{10'000'000}}) {
      TextScratch scratch{memory};
      SortedRuns runs{scratch};
      CHECK(runs.empty());
      Entries expected;
      for (std::uint64_t i = 0; i < 3000; ++i) {
        const std::string text = key(static_cast<std::uint32_t>(i * 7919 % 1000)) + (i % 3 == 0 ? "\xFF" : "");
        runs.add(text, 3000 - i);
        expected.emplace_back(text, 3000 - i);
      }
      runs.add(std::string(200'000, 'x'), 1);  // longer than any window
      expected.emplace_back(std::string(200'000, 'x'), 1);
      runs.finish();
      std::ranges::sort(expected);
      CHECK(read_all(runs) == expected);
      CHECK(read_all(runs) == expected);
    }
  }

  TEST_CASE("sorted_runs of nothing has nothing") {
    TextScratch scratch{1};
    SortedRuns runs{scratch};
    runs.finish();
    CHECK(read_all(runs).empty());
    CHECK(scratch.files() == 0);
  }

  TEST_CASE("key_of_number keeps the order of numbers") {
    CHECK(key_of_number(255) < key_of_number(256));
    CHECK(key_of_number(UINT64_MAX - 1) < key_of_number(UINT64_MAX));
    CHECK(number_of_key(key_of_number(0x0123456789ABCDEF)) == 0x0123456789ABCDEF);
  }

  TEST_CASE("key_index finds spilled keys by a merge, and the first that stands twice (TC-174)") {
    TextScratch scratch{1000};
    KeyIndex index;
    for (std::uint32_t i = 0; i < 100; ++i) REQUIRE(index.add(key(i)));
    index.spill(scratch);
    CHECK(index.is_spilled());
    CHECK(index.memory() == 0);
    for (std::uint32_t i = 100; i < 200; ++i) REQUIRE(index.add(key(i)));
    CHECK(index.size() == 200);
    SUBCASE("all are different") { CHECK_FALSE(index.finish()); }
    SUBCASE("some stand twice") {
      CHECK(index.add(key(150)));
      CHECK(index.add(key(3)));
      CHECK(index.add(key(3)));
      CHECK(index.finish() == 200);
    }
    SortedRuns wanted{scratch};
    for (std::uint32_t i = 0; i < 400; i += 7) wanted.add(key(i), i);
    wanted.add(key(7), 1000);
    wanted.finish();
    std::size_t given = 0;
    index.find_sorted(wanted, [&](std::uint64_t value, KeyIndex::Row row) {
      ++given;
      const std::uint64_t expected = value == 1000 ? 7 : value < 200 ? value : KeyIndex::none;
      CHECK(row == expected);
    });
    CHECK(given == 59);
  }

  TEST_CASE("link_rows in a file are those in memory: in order, again from the start, and anywhere") {
    TextScratch scratch{1};
    LinkRows held, filed{scratch};
    // Some lines have no link, most have one, and one has more than a window takes.
    for (std::uint32_t line = 2; line < 20'000; ++line)
      for (std::uint32_t i = 0; i < (line == 9000 ? 10'000 : line % 3); ++i) {
        held.add({.line = line, .row = line * 7 + i});
        filed.add({.line = line, .row = line * 7 + i});
      }
    const auto same = [&](std::uint32_t line) {
      const auto a = held.of(line), b = filed.of(line);
      return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return x.line == y.line && x.row == y.row; });
    };
    for (int pass = 0; pass < 2; ++pass)
      for (std::uint32_t line = 0; line < 20'010; ++line)
        for (int again = 0; again < 2; ++again) REQUIRE(same(line));
    for (std::uint32_t i = 0; i < 200; ++i) REQUIRE(same(i * 7919 % 20'000));
  }
}
