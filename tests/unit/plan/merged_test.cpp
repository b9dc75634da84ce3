// SPDX-License-Identifier: Apache-2.0
// Records that a CRM merged: links to them lead to the one that is left, which decides them, too.
#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "libcompliance/plan/explain.h"
#include "libcompliance/plan/planner.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

constexpr std::string_view keepers =
    "duties:\n"
    "  fiscal: {law: Art. 52 AWR, covers: [society.since], keep: {for: 7 years, after: society_left}}\n"
    "purposes:\n"
    "  support: {needs: [society.name, society.state, society.left_on, member.name],\n"
    "            keep: {for: 3 years, after: society_left}}\n"
    "  log: {needs: [visit.note], keep: {for: 1 year, after: society_left}}\n";

constexpr std::string_view binding =
    "files:\n"
    "  societies.csv:\n"
    "    record: society\n"
    "    key: Nr\n"
    "    merged_into: In\n"
    "    columns: {Naam: name, Status: state, Sinds: since, Weg: left_on}\n"
    "    values: {Status: {Ja: active, Oud: former}}\n"
    "  members.csv: {record: member, key: Nr, merged_into: In, links: {society: {column: Club, separator: \"+\"}},\n"
    "    columns: {Naam: name}}\n"
    "  visits.csv: {record: visit, key: Nr, links: {member: Lid}, columns: {Tekst: note}}\n";

class World {
 public:
  explicit World(std::string_view societies, std::string_view members = "", std::string_view visits = "")
      : policy_(club_text(keepers)) {
    files_.put("/export/export.yaml", std::string{binding_head} + std::string{binding});
    files_.put("/export/societies.csv", "Nr,In,Naam,Status,Sinds,Weg\n" + std::string{societies});
    files_.put("/export/members.csv", "Nr,In,Club,Naam\n" + std::string{members});
    files_.put("/export/visits.csv", "Nr,Lid,Tekst\n" + std::string{visits});
  }

  PlanOutcome plan() {
    const ExportSet source{demand(Export::open(files_, "/export", policy_.policy()))};
    return demand(make_plan(policy_.compiled(), policy_.text(), source, files_, day("2026-04-01"), std::nullopt, {}));
  }

  // "S1 remove; S2 reduce name", and so on for the members and the visits.
  std::string effects() {
    std::string text;
    const Plan made = plan().plan;
    for (const PlannedTable& table : made.tables)
      for (const Effect& effect : table.effects) {
        text += (text.empty() ? "" : "; ") + effect.key + ' ' +
                std::string{effect_words[static_cast<std::size_t>(effect.action)]};
        for (const std::string& field : effect.fields) text += ' ' + field;
      }
    return text;
  }

  std::string findings() {
    std::string text;
    for (const Finding& finding : plan().findings)
      text += std::string{finding.code} + ' ' + to_string(finding.place) + ' ' + finding.message + '\n';
    return text;
  }

  // The verdict on a name.
  VerdictKind name_of(std::string_view record, std::string_view key) {
    const ExportSet source{demand(Export::open(files_, "/export", policy_.policy()))};
    const Explanation explanation =
        demand(explain_record(policy_.compiled(), source, policy_.record(record), Sensitive{std::string{key}},
                              {.as_of = day("2026-04-01")}));
    return explanation.groups.at(0).verdict.kind;
  }

 private:
  MemoryFiles files_;
  SmallPolicy policy_;
};

}  // namespace

TEST_SUITE("plan/merged") {
  TEST_CASE("a merged record and all that links to it live as long as the one that is left") {
    World lives{"S1,S2,A,Oud,,2010-01-01\nS2,,A,Ja,,\n", "M1,,S1,x\n", "V1,M1,y\n"};
    CHECK(lives.effects() == "");
    CHECK(lives.findings() == "");
    CHECK(lives.name_of("society", "S1") == VerdictKind::keep);
    World ended{"S1,S2,A,Ja,,\nS2,,A,Oud,,2010-01-01\n", "M1,,S1,x\n", "V1,M1,y\n"};
    CHECK(ended.effects() == "S1 remove; S2 remove; M1 remove; V1 remove");
    CHECK(ended.findings() == "");
    CHECK(ended.name_of("society", "S1") == VerdictKind::due);
  }

  TEST_CASE("mergers are followed over several steps, and for what hangs below") {
    World societies{"S2,S3,A,Ja,,\nS1,S2,A,Ja,,\nS3,,A,Oud,,2010-01-01\n", "M1,,S1,x\nM2,,S3,x\n"};
    CHECK(societies.effects() == "S2 remove; S1 remove; S3 remove; M1 remove; M2 remove");
    World members{"S1,,A,Oud,,2010-01-01\nS2,,A,Ja,,\n", "M1,M2,S1,x\nM2,,S2,x\n", "V1,M1,y\n"};
    CHECK(members.effects() == "S1 stub");  // the cell of M1 still links to it
    World back{"S1,,A,Oud,,2010-01-01\nS2,,A,Ja,,\n", "M1,,S1,x\nM2,M1,S2,x\n", "V1,M2,y\n"};
    CHECK(back.effects() == "S1 remove; M1 remove; M2 remove; V1 remove");
  }

  TEST_CASE("a circle of mergers, or a record that is missing, leaves everything undecided (TC-134)") {
    World circle{"S1,S2,A,Oud,,2010-01-01\nS2,S1,A,Oud,,2010-01-01\nS3,S1,A,Oud,,2010-01-01\n", "M1,,S3,x\n"};
    CHECK(circle.effects() == "");
    CHECK(circle.findings() ==
          "undecided.broken_link /export/societies.csv:2:2 the link of this society names a record that is not in the "
          "export; undecided because of it: 1 society\n"
          "undecided.broken_link /export/societies.csv:4:2 the link of this society names a record that is not in the "
          "export; undecided because of it: 1 society and 1 member\n");
    World itself{"S1,S1,A,Oud,,2010-01-01\n"};
    CHECK(itself.effects() == "");
    World missing{"S1,S9,A,Oud,,2010-01-01\nS2,,A,Oud,,2010-01-01\n", "M1,,S1,x\nM2,,S2,x\n"};
    CHECK(missing.effects() == "S2 remove; M2 remove");
    CHECK(missing.name_of("member", "M1") == VerdictKind::undecided);
  }

  TEST_CASE("where something stays that links to a merged record, the way to the one that is left stays") {
    World world{"S1,S2,A,Ja,,\nS2,S3,A,Oud,,2010-01-01\nS3,,A,Oud,,2010-01-01\nS4,,A,Ja,,\n", "M1,,S1+S4,x\n"};
    CHECK(world.effects() == "S1 stub; S2 stub; S3 reduce name");
    World stubs{"S1,S2,,,,\nS2,S3,,,,\nS3,,,,,\nS4,,A,Ja,,\n", "M1,,S1+S4,x\n"};
    CHECK(stubs.effects() == "");
  }

  TEST_CASE("what decides a merged record that stays, stays with the one that is left") {
    World world{"S1,S2,A,Ja,2001-01-01,\nS2,,A,Oud,,2021-01-01\n"};
    CHECK(world.effects() == "S1 reduce name; S2 reduce name");
    World reversed{"S2,,A,Oud,,2021-01-01\nS1,S2,A,Ja,2001-01-01,\n"};
    CHECK(reversed.effects() == "S2 reduce name; S1 reduce name");
    World over{"S1,S2,A,Ja,2001-01-01,\nS2,,A,Oud,,2011-01-01\n"};
    CHECK(over.effects() == "S1 remove; S2 remove");
  }
}
