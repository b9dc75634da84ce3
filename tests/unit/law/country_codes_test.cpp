// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/law/country_codes.h"

#include <doctest/doctest.h>

#include "libcompliance/law/law.h"

using namespace compliance;

TEST_SUITE("law/country_codes") {
  TEST_CASE("what ISO 3166 has assigned is a country, and nothing else") {
    for (const std::string_view code : {"AD", "NL", "GB", "US", "ZW"}) CHECK(is_country(code));
    for (const std::string_view code : {"UK", "EU", "XK", "nl", "D ", " A", "", "N", "NLD", "AD AE"})
      CHECK_FALSE(is_country(code));
    for (const Country& each : countries()) CHECK(is_country(each.name));
  }
}
