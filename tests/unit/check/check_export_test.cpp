// SPDX-License-Identifier: Apache-2.0
// Every code of check_export: an export of a few lines in which it is the only finding, and one that differs in a cell
// and has none.

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "libcompliance/check/check.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

const SmallPolicy& policy() {
  static const SmallPolicy policy{club_text("purposes:\n  p: {needs: [society.name], use_until: society_left}\n")};
  return policy;
}

// "code severity place message", a line a finding.
std::string findings_of(MemoryFiles& files) {
  std::string found;
  for (const Finding& finding : check_export(
           policy().compiled(), demand(Export::open(files, "/export", policy().policy())), day("2026-04-01"))) {
    CHECK_FALSE(finding.why.empty());
    found += std::string{finding.code} + ' ' + std::string{to_string(finding.severity)} + ' ' +
             to_string(finding.place) + ' ' + finding.message + '\n';
  }
  return found;
}

std::string findings_of(std::string_view societies, std::string_view members, std::string_view visits) {
  MemoryFiles files;
  put_club(files, societies, members, visits);
  return findings_of(files);
}

std::string findings_with(const std::string& file, std::string_view bytes) {
  MemoryFiles files;
  put_club(files, "", "", "");
  files.put("/export/" + file, bytes);
  return findings_of(files);
}

}  // namespace

