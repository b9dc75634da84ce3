// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <type_traits>

#include "libcompliance/base/result.h"
#include "libcompliance/base/sensitive.h"
#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"

using namespace compliance;

namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};

Result<int> half(int number) {
  if (number % 2 != 0) return Error{.message = "expected an even number"};
  return number / 2;
}

Result<int> quarter(int number) {
  COMPLIANCE_TRY(const int once, half(number));
  return half(once);
}

Result<void> demand_even(int number) {
  COMPLIANCE_CHECK(half(number));
  return {};
}

}  // namespace

TEST_SUITE("base") {
  TEST_CASE("to_string of an error leaves out what is not known") {
    CHECK(to_string(Error{.message = "m"}) == "m");
    CHECK(to_string(Error{.message = "m", .place = {"p.yaml", 0, 0}}) == "p.yaml: m");
    CHECK(to_string(Error{.message = "m", .place = {"p.yaml", 3, 0}}) == "p.yaml:3: m");
    CHECK(to_string(Error{.message = "m", .place = {"p.yaml", 3, 7}}) == "p.yaml:3:7: m");
    CHECK(to_string(Error{.message = "m", .place = {"", 3, 7}}) == "3:7: m");
  }

  TEST_CASE("COMPLIANCE_TRY passes the value on or returns the error") {
    CHECK(*quarter(8) == 2);
    CHECK(quarter(6).error().message == "expected an even number");
    CHECK(demand_even(2));
    CHECK_FALSE(demand_even(3));
  }

  TEST_CASE("at adds a place only where none is known") {
    CHECK(at({"a", 1, 2}, half(1)).error().place == Place{"a", 1, 2});
    CHECK(at({"b", 3, 4}, at({"a", 1, 2}, half(1))).error().place == Place{"a", 1, 2});
  }

  TEST_CASE("Sensitive values cannot be printed") {
    static_assert(Printable<int>);
    static_assert(!Printable<Sensitive<int>>);
    static_assert(!std::is_convertible_v<Sensitive<int>, int>);
    CHECK(Sensitive<int>{7}.reveal() == 7);
  }

  TEST_CASE("nearest finds typing errors and nothing else (TC-182)") {
    constexpr std::array<std::string_view, 4> words{"retention", "purpose", "keep", "Status"};
    CHECK(nearest("retenion", words) == "retention");
    CHECK(nearest("pruposes", words) == "purpose");
    CHECK(nearest("kepe", words) == "keep");
    CHECK(nearest("status", words) == "Status");
    CHECK(nearest("newsletter", words).empty());
    CHECK(nearest("", words).empty());
    CHECK(did_you_mean("keeps", words) == "did you mean \"keep\"?");
  }

  TEST_CASE("parse_number demands the whole text and no leading zero (TC-182)") {
    CHECK(parse_number("0") == 0);
    CHECK(parse_number("18446744073709551615") == UINT64_MAX);
    for (const char* text : {"", "010", "+5", "-1", "1.5", "12abc", " 1", "1 ", "18446744073709551616", "0x10"}) {
      CAPTURE(text);
      CHECK_FALSE(parse_number(text));
    }
  }

  TEST_CASE("find_invalid_utf8 follows RFC 3629") {
    const auto npos = std::string_view::npos;
    CHECK(find_invalid_utf8("Zo\xC3\xAB \xE2\x82\xAC \xF0\x9F\x98\x80") == npos);
    CHECK(find_invalid_utf8("a\xE9"
                            "b") == 1);                 // Windows-1252
    CHECK(find_invalid_utf8("\xC0\xAF") == 0);          // overlong
    CHECK(find_invalid_utf8("ab\xED\xA0\x80") == 2);    // surrogate
    CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // above U+10FFFF
    CHECK(find_invalid_utf8("ab\xE2\x82") == 2);        // cut short
  }

  TEST_CASE("printable shows what could move a cursor or turn text around (S20)") {
    CHECK(printable("Zo\xC3\xAB") == "Zo\xC3\xAB");
    CHECK(printable("\x1b]52;c;x\x07") == "\\x1B]52;c;x\\x07");
    CHECK(printable("a\nb\tc\r") == "a\\x0Ab\\x09c\\x0D");
    CHECK(printable("\xE2\x80\xAE"
                    "exe") == "U+202Eexe");
    CHECK(printable("\xC2\x9B") == "\\x9B");
    CHECK(printable("caf\xE9") == "caf\\xE9");
  }
}
