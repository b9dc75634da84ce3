// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/scalars.h"

#include <doctest/doctest.h>

#include <array>
#include <ostream>

using namespace compliance;

namespace {

// The value in `v: …`.
YamlNode value(const std::string& text) { return parse_yaml("v: " + text, "p.yaml")->at("v"); }

// The message and hint with which `read` refuses `text`; "accepted" when it does not.
template <class T>
std::string refusal(Result<T> (*read)(const YamlNode&), const std::string& text) {
  const Result<T> result = read(value(text));
  if (result) return "accepted";
  const Error& error = result.error();
  CHECK(error.place.source == "p.yaml");
  CHECK(error.place.line == 1);
  return error.message + (error.hint.empty() ? "" : " (" + error.hint + ")");
}

}  // namespace

TEST_SUITE("formats/scalars") {
  TEST_CASE("read_text takes any scalar that is not empty, as it is written") {
    for (const char* text : {"NO", "010", "3Y", "1.0", "true", "2026-01-01"}) CHECK(*read_text(value(text)) == text);
    CHECK(*read_text(value("\" \"")) == " ");
    CHECK(refusal(read_text, "''") == "expected text that is not empty");
    for (const char* other : {"", "~", "[]", "{}"}) CHECK(refusal(read_text, other) == "expected text");
    CHECK(read_text(value("[]")).error().place == Place{"p.yaml", 1, 4});
  }

  TEST_CASE("read_name takes lower case letters, digits, dash and underscore") {
    for (const char* name : {"a", "bicycle-club", "member_left", "a1", "'true'"}) CHECK(read_name(value(name)));
    CHECK(*read_name(value(std::string(64, 'a'))) == std::string(64, 'a'));
    const std::string rule =
        "expected a name (lower case letters, digits, \"-\" and \"_\", a letter first, at most 64)";
    for (const char* other : {"A", "1a", "-a", "a.b", "\"a b\"", "''", "~", "[]", "z\xC3\xB3"}) {
      CAPTURE(other);
      CHECK(refusal(read_name, other) == rule);
    }
    CHECK(refusal(read_name, std::string(65, 'a')) == rule);
    CHECK(refusal(read_name, "true") ==
          "expected a name (editors take true and false for a boolean: write it in quotes)");
  }

  TEST_CASE("read_name_pair takes two names with a point between them") {
    const auto pair = read_name_pair(value("contact.email"));
    REQUIRE(pair);
    CHECK(pair->first == "contact");
    CHECK(pair->second == "email");
    for (const char* other : {"contact", "contact.", ".email", "a.b.c", "a.B", "[]", "~"}) {
      CAPTURE(other);
      CHECK(refusal(read_name_pair, other) == "expected two names with a point between them (such as contact.email)");
    }
  }

  TEST_CASE("read_integer takes unquoted decimals alone (TC-182)") {
    CHECK(*read_integer(value("0")) == 0);
    CHECK(*read_integer(value("10")) == 10);
    CHECK(*read_integer(value("18446744073709551615")) == UINT64_MAX);
    CHECK(refusal(read_integer, "010") == "expected a number without a leading zero");
    CHECK(refusal(read_integer, "00") == "expected a number without a leading zero");
    CHECK(refusal(read_integer, "-1") == "expected a number without a sign");
    CHECK(refusal(read_integer, "+1") == "expected a number without a sign");
    CHECK(refusal(read_integer, "'1'") == "expected a number without quotes");
    CHECK(refusal(read_integer, "18446744073709551616") == "expected a smaller number");
    for (const char* other : {"1.5", "1e3", "0x10", "1_000", "ten", "''", "~", "", "[1]", "'-'", "1 000"}) {
      CAPTURE(other);
      CHECK(refusal(read_integer, other) == "expected a number");
    }
  }

  TEST_CASE("read_boolean takes true and false, and says so for what looks like them (TC-182)") {
    CHECK(*read_boolean(value("true")) == true);
    CHECK(*read_boolean(value("false")) == false);
    for (const char* yes : {"yes", "YES", "on", "y", "True", "TRUE", "'yes'"})
      CHECK(refusal(read_boolean, yes) == "expected true or false (write true)");
    for (const char* no : {"no", "NO", "off", "n", "False"})
      CHECK(refusal(read_boolean, no) == "expected true or false (write false)");
    CHECK(refusal(read_boolean, "\"true\"") == "expected true or false (write it without quotes)");
    for (const char* other : {"1", "0", "~", "[]", "maybe"})
      CHECK(refusal(read_boolean, other) == "expected true or false");
  }

  TEST_CASE("read_date, read_instant and read_period give the calendar's errors a place") {
    CHECK(*read_date(value("2026-01-31")) == *parse_date("2026-01-31"));
    CHECK(*read_date(value("'2026-01-31'")) == *parse_date("2026-01-31"));
    CHECK(refusal(read_date, "31-01-2026") == "expected a date as YYYY-MM-DD");
    CHECK(refusal(read_date, "2026-02-29") == "expected a day that exists, as YYYY-MM-DD");
    CHECK(refusal(read_date, "[]") == "expected a date as YYYY-MM-DD");
    CHECK(*read_instant(value("2026-04-01T02:00:00+02:00")) == *parse_instant("2026-04-01T00:00:00Z"));
    CHECK(refusal(read_instant, "2026-04-01") == "expected a time with its offset, as 2026-04-01T02:00:00+02:00");
    CHECK(refusal(read_instant, "~") == "expected a time with its offset, as 2026-04-01T02:00:00+02:00");
    CHECK(*read_period(value("3 years")) == Period{36, 0});
    CHECK(*read_period(value("P3Y")) == Period{36, 0});
    for (const char* other : {"3Y", "1 mounth", "{}", "~"})
      CHECK(refusal(read_period, other) == "expected a period such as \"3 years\", \"2 years 6 months\" or P3Y");
  }

  TEST_CASE("read_share reads a percentage as a part of one") {
    CHECK(*read_share(value("5%")) == 0.05);
    CHECK(*read_share(value("2.5%")) == 0.025);
    CHECK(*read_share(value("'0.0001%'")) == 0.000001);
    CHECK(*read_share(value("100%")) == 1.0);
    CHECK(*read_share(value("100.0%")) == 1.0);
    for (const char* other : {"0%", "0.0%", "100.1%", "101%", "999%"})
      CHECK(refusal(read_share, other) == "expected a share above 0% and at most 100%");
    for (const char* other :
         {"5", "0.05", "5 %", "05%", "5,5%", "-5%", "+5%", "5.%", ".5%", "1.23456%", "'%'", "1000%"}) {
      CAPTURE(other);
      CHECK(refusal(read_share, other) == "expected a share such as 5% or 2.5% (at most four decimals, with a point)");
    }
    CHECK(refusal(read_share, "[]") == "expected a share such as 5% or 2.5%");
  }

  TEST_CASE("read_word gives the place in the list, a suggestion, or the list") {
    constexpr std::array<std::string_view, 3> words{"erase", "anonymise", "keep"};
    CHECK(*read_word(value("erase"), words) == 0);
    CHECK(*read_word(value("'keep'"), words) == 2);
    const Error near = read_word(value("anonymize"), words).error();
    CHECK(near.message == "expected one of: erase, anonymise, keep");
    CHECK(near.hint == "did you mean \"anonymise\"?");
    CHECK(read_word(value("Erase"), words).error().hint == "did you mean \"erase\"?");
    CHECK(read_word(value("shred"), words).error().hint.empty());
    CHECK(read_word(value("[]"), words).error().message == "expected one of: erase, anonymise, keep");
  }

  TEST_CASE("read_word keeps a long list out of the message") {
    constexpr std::array<std::string_view, 13> words{"a1", "a2", "a3", "a4", "a5", "a6",         "a7",
                                                     "a8", "a9", "b1", "b2", "b3", "person.name"};
    const Error far = read_word(value("elephant"), words).error();
    CHECK(far.message == "expected one of 13 words");
    CHECK(far.hint == "the words are a1, a2, a3, a4, a5, a6, a7, a8, a9, b1, b2, b3, person.name");
    CHECK(read_word(value("persn.name"), words).error().hint == "did you mean \"person.name\"?");
  }

  TEST_CASE("read_texts takes one text or a list of them") {
    using Texts = std::vector<std::string>;
    CHECK(*read_texts(value("a")) == Texts{"a"});
    CHECK(*read_texts(value("[a, 'b']")) == Texts{"a", "b"});
    CHECK(*read_texts(value("[]")) == Texts{});
    CHECK(read_texts(value("[a, [b]]")).error().place == Place{"p.yaml", 1, 8});
  }
}
