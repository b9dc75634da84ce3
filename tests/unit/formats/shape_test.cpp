// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/shape.h"

#include <doctest/doctest.h>

#include <array>
#include <ostream>

using namespace compliance;

namespace {

using Kind = Shape::Kind;

// A small policy with every construct of compliance-policy(5).
constexpr std::array<std::string_view, 3> categories{"person.name", "person.contact.email", "relationship.end"};
constexpr std::array<std::string_view, 2> actions{"erase", "anonymise"};
constexpr std::array<std::string_view, 1> open_word{"open"};

constexpr Shape text{.kind = Kind::text};
constexpr Shape name{.kind = Kind::name};
constexpr Shape pair{.kind = Kind::name_pair};
constexpr Shape period{.kind = Kind::period};
constexpr Shape boolean{.kind = Kind::boolean};
constexpr Shape share{.kind = Kind::share};
constexpr Shape number{.kind = Kind::integer, .least = 1, .most = 10};
constexpr Shape version{.kind = Kind::integer, .least = 1, .most = 1, .help = "The version of this format."};
constexpr Shape category{.kind = Kind::word, .words = categories};
constexpr Shape action{.kind = Kind::word, .words = actions};
constexpr Shape until{.kind = Kind::date, .words = open_word};
constexpr Shape taken{.kind = Kind::instant};
constexpr Shape pairs{.kind = Kind::list, .item = &pair, .least = 1};
constexpr Shape names{.kind = Kind::list, .item = &name};
constexpr Shape texts{.kind = Kind::one_or_list, .item = &text, .least = 1};
constexpr Shape condition{.kind = Kind::entries, .item = &texts, .name_keys = false, .least = 1, .most = 1};
constexpr Shape nobody{.kind = Kind::map};

constexpr std::array field_keys{ShapeKey{"category", &category, Presence::required},
                                ShapeKey{.name = "type", .shape = &name, .not_with = "values"},
                                ShapeKey{"values", &names}, ShapeKey{"free_text", &boolean}};
constexpr Shape field_map{.kind = Kind::map, .keys = field_keys};
constexpr std::array<const Shape*, 2> field_options{&category, &field_map};
constexpr Shape field{.kind = Kind::either, .options = field_options};
constexpr Shape fields{.kind = Kind::entries, .item = &field};

constexpr std::array moment_keys{
    ShapeKey{"of", &name, Presence::required}, ShapeKey{"date", &name, Presence::exactly_one},
    ShapeKey{"latest", &names, Presence::exactly_one}, ShapeKey{"earliest", &names, Presence::exactly_one},
    ShapeKey{.name = "not_yet_when", .shape = &condition, .only_with = "date"}};
constexpr Shape moment{.kind = Kind::map, .keys = moment_keys};

constexpr std::array case_keys{ShapeKey{"key", &text, Presence::required}};
constexpr Shape case_record{.kind = Kind::entries, .keys = case_keys, .item = &texts};

constexpr std::array keys{ShapeKey{.name = "compliance", .shape = &version, .presence = Presence::required},
                          ShapeKey{.name = "policy", .shape = &name, .help = "A short name."},
                          ShapeKey{"retention", &period, Presence::at_least_one},
                          ShapeKey{"use_until", &name, Presence::at_least_one},
                          ShapeKey{"when_due", &action},
                          ShapeKey{"fields", &fields},
                          ShapeKey{"moment", &moment},
                          ShapeKey{"needs", &pairs},
                          ShapeKey{"until", &until},
                          ShapeKey{"taken", &taken},
                          ShapeKey{"share", &share},
                          ShapeKey{"minimum", &number},
                          ShapeKey{"record", &case_record},
                          ShapeKey{"recipients", &nobody},
                          ShapeKey{"when", &condition}};
constexpr Shape policy{.kind = Kind::map, .keys = keys};

// What `conform` says about the policy with these lines behind its two first: "line:column: message (hint)".
std::string verdict(const std::string& lines, const Shape& shape = policy) {
  const std::string start = &shape == &policy ? "compliance: 1\nretention: 3 years\n" : "";
  const Result<YamlNode> node = parse_yaml(start + lines, "");
  REQUIRE(node);
  const Result<void> result = conform(*node, shape);
  if (result) return "fits";
  const Error& error = result.error();
  return to_string(error) + (error.hint.empty() ? "" : " (" + error.hint + ")");
}

}  // namespace