TEST_SUITE("check/check_export") {
  TEST_CASE("an export that fits has no finding") {
    CHECK(findings_of("S1,A,Ja,2020-01-01,,,1\nS2,B,n.v.t.,,2021-01-01,2022-01-01,\n",
                      "M1,S1+S2,A,a@example.nl,\nM2,,,,\n", "V1,M1,2026-01-01,x\nV2,,,\n") == "");
  }

  TEST_CASE("file.undeclared: nobody has said what is in a file (RF-01)") {
    CHECK(findings_with("backup/old.csv", "x") ==
          "file.undeclared error /export/backup/old.csv nobody has said what is in this file\n");
    MemoryFiles files;
    put_club(files, "", "", "");
    files.put("/export/export.yaml", files.text("/export/export.yaml") + "not_personal_files: [backup/old.csv]\n");
    files.put("/export/backup/old.csv", "x");
    CHECK(findings_of(files) == "");
  }

  TEST_CASE("file.unreadable: a table's file is not there") {
    MemoryFiles files;
    put_club(files, "", "", "");
    files.remove_tree("/export/visits.csv");
    CHECK(findings_of(files).starts_with("file.unreadable error /export/"));
  }

  TEST_CASE("table.unreadable: a header without its key column, or no header at all") {
    CHECK(findings_with("visits.csv", "No,Lid,Op,Tekst\n") ==
          "table.unreadable error /export/visits.csv:1 expected a column \"Nr\", which holds the keys\n");
    CHECK(findings_with("visits.csv", "Nr,Lid,Op,Tekst,Nr\n") ==
          "table.unreadable error /export/visits.csv:1 the key column \"Nr\" stands here twice\n");
    CHECK(findings_with("visits.csv", "") ==
          "table.unreadable error /export/visits.csv:1 expected a header line, found an empty file\n");
    CHECK(findings_with("visits.csv", "Op,Tekst,Lid,Nr\n") == "");
  }

  TEST_CASE("record.unreadable: a ragged record, an open quote, bytes of another encoding, a blank key (TC-170)") {
    CHECK(findings_of("", "", "V1,,2026-01-01\n").starts_with("record.unreadable error /export/visits.csv:2"));
    CHECK(findings_of("", "", "V1,,2026-01-01,\"x\n").starts_with("record.unreadable error /export/visits.csv:2"));
    CHECK(findings_of("", "", "V1,,2026-01-01,\xE9\n").starts_with("record.unreadable error /export/visits.csv:2"));
    CHECK(findings_of("", "", ",,2026-01-01,x\n") ==
          "record.unreadable error /export/visits.csv:2:1 expected a key in column \"Nr\"\n");
    CHECK(findings_of("", "", "V1,,2026-01-01,\"x\"\n") == "");
  }

  TEST_CASE("column.missing, with the column that was probably meant") {
    CHECK(findings_with("visits.csv", "Nr,Lid,Op\n") ==
          "column.missing error /export/export.yaml:22:28 /export/visits.csv has no column \"Tekst\"\n");
    CHECK(findings_with("visits.csv", "Nr,Op,Tekst\n") ==
          "column.missing error /export/export.yaml:21:21 /export/visits.csv has no column \"Lid\"\n");
  }

  TEST_CASE("column.unmapped and column.special: a new column is refused, with a hint at special data (TC-172)") {
    CHECK(findings_with("visits.csv", "Nr,Lid,Op,Tekst,Score\n") ==
          "column.unmapped error /export/visits.csv:1:5 nobody has said what column \"Score\" is\n");
    CHECK(findings_with("visits.csv", "Nr,Lid,Op,Tekst,geloof\n") ==
          "column.special error /export/visits.csv:1:5 nobody has said what column \"geloof\" is; its name suggests "
          "religion or belief (Art. 9)\n");
  }

  TEST_CASE("column.forbidden: a name that suggests what the policy forbids (SE-37)") {
    const SmallPolicy strict{
        club_text("purposes:\n  p: {needs: [society.name], use_until: society_left}\n"
                  "forbidden: [{categories: [person.gender, person.age], records: [visit]}]\n")};
    const auto with = [&](std::string_view header) {
      MemoryFiles files;
      put_club(files, "", "", "");
      files.put("/export/visits.csv", header);
      const auto findings =
          check_export(strict.compiled(), demand(Export::open(files, "/export", strict.policy())), day("2026-04-01"));
      return std::count_if(findings.begin(), findings.end(),
                           [](const Finding& each) { return each.code == "column.forbidden"; });
    };
    CHECK(with("Nr,Lid,Op,Tekst,Geslacht\n") == 1);
    CHECK(with("Nr,Lid,Op,Tekst,Age,leeftijd\n") == 2);
    CHECK(with("Nr,Lid,Op,Tekst,Page,Geboren\n") == 0);
    MemoryFiles files;
    put_club(files, "", "", "");
    files.put("/export/visits.csv", "Nr,Lid,Op,Tekst,Geslacht\n");
    const auto only =
        check_export(strict.compiled(), demand(Export::open(files, "/export", strict.policy())), day("2026-04-01"));
    REQUIRE(only.size() == 1);  // nobody is told to map it
    CHECK(only[0].code == "column.forbidden");
  }

  TEST_CASE("person.under_age: how many people are younger than the policy allows, to the day (SI-33)") {
    const SmallPolicy adults{policy_text(
        "records:\n  member: {is: person, when_due: erase, fields: {born: {category: person.birth_date, type: date}}}\n"
        "moments: {born: {of: member, date: born}}\n"
        "purposes: {p: {needs: [member.born], keep: {for: 99 years, after: born}}}\n"
        "forbidden: [{under_age: 16}]\n")};
    MemoryFiles files;
    files.put("/export/export.yaml",
              std::string{binding_head} + "files: {members.csv: {record: member, key: Nr, columns: {Born: born}}}\n");
    files.put("/export/members.csv", "Nr,Born\nM1,2010-04-01\nM2,2010-04-02\nM3,\nM4,2015-01-01\n");
    const auto findings =
        check_export(adults.compiled(), demand(Export::open(files, "/export", adults.policy())), day("2026-04-01"));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "person.under_age");
    CHECK(findings[0].message == "2 people are younger than the policy allows (lines 3 and 5)");
  }

  TEST_CASE("field.no_column and binding.no_links: what the binding leaves out") {
    MemoryFiles files;
    put_club(files, "", "", "");
    std::string binding = files.text("/export/export.yaml");
    const std::size_t visits = binding.find("visits.csv");
    binding = binding.substr(0, visits) + "visits.csv: {record: visit, key: Nr, columns: {Op: came_on}}\n";
    files.put("/export/export.yaml", binding);
    files.put("/export/visits.csv", "Nr,Op\n");
    CHECK(findings_of(files) ==
          "field.no_column warning /export/export.yaml:18:3 no column holds visit.note\n"
          "binding.no_links warning /export/export.yaml:18:3 nothing says to which member a record of this file "
          "belongs; what depends on it has no end\n");
  }

  TEST_CASE("column.unmapped: YAML to paste, into the binding and, for a new field, into the policy (TC-172)") {
    MemoryFiles files;
    put_club(files, "", "", "");
    files.put("/export/visits.csv", "Nr,Lid,Op,Tekst,Score (24)\n");
    const auto findings =
        check_export(policy().compiled(), demand(Export::open(files, "/export", policy().policy())), day("2026-04-01"));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].hint ==
          "paste under columns of visits.csv in /export/export.yaml: \"Score (24)\": score_24; and under the fields of "
          "visit in the policy: score_24: {category: CATEGORY}; or, when it says nothing about people, under "
          "not_personal: [\"Score (24)\"]");
  }

  TEST_CASE("column.unmapped: the field that is proposed is fed by no other column") {
    MemoryFiles files;
    put_club(files, "", "", "");
    files.put("/export/visits.csv", "Nr,Lid,Op,Tekst,Note,NOTE\n");
    const auto findings =
        check_export(policy().compiled(), demand(Export::open(files, "/export", policy().policy())), day("2026-04-01"));
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].hint.find("\"Note\": note_2;") != std::string::npos);
    CHECK(findings[1].hint.find("\"NOTE\": note_3;") != std::string::npos);
  }

  TEST_CASE("column.special: words that suggest health") {
    for (const std::string word : {"Diagnose", "diagnosis", "medicatie", "zwanger"})
      CHECK(findings_with("visits.csv", "Nr,Lid,Op,Tekst," + word + "\n") ==
            "column.special error /export/visits.csv:1:5 nobody has said what column \"" + word +
                "\" is; its name suggests health (Art. 9)\n");
  }

  TEST_CASE("column.duplicate: two columns of one name") {
    CHECK(findings_with("visits.csv", "Nr,Lid,Op,Tekst,Op\n") ==
          "column.duplicate error /export/visits.csv:1:5 a second column is called \"Op\"\n");
  }

  TEST_CASE("key.duplicate: one key, one record (TC-174)") {
    CHECK(findings_of("", "M1,,A,,\nM1,,B,,\nM2,,C,,\nM1,,D,,\n", "") ==
          "key.duplicate error /export/members.csv:3:1 2 records have a key that another one has (lines 3 and 5)\n");
    CHECK(findings_of("", "M1,,A,,\nm1,,B,,\nM2,,C,,\nM01,,D,,\n", "") == "");
  }

  TEST_CASE("link.broken: a link to a record that is not in the export (TC-134)") {
    CHECK(findings_of("S1,A,Ja,,,,\n", "M1,S1+S9,A,,\n", "") ==
          "link.broken warning /export/members.csv:2:2 1 record links to a record that is not in the export\n");
    CHECK(findings_of("S1,A,Ja,,,,\n", "M1,S1,A,,\n", "") == "");
  }

  TEST_CASE("merge.broken: records that were merged into nothing, or in a circle (TC-134)") {
    const auto merged = [](std::string_view societies) {
      MemoryFiles files;
      files.put(
          "/export/export.yaml",
          std::string{binding_head} +
              "files:\n  a.csv: {record: society, key: Nr, merged_into: In, columns: {N: name, T: state, S: since, "
              "L: left_on, B: back_on}, values: {T: {x: active}}}\n");
      files.put("/export/a.csv", "Nr,In,N,T,S,L,B\n" + std::string{societies});
      return findings_of(files);
    };
    CHECK(merged("S1,S2,,,,,\nS2,S3,,,,,\nS3,,,,,,\n") == "");
    CHECK(merged("S1,S2,,,,,\nS2,S9,,,,,\nS3,S4,,,,,\nS4,S3,,,,,\nS5,,,,,,\n") ==
          "merge.broken warning /export/a.csv:2:2 4 records were merged into some that are not in the export, or into "
          "themselves (lines 2, 3, 4 and 5)\n");
  }

  TEST_CASE("tenant.records and tenant.unknown: keys of two tenants never meet (SI-01)") {
    const auto of_tenants = [](std::string_view societies, std::string_view members) {
      MemoryFiles files;
      files.put(
          "/export/export.yaml",
          std::string{binding_head} +
              "tenants: {L: linde, O: own}\nfiles:\n"
              "  a.csv: {record: society, key: Nr, tenant: Of, columns: {N: name, T: state, S: since, L: left_on, "
              "B: back_on}, values: {T: {x: active}}}\n"
              "  b.csv: {record: member, key: Nr, tenant: Of, links: {society: S}, columns: {N: name, E: email, "
              "L: left_on}}\n");
      files.put("/export/a.csv", "Nr,Of,N,T,S,L,B\n" + std::string{societies});
      files.put("/export/b.csv", "Nr,Of,S,N,E,L\n" + std::string{members});
      return findings_of(files);
    };
    const std::string counts =
        "tenant.records note /export/export.yaml the records are of several tenants: 1 record of linde and 2 records "
        "of "
        "own\n";
    CHECK(of_tenants("1,L,,,,,\n1,O,,,,,\n", "1,O,1,,,\n") == counts);
    CHECK(of_tenants("1,L,,,,,\n2,O,,,,,\n", "1,O,1,,,\n") ==
          "link.broken warning /export/b.csv:2:3 1 record links to a record that is not in the export\n" + counts);
    CHECK(of_tenants("1,L,,,,,\n1,O,,,,,\n,X,,?,?,?,\n", "1,O,1,,,\n") ==
          "tenant.unknown warning /export/a.csv:4:2 1 record belongs to nobody whom the binding names\n" + counts);
  }

  TEST_CASE("link.broken is not said when the file that holds the keys cannot be read") {
    CHECK(findings_of("S1,A,Ja,,,,\nS2,ragged\nS3,C,Ja,,,,\n", "M1,S1,A,,\nM3,S3,C,,\n", "V1,M9,,\n") ==
          "record.unreadable error /export/societies.csv:3 expected 7 columns as in the header, found 2\n"
          "link.broken warning /export/visits.csv:2:2 1 record links to a record that is not in the export\n");
  }

  TEST_CASE(
      "date.invalid, date.ambiguous and date.sentinel: a day that cannot be read is not guessed (TC-38 to TC-40)") {
    CHECK(findings_of("", "", "V1,,2026-02-30,x\n") ==
          "date.invalid warning /export/visits.csv:2:3 1 date is not in the declared form\n");
    CHECK(findings_of("", "", "V1,,03/04/2021,x\n") ==
          "date.ambiguous warning /export/visits.csv:2:3 1 date could be read as two different days\n");
    CHECK(findings_of("", "", "V1,,1900-01-01,x\n") ==
          "date.sentinel warning /export/visits.csv:2:3 1 date is a day that systems write for \"none\"\n");
    CHECK(findings_of("", "", "V1,,2026-02-28,x\n") == "");
  }

  TEST_CASE("word.unknown: a text that is mapped to no word, compared exactly") {
    CHECK(findings_of("S1,A,ja,,,,\n", "", "") ==
          "word.unknown warning /export/societies.csv:2:3 1 cell holds a text that is mapped to no word\n");
    CHECK(findings_of("S1,A,Ja,,,,\nS2,A,,,,,\nS3,A,n.v.t.,,,,\n", "", "") == "");
  }

  TEST_CASE("each kind of trouble is one finding a column, with its count and its first lines") {
    std::string visits;
    for (int i = 0; i < 7; ++i) visits += "V" + std::to_string(i) + ",M9,never,x\n";
    CHECK(
        findings_of("", "", visits) ==
        "link.broken warning /export/visits.csv:2:2 7 records link to a record that is not in the export (the first on "
        "lines 2, 3, 4, 5 and 6)\n"
        "date.invalid warning /export/visits.csv:2:3 7 dates are not in the declared form (the first on lines 2, 3, 4, "
        "5 "
        "and 6)\n");
  }

  TEST_CASE("no finding repeats a cell") {
    const std::string found =
        findings_of("CANARY,CANARY,CANARY,CANARY,CANARY,CANARY,CANARY\nCANARY,,,,,,\n",
                    "CANARY,CANARY2,CANARY,CANARY,CANARY\n", "CANARY,CANARY2,CANARY,CANARY\nCANARY,ragged\n");
    CHECK(found.find("word.unknown") != std::string::npos);
    CHECK(found.find("record.unreadable") != std::string::npos);
    CHECK(found.find("CANARY") == std::string::npos);
  }
}
