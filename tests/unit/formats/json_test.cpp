// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/json.h"

#include <doctest/doctest.h>

#include <ostream>
#include <type_traits>

using namespace compliance;
using namespace std::string_literals;

namespace {

std::string refusal(std::string_view text) {
  const Result<Json> json = parse_json(text, "");
  return json ? "accepted" : to_string(json.error());
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_SUITE("formats/json") {
  TEST_CASE("to_json_line writes members in the order in which they were added") {
    Json json = Json::object();
    json.set("b", 1).set("a", Json::list({true, nullptr, "x", std::int64_t{-5}})).set("o", Json::object());
    CHECK(to_json_line(json) == R"({"b":1,"a":[true,null,"x",-5],"o":{}})");
    CHECK(to_json_line(Json{}) == "null");
    CHECK(to_json_line(Json::list()) == "[]");
  }

  TEST_CASE("a Json of one object is that object, and of one list a list in a list (T4)") {
    CHECK(to_json_line(Json{Json::object()}) == "{}");
    CHECK(to_json_line(Json::list({Json::list({1})})) == "[[1]]");
  }

  TEST_CASE("a pointer does not become a Json boolean") {
    static_assert(std::is_constructible_v<Json, bool>);
    static_assert(!std::is_constructible_v<Json, const int*>);
    CHECK(*Json{false}.as_boolean() == false);
    CHECK(*Json{"text"}.as_text() == "text");
  }

  TEST_CASE("to_json_text indents by two spaces and ends with a line feed") {
    Json json = Json::object();
    json.set("version", 1)
        .set("items", Json::list({Json::object({{"a", "b"}}), Json::list()}))
        .set("none", Json::object());
    CHECK(to_json_text(json) ==
          "{\n  \"version\": 1,\n  \"items\": [\n    {\n      \"a\": \"b\"\n    },\n    []\n  ],\n  \"none\": {}\n}\n");
  }

  TEST_CASE("to_json_line escapes as RFC 8785 does") {
    CHECK(to_json_line("\"\\/\b\f\n\r\t\x01\x1F\x7F Zo\xC3\xAB \xE2\x82\xAC"s) ==
          "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7F Zo\xC3\xAB \xE2\x82\xAC\"");
    CHECK(to_json_line(Json{"a\0b"s}) == R"("a\u0000b")");
  }

  TEST_CASE("to_canonical_json sorts the members of every object by key (RFC 8785)") {
    Json inner = Json::object();
    inner.set("z", 1).set("Z", 2).set("_", 3).set("a1", 4).set("a", 5);
    Json json = Json::object();
    json.set("list", Json::list({inner, 2})).set("", nullptr).set("k", true);
    CHECK(to_canonical_json(json) == R"({"":null,"k":true,"list":[{"Z":2,"_":3,"a":5,"a1":4,"z":1},2]})");
  }

  TEST_CASE("parse_json reads back what was written") {
    for (const char* text : {"null", "true", "-1", "9007199254740991", "-9007199254740991", "\"\"", "[]", "{}",
                             R"({"b":[1,{"a":"\u0001\n"}],"a":null})"}) {
      CAPTURE(text);
      const auto json = parse_json(text, "");
      REQUIRE(json);
      CHECK(to_json_line(*json) == text);
    }
    CHECK(*parse_json(" {\"a\" : \"\\u00eb\\ud83d\\ude00\"}\r\n", "")->find("a")->as_text() ==
          "\xC3\xAB\xF0\x9F\x98\x80");
    CHECK(*parse_json("\xEF\xBB\xBF"
                      "7",
                      "")
               ->as_integer() == 7);
    CHECK(parse_json("{\"a\":1}", "")->find("b") == nullptr);
    CHECK(parse_json("[]", "")->find("b") == nullptr);
  }

  TEST_CASE("parse_json refuses duplicate keys (T4)") {
    CHECK(refusal("{\"a\":1,\n \"a\":2}") == "2:4: duplicate key");
    CHECK(refusal(R"({"a":1,"\u0061":2})") == "1:15: duplicate key");
    CHECK(refusal(R"({"a":{"a":1},"b":{"a":1}})") == "accepted");
  }

  TEST_CASE("parse_json takes whole numbers that every reader keeps exactly (T4)") {
    const std::string message = "expected a whole number between -9007199254740991 and 9007199254740991";
    for (const char* number : {"1.5", "1e3", "1.0", "-0.0", "9007199254740992", "-9007199254740992", "1e400",
                               "123456789012345678901234567890", "-123456789012345678901234567890"}) {
      CAPTURE(number);
      CHECK(refusal(number).ends_with(": " + message));
      CHECK(refusal('[' + std::string{number} + ']').ends_with(": " + message));
    }
    CHECK(refusal("[\n1, 2.5]") == "2:7: " + message);
  }

  TEST_CASE("parse_json refuses what is not one JSON value") {
    for (const char* text : {"", " ", "{", "[1,]", "{\"a\":1,}", "'a'", "nul", "01", "+1", "[1] 2", "{a:1}", "\"\t\"",
                             "\"\\ud800\"", "\"\\x\"", "NaN", "// c\n1", "1 1", "\x1B"}) {
      CAPTURE(text);
      CHECK(refusal(text).ends_with(": expected JSON"));
    }
    CHECK(refusal("{\"a\": tru }") == "1:10: expected JSON");
  }

  TEST_CASE("parse_json does not stop at a NUL byte") {
    CHECK(refusal("1\0{garbage"s) == "1:2: expected JSON");
    CHECK(refusal("[1\0]"s) == "1:3: expected JSON");
  }

  TEST_CASE("parse_json places the first byte that is not UTF-8, counting columns in characters") {
    CHECK(refusal("[\"Zo\xC3\xAB\",\n \"\xC3\xAB\xEB\"]") == "2:4: expected UTF-8");
  }

  TEST_CASE("parse_json allows 64 levels, and is safe with any number") {
    CHECK(refusal(nested(64)) == "accepted");
    CHECK(refusal(nested(65)) == "1:65: expected at most 64 levels of lists and objects");
    CHECK(refusal(std::string(5'000'000, '[')) == "1:65: expected at most 64 levels of lists and objects");
  }
}
