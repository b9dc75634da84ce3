// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/facts/key_index.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace compliance;

TEST_SUITE("facts/key_index") {
  TEST_CASE("key_index numbers keys in the order in which they come, and takes each once") {
    KeyIndex index;
    CHECK(index.find("a") == KeyIndex::none);
    CHECK(index.add("a"));
    CHECK(index.add(""));
    CHECK(index.add("ab"));
    CHECK_FALSE(index.add("a"));
    CHECK_FALSE(index.add(""));
    CHECK(index.size() == 3);
    CHECK(index.find("ab") == 2);
    CHECK(index.find("") == 1);
    CHECK(index.find("a") == 0);
    CHECK(index.find("b") == KeyIndex::none);
  }

  TEST_CASE("key_index finds every one of many keys, in any order, and no other") {
    KeyIndex index;
    constexpr KeyIndex::Row count = 20000;
    // Of many lengths, and each the beginning of another.
    const auto key = [](KeyIndex::Row row) { return std::string(row % 7, 'x') + std::to_string(row); };
    for (KeyIndex::Row row = 0; row < count; ++row) REQUIRE(index.add(key(row)));
    for (KeyIndex::Row row = 0; row < count; ++row) REQUIRE(index.find(key(row)) == row);
    for (KeyIndex::Row row = count; row-- > 0;) REQUIRE(index.find(key(row)) == row);
    for (KeyIndex::Row row = 0; row < count; ++row) REQUIRE(index.find(key(row * 7919 % count)) == row * 7919 % count);
    for (KeyIndex::Row row = count; row < 2 * count; ++row) REQUIRE(index.find(key(row)) == KeyIndex::none);
    for (KeyIndex::Row row = 0; row < count; ++row) REQUIRE_FALSE(index.add(key(row)));
  }

  TEST_CASE("key_index finds many at once as it finds one after the other") {
    KeyIndex index;
    std::vector<std::string> texts;
    for (int i = 0; i < 1000; ++i) texts.push_back(std::to_string(i * 7919 % 1000));
    const std::vector<std::string_view> keys(texts.begin(), texts.end());
    std::vector<KeyIndex::Row> rows(keys.size());
    index.find_all(keys, rows);
    CHECK(rows == std::vector<KeyIndex::Row>(keys.size(), KeyIndex::none));
    for (int i = 0; i < 500; ++i) index.add(std::to_string(i));
    index.find_all(keys, rows);
    for (std::size_t i = 0; i < keys.size(); ++i) CHECK(rows[i] == index.find(keys[i]));
  }
}
