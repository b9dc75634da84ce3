// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/export/binding.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

const Policy& club() {
  static const SmallPolicy policy{club_text("purposes:\n  p: {needs: [society.name], use_until: society_left}\n")};
  return policy.policy();
}

// "line:column: message (hint)"; lines are counted from the one behind the head.
std::string refused(std::string_view rest) {
  const auto binding = read_binding(std::string{binding_head} + std::string{rest}, "export.yaml", club());
  if (binding) return "read";
  const Error& error = binding.error();
  CHECK(error.place.source == "export.yaml");
  return std::to_string(error.place.line - std::count(binding_head.begin(), binding_head.end(), '\n')) + ':' +
         std::to_string(error.place.column) + ": " + error.message +
         (error.hint.empty() ? "" : " (" + error.hint + ")");
}

// One table of a record type; the members stand from column 16 of line 2 on, behind "  a.csv: {record: ".
std::string refused_table(std::string_view members) {
  return refused("files:\n  a.csv: {record: " + std::string{members} + "}\n");
}

}  // namespace

TEST_SUITE("export/binding") {
  TEST_CASE("every part of a binding is read") {
    const Binding binding = demand(read_binding(
        std::string{binding_head} + std::string{club_binding} + "not_personal_files: [logo.png, sub/readme.txt]\n",
        "export.yaml", club()));
    CHECK(binding.name == "club");
    CHECK(binding.system == "Ledenlijst");
    CHECK(format_instant(binding.taken) == "2026-04-01T00:00:00Z");
    CHECK(binding.source == "export.yaml");
    CHECK(binding.not_personal_files == std::vector<std::string>{"logo.png", "sub/readme.txt"});
    REQUIRE(binding.tables.size() == 3);
    const TableBinding& societies = binding.tables[0];
    CHECK(societies.file == "societies.csv");
    CHECK(societies.record == 0);
    CHECK(societies.key == "Nr");
    CHECK(societies.columns[2].dates.text() == "yyyy-MM-dd");
    CHECK(societies.null_words == std::vector<std::string>{"n.v.t."});
    CHECK(societies.not_personal == std::vector<std::string>{"Rang"});
    CHECK(societies.links.empty());
    CHECK(societies.columns[1].words.find("Oud")->second == 1);
    CHECK(binding.tables[1].links[0].separator == "+");
    CHECK(binding.tables[2].links[0].separator == "");
  }

  TEST_CASE("a dialect: one ASCII character or tab, two that differ, and an encoding") {
    const auto dialect = [](std::string_view text) {
      return refused_table("visit, key: Nr, columns: {}, dialect: {" + std::string{text} + "}");
    };
    CHECK(dialect("delimiter: tab, quote: \"'\", encoding: utf-16") == "read");
    CHECK(dialect("delimiter: \";;\"") == "2:69: expected one ASCII character, or tab");
    CHECK(dialect("delimiter: \" \"") == "2:69: expected one ASCII character, or tab");
    CHECK(dialect("delimiter: \xE2\x82\xAC") == "2:69: expected one ASCII character, or tab");
    CHECK(dialect("quote: \"\\t\"") == "2:65: expected one ASCII character, or tab");
    CHECK(dialect("delimiter: \"'\", quote: \"'\"") == "2:57: the delimiter and the quote are the same character");
    CHECK(dialect("delimiter: '\"'") == "2:57: the delimiter and the quote are the same character");
    CHECK(dialect("encoding: utf-7").starts_with("2:68: "));
  }

  TEST_CASE("names that the policy does not have are refused, with the one that was meant") {
    CHECK(refused_table("socety, key: Nr, columns: {}") ==
          "2:19: the policy has no record \"socety\" (did you mean \"society\"?)");
    CHECK(refused_table("society, key: Nr, columns: {Naam: nam}") ==
          "2:53: the policy has no field of society \"nam\" (did you mean \"name\"?)");
    CHECK(refused_table("society, key: Nr, columns: {S: state}, values: {S: {Ja: actve}}") ==
          "2:75: the policy has no value of society.state \"actve\" (did you mean \"active\"?)");
  }

  TEST_CASE("a field with values needs their texts, and only such a field has any") {
    CHECK(refused_table("society, key: Nr, columns: {S: state}") ==
          "2:47: \"values\" does not say which text of column \"S\" is which word of society.state (the words are "
          "active, "
          "former and prospect)");
    CHECK(refused_table("society, key: Nr, columns: {N: name}, values: {N: {Ja: active}}") ==
          "2:66: expected a column whose field has \"values\" in the policy");
    CHECK(refused_table("society, key: Nr, columns: {N: name}, values: {X: {Ja: active}}") ==
          "2:66: expected a column whose field has \"values\" in the policy");
    CHECK(refused_table("society, key: Nr, columns: {S: state}, values: {S: {Ja: active, ja: active}}") == "read");
  }

  TEST_CASE("a column or a field that has two meanings is refused") {
    CHECK(refused_table("society, key: Nr, columns: {A: name, B: name}") == "2:59: field \"name\" has two columns");
    CHECK(refused_table("society, key: Nr, columns: {A: name}, not_personal: [A]") ==
          "2:72: column \"A\" stands here twice");
    CHECK(refused_table("member, key: Nr, links: {society: A}, columns: {A: name}") ==
          "2:53: column \"A\" stands here twice");
    CHECK(refused_table("member, key: Nr, links: {society: Nr}, columns: {}") == "read");  // one column is both
    CHECK(refused_table("society, key: Nr, columns: {Nr: name}") == "read");
  }

  TEST_CASE("a link leads to what the record belongs to, and to nothing else") {
    CHECK(refused_table("visit, key: Nr, links: {society: S}, columns: {}") ==
          "2:43: in the policy, visit belongs to member");
    CHECK(refused_table("society, key: Nr, links: {member: S}, columns: {}") ==
          "2:45: in the policy, society belongs to nothing");
    CHECK(refused_table("member, key: Nr, links: {society: {separator: \"+\"}}, columns: {}")
              .find("\"column\" is missing") != std::string::npos);
  }

  TEST_CASE("TC-177: a file stays in the folder and stands once") {
    const auto file = [](std::string_view name) {
      return refused("files:\n  \"" + std::string{name} + "\": {record: visit, key: Nr, columns: {}}\n");
    };
    CHECK(file("sub/a.csv") == "read");
    for (const char* outside : {"../a.csv", "/etc/passwd", "a/../../b", "./a", "a//b", "a\\\\b"}) {
      CAPTURE(outside);
      CHECK(file(outside) == "2:3: expected the name of a file in the export's folder (no absolute path, no \"..\")");
    }
    CHECK(file("export.yaml") == "2:3: this file stands here twice");
    const std::string table = "files:\n  a.csv: {record: visit, key: Nr, columns: {}}\n";
    CHECK(refused(table + "not_personal_files: [b, ../b]\n") ==
          "3:25: expected the name of a file in the export's folder (no absolute path, no \"..\")");
    CHECK(refused(table + "not_personal_files: [b, a.csv]\n") == "3:25: this file stands here twice");
    CHECK(refused(table + "not_personal_files: [b, b]\n") == "3:25: this file stands here twice");
  }

  TEST_CASE("a form of dates that means nothing, and a time without its offset, are refused") {
    CHECK(refused_table("visit, key: Nr, columns: {}, dates: {format: dd-mm-yyyy}").starts_with("2:64: "));
    std::string head{binding_head};
    head.replace(head.find("+02:00"), 6, "");
    const auto binding =
        read_binding(head + "files:\n  a.csv: {record: visit, key: Nr, columns: {}}\n", "export.yaml", club());
    REQUIRE_FALSE(binding);
    CHECK(binding.error().place.line == 4);
  }
}