TEST_SUITE("formats/shape") {
  TEST_CASE("conform accepts every construct of the policy language") {
    CHECK(verdict("policy: duck\n"
                  "when_due: erase\n"
                  "fields: {name: person.name, left_on: {category: relationship.end, type: date}}\n"
                  "moment: {of: member, date: left_on, not_yet_when: {status: [active, new]}}\n"
                  "needs: [member.name]\n"
                  "until: open\n"
                  "taken: 2026-04-01T02:00:00+02:00\n"
                  "share: 5%\n"
                  "minimum: 10\n"
                  "record: {key: K1, belongs_to: [K2, K3], departed_on: 2024-02-29}\n"
                  "recipients: {}\n"
                  "when: {customer.status: active}\n") == "fits");
    CHECK(verdict("moment: {of: member, latest: [a, b]}\nuntil: 2026-01-01\n") == "fits");
  }

  TEST_CASE("conform refuses an unknown key with a suggestion (TC-182)") {
    const std::string wrong = "compliance: 1\nretenion: 3 years\n";
    const Error error = conform(*parse_yaml(wrong, "p.yaml"), policy).error();
    CHECK(error.message == "unknown key \"retenion\"");
    CHECK(error.hint == "did you mean \"retention\"?");
    CHECK(error.place == Place{"p.yaml", 2, 1});
    CHECK(verdict("fields: {name: {category: person.name, colour: red}}") ==
          "3:40: unknown key \"colour\" (the keys here are category, type, values, free_text)");
    CHECK(verdict("recipients: {crm: x}") == "3:14: unknown key \"crm\" (no key can stand here)");
  }

  TEST_CASE("conform reports the first thing in the order of the document") {
    CHECK(verdict("minimum: 0\nneeds: x\n") == "3:10: \"minimum\": expected a number from 1 to 10");
    CHECK(verdict("needs: x\nminimum: 0\n") == "3:8: \"needs\": expected a list");
  }

  TEST_CASE("conform says what is missing at the place of the map") {
    CHECK(verdict("fields: {name: {type: date}}") == "3:16: \"category\" is missing");
    CHECK(conform(*parse_yaml("policy: duck", ""), policy).error().message == "\"compliance\" is missing");
  }

  TEST_CASE("conform names the key of a value of the wrong kind") {
    CHECK(verdict("fields: [x]") == "3:9: \"fields\": expected a map");
    CHECK(verdict("fields:") == "3:1: \"fields\": expected a map");
    CHECK(verdict("fields: {name: [x]}") == "3:16: \"name\": expected a word or a map");
    CHECK(verdict("when: {status: {a: b}}") == "3:16: \"status\": expected text or a list");
    CHECK(verdict("policy: Duck") ==
          "3:9: \"policy\": expected a name (lower case letters, digits, \"-\" and \"_\", a "
          "letter first, at most 64)");
    CHECK(verdict("needs: [a.b, c]") ==
          "3:14: \"needs\": expected two names with a point between them (such as contact.email)");
    CHECK(verdict("share: 5") ==
          "3:8: \"share\": expected a share such as 5% or 2.5% (at most four decimals, with a point)");
    CHECK(verdict("taken: 2026-04-01") ==
          "3:8: \"taken\": expected a time with its offset, as 2026-04-01T02:00:00+02:00");
    CHECK(verdict("x", text) == "fits");
    CHECK(verdict("[x]", text) == "1:1: expected text");
    CHECK(conform(*parse_yaml("", ""), policy).error().message == "expected a map");
    CHECK(verdict("- a", field) == "1:1: expected a word or a map");
  }

  TEST_CASE("conform suggests the word that was meant") {
    CHECK(verdict("when_due: erasse") ==
          "3:11: \"when_due\": expected one of: erase, anonymise (did you mean \"erase\"?)");
    CHECK(verdict("fields: {name: persn.name}") ==
          "3:16: \"name\": expected one of: person.name, person.contact.email, relationship.end (did you mean "
          "\"person.name\"?)");
    CHECK(verdict("until: opne") ==
          "3:8: \"until\": expected a date as YYYY-MM-DD, or \"open\" (did you mean \"open\"?)");
    CHECK(verdict("until: [open]") == "3:8: \"until\": expected a date as YYYY-MM-DD, or \"open\"");
  }

  TEST_CASE("conform counts items and keys") {
    CHECK(verdict("needs: []") == "3:8: \"needs\": expected at least 1 item");
    CHECK(verdict("when: {}") == "3:7: \"when\": expected exactly 1 key");
    CHECK(verdict("when: {a: b, c: d}") == "3:7: \"when\": expected exactly 1 key");
    CHECK(verdict("when: {a: []}") == "3:11: \"a\": expected at least 1 item");
    constexpr Shape few{.kind = Kind::list, .item = &text, .least = 2, .most = 3};
    CHECK(verdict("[a]", few) == "1:1: expected 2 to 3 items");
    constexpr Shape at_most_two{.kind = Kind::list, .item = &text, .most = 2};
    CHECK(verdict("[a, b, c]", at_most_two) == "1:1: expected at most 2 items");
  }

  TEST_CASE("conform bounds integers") {
    const auto of = [](const char* lines) { return conform(*parse_yaml(lines, ""), policy).error().message; };
    CHECK(of("compliance: 2") == "\"compliance\": expected 1");
    CHECK(of("compliance: 01") == "\"compliance\": expected a number without a leading zero");
    CHECK(verdict("minimum: 11") == "3:10: \"minimum\": expected a number from 1 to 10");
    constexpr Shape positive{.kind = Kind::integer, .least = 1};
    CHECK(verdict("0", positive) == "1:1: expected a number of at least 1");
  }

  TEST_CASE("conform demands exactly one of the keys that exclude each other") {
    CHECK(verdict("moment: {of: a}") == "3:9: expected \"date\", \"latest\" or \"earliest\"");
    CHECK(verdict("moment: {of: a, earliest: [b], date: c}") == "3:32: \"date\" cannot stand beside \"earliest\"");
    CHECK(verdict("moment: {of: a, latest: [b], not_yet_when: {c: d}}") ==
          "3:30: \"not_yet_when\" needs \"date\" beside it");
    CHECK(verdict("fields: {a: {category: person.name, values: [b], type: text}}") ==
          "3:50: \"type\" cannot stand beside \"values\"");
    CHECK(verdict("fields: {a: {category: person.name, type: text, values: [b]}}") ==
          "3:49: \"values\" cannot stand beside \"type\"");
  }

  TEST_CASE("conform demands at least one of a group of keys") {
    const auto of = [](const char* lines) {
      const auto result = conform(*parse_yaml(lines, ""), policy);
      return result ? "fits" : to_string(result.error());
    };
    CHECK(of("compliance: 1") == "1:1: expected \"retention\" or \"use_until\"");
    CHECK(of("{compliance: 1, use_until: a}") == "fits");
    CHECK(of("{compliance: 1, use_until: a, retention: 1 year}") == "fits");
  }

  TEST_CASE("conform demands names as keys of entries, unless any text will do") {
    CHECK(verdict("fields: {Name: person.name}") ==
          "3:10: the key \"Name\" is not a name (lower case letters, digits, "
          "\"-\" and \"_\", a letter first, at most 64)");
    CHECK(verdict("when: {\"\": a}") == "3:8: expected a key that is not empty");
    CHECK(verdict("record: {belongs_to: K1}") == "3:9: \"key\" is missing");
    CHECK(verdict("record: {key: [K1]}") == "3:15: \"key\": expected text");
  }

  TEST_CASE("to_json_schema writes what conform demands") {
    static constexpr std::array small_keys{
        ShapeKey{.name = "compliance", .shape = &version, .presence = Presence::required},
        ShapeKey{.name = "policy", .shape = &name, .help = "A short name."},
        ShapeKey{.name = "needs", .shape = &pairs}};
    static constexpr Shape small{.kind = Kind::map, .keys = small_keys, .help = "All of it."};
    CHECK(to_json_text(to_json_schema(small, "Policy", "https://example.org/policy.json")) == R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://example.org/policy.json",
  "title": "Policy",
  "type": "object",
  "properties": {
    "compliance": {
      "type": "integer",
      "minimum": 1,
      "maximum": 1,
      "description": "The version of this format."
    },
    "policy": {
      "type": "string",
      "pattern": "^[a-z][a-z0-9_-]{0,63}$",
      "description": "A short name."
    },
    "needs": {
      "type": "array",
      "items": {
        "type": "string",
        "pattern": "^[a-z][a-z0-9_-]{0,63}\\.[a-z][a-z0-9_-]{0,63}$"
      },
      "minItems": 1
    }
  },
  "additionalProperties": false,
  "required": [
    "compliance"
  ],
  "description": "All of it."
}
)");
  }

  TEST_CASE("to_json_schema says which keys go together") {
    CHECK(to_json_line(to_json_schema(moment, "M", "m"))
              .ends_with(
                  R"("additionalProperties":false,"required":["of"],"dependentRequired":{"not_yet_when":["date"]},)"
                  R"("oneOf":[{"required":["date"]},{"required":["latest"]},{"required":["earliest"]}]})"));
    CHECK(to_json_line(to_json_schema(field_map, "F", "f"))
              .ends_with(R"("required":["category"],"allOf":[{"not":{"required":["type","values"]}}]})"));
  }
}
