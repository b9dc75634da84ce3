// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/planner.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

#include "libcompliance/plan/explain.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

// Societies, their members and their visits live three years after the society left; a member's visits also a year by
// themselves, and a duty covers the society's name for seven.
constexpr std::string_view keepers =
    "ceilings: [{covers: [society, member], at_most: 3 years, after: society_left}]\n"
    "duties:\n"
    "  fiscal: {law: Art. 52 AWR, applies_when: {society.state: former}, covers: [society.since],\n"
    "           keep: {for: 7 years, after: society_left}}\n"
    "purposes:\n"
    "  support: {applies_when: {society.state: [active, former]},\n"
    "            needs: [society.name, society.state, society.left_on, society.back_on, member.name, member.email,\n"
    "                    member.left_on], keep: {for: 3 years, after: society_left}}\n"
    "  log: {needs: [visit.came_on, visit.note], keep: {for: 1 year, after: visited}}\n";

// A member lives two years after its last visit, a visit one year.
constexpr std::string_view by_visits =
    "  last_visit: {of: member, latest: [visited]}\n"
    "purposes:\n"
    "  support: {needs: [member.name, member.email], keep: {for: 2 years, after: last_visit}}\n"
    "  log: {needs: [visit.came_on, visit.note], keep: {for: 1 year, after: visited}}\n";

class World {
 public:
  World(std::string_view societies, std::string_view members, std::string_view visits,
        std::string_view declared = keepers)
      : policy_(club_text(declared)) {
    put_club(files_, societies, members, visits);
  }

  MemoryFiles& files() { return files_; }
  World& today(std::string_view text) { return as_of_ = day(text), *this; }
  World& looking_ahead(std::string_view text) { return look_ahead_ = period(text), *this; }

  Result<PlanOutcome> try_plan(FileSystem& files) {
    COMPLIANCE_TRY(const Export source, Export::open(files, "/export", policy_.policy()));
    return make_plan(policy_.compiled(), policy_.text(), source, files, as_of_, look_ahead_);
  }
  Result<PlanOutcome> try_plan() { return try_plan(files_); }
  PlanOutcome plan() { return demand(try_plan()); }
  std::string refusal() {
    const auto outcome = try_plan();
    return outcome ? "planned" : to_string(outcome.error());
  }

  Result<Explanation> explain(std::string_view record, std::string_view key) {
    const Export source = demand(Export::open(files_, "/export", policy_.policy()));
    return explain_record(policy_.compiled(), source, policy_.record(record), Sensitive{std::string{key}},
                          {.as_of = as_of_, .look_ahead = look_ahead_});
  }
  const SmallPolicy& policy() const { return policy_; }

 private:
  MemoryFiles files_;
  SmallPolicy policy_;
  Date as_of_ = day("2026-04-01");
  std::optional<Period> look_ahead_;
};

// "2 S1 remove since 2026-03-01 [fiscal support]", a line an effect.
std::string effects_of(const PlannedTable& table) {
  std::string text;
  for (const Effect& effect : table.effects) {
    text += std::to_string(effect.line) + ' ' + effect.key + ' ' +
            std::string{effect_words[static_cast<std::size_t>(effect.action)]};
    for (const std::string& field : effect.fields) text += ' ' + field;
    text += " since " + format_date(effect.due_since) + (effect.early ? " early" : "") + " [";
    for (const std::string& keeper : effect.ended) text += (text.back() == '[' ? "" : " ") + keeper;
    text += "]\n";
  }
  return text;
}

// "code file:line:column message", a line a finding.
std::string findings_of(const PlanOutcome& outcome) {
  std::string text;
  for (const Finding& finding : outcome.findings)
    text += std::string{finding.code} + ' ' + to_string(finding.place) + ' ' + finding.message + '\n';
  return text;
}

std::uint64_t counted(const TableOutcome& table) {
  return table.kept + table.undecided + table.unfounded + table.removed + table.stubs + table.reduced;
}

// Passes on to a file system, and changes one file each time it is opened.
class RestlessFiles final : public FileSystem {
 public:
  RestlessFiles(MemoryFiles& files, std::string path, std::string by)
      : files_(files), path_(std::move(path)), by_(std::move(by)) {}
  std::optional<Kind> kind(const std::string& path) override { return files_.kind(path); }
  bool is_private(const std::string& path) override { return files_.is_private(path); }
  std::string absolute(const std::string& path) override { return files_.absolute(path); }
  Result<std::unique_ptr<ByteSource>> open(const std::string& path) override {
    auto opened = files_.open(path);
    if (path == path_) files_.put(path, files_.text(path) + by_);
    return opened;
  }
  Result<std::vector<Entry>> list(const std::string& folder) override { return files_.list(folder); }
  std::unique_ptr<NewFile> create(const std::string& path) override { return files_.create(path); }
  void make_folder(const std::string& path) override { files_.make_folder(path); }
  void rename(const std::string& from, const std::string& to, Replace replace) override {
    files_.rename(from, to, replace);
  }
  void remove_tree(const std::string& path) override { files_.remove_tree(path); }
  void sync_folder(const std::string& path) override { files_.sync_folder(path); }
  std::unique_ptr<Lock> try_lock(const std::string& path) override { return files_.try_lock(path); }

 private:
  MemoryFiles& files_;
  std::string path_, by_;
};

}  // namespace

TEST_SUITE("plan/planner") {
  TEST_CASE("a record of which every cell is due goes whole; one that is kept is left alone") {
    World world{"S1,Gone,Oud,,2023-03-31,,1\nS2,Stays,Ja,,,,2\n", "M1,S1,Ann,a@example.nl,\nM2,S2,Bob,,\n",
                "V1,M1,2025-03-31,old\nV2,M2,2025-04-01,new\n"};
    const PlanOutcome outcome = world.plan();
    CHECK(effects_of(outcome.plan.tables[0]) == "2 S1 remove since 2026-04-01 [support]\n");
    CHECK(effects_of(outcome.plan.tables[1]) == "2 M1 remove since 2026-04-01 [support]\n");
    CHECK(effects_of(outcome.plan.tables[2]) == "2 V1 remove since 2026-04-01 [log]\n");
    CHECK(findings_of(outcome) == "");
    CHECK(outcome.plan.tables[0].records == 2);
    CHECK(outcome.plan.tables[0].bytes == world.files().text("/export/societies.csv").size());
    CHECK(outcome.tables[0].kept == 1);
    CHECK(outcome.tables[0].kept_open == 1);
    CHECK(outcome.tables[2].next_due == day("2026-04-02"));
  }

  TEST_CASE("a duty keeps the cell that it covers, and what its clock reads; the rest goes") {
    World world{"S1,Gone,Oud,2020-01-01,2023-03-31,,1\n", "", ""};
    const PlanOutcome outcome = world.plan();
    CHECK(effects_of(outcome.plan.tables[0]) == "2 S1 reduce name since 2026-04-01 [support]\n");
    CHECK(outcome.tables[0].reduced == 1);
    CHECK(outcome.tables[0].next_due == day("2030-04-01"));
  }

  TEST_CASE("a record that goes leaves its key when one that stays links to it, and only then") {
    World world{"S1,Gone,Oud,,2023-03-31,,1\nS2,Gone,Oud,,2023-03-31,,1\n", "M1,S1,Ann,,\nM2,S2,Bob,,\n",
                "V1,M1,2026-01-01,new\nV2,M2,2020-01-01,old\n"};
    const PlanOutcome outcome = world.plan();
    CHECK(effects_of(outcome.plan.tables[2]) == "3 V2 remove since 2021-01-02 [log]\n");
    CHECK(effects_of(outcome.plan.tables[1]) ==
          "2 M1 stub since 2026-04-01 [support]\n3 M2 remove since 2026-04-01 [support]\n");
    // A stub keeps no link of its own: its society need not stay for it.
    CHECK(effects_of(outcome.plan.tables[0]) ==
          "2 S1 remove since 2026-04-01 [support]\n3 S2 remove since 2026-04-01 [support]\n");
    CHECK(outcome.tables[1].stubs == 1);
  }

  TEST_CASE("TC-37: what ended a purpose stays known as long as a cell that the purpose kept") {
    World world{"S1,Gone,Oud,,2023-03-31,,1\n", "M1,S1,Ann,,2025-06-01\n", "",
                "purposes:\n"
                "  support: {needs: [society.name, society.state, society.left_on, member.name],\n"
                "            keep: {for: 1 year, after: society_left}}\n"
                "  news: {needs: [member.name, member.left_on], keep: {for: 1 year, after: member_left}}\n"};
    CHECK(effects_of(world.plan().plan.tables[0]) == "2 S1 reduce name since 2024-04-01 [support]\n");
    const PlanOutcome later = world.today("2026-06-02").plan();
    CHECK(effects_of(later.plan.tables[0]) == "2 S1 remove since 2024-04-01 [support]\n");
    CHECK(effects_of(later.plan.tables[1]) == "2 M1 remove since 2026-06-02 [support news]\n");
  }

  TEST_CASE("a list of which the key is all that it holds loses its records whole") {
    World world{"", "", "",
                "purposes:\n  log: {needs: [visit.came_on, visit.note], keep: {for: 1 year, after: visited}}\n"};
    std::string binding = world.files().text("/export/export.yaml");
    binding.replace(binding.find("columns: {Op: came_on, Tekst: note}"), 35,
                    "columns: {Op: came_on, Nr: note}\n    not_personal: [Tekst]");
    world.files().put("/export/export.yaml", binding);
    world.files().put("/export/visits.csv",
                      std::string{visits_header} + "a@example.nl,,2020-01-01,\nb@example.nl,,2026-01-01,\n");
    CHECK(effects_of(world.plan().plan.tables[2]) == "2 a@example.nl remove since 2021-01-02 [log]\n");
  }

  TEST_CASE("TC-45: a member of two societies lives with the one that stays, and the other leaves what clocks read") {
    World world{"S1,Gone,Oud,,2023-03-31,,1\nS2,Stays,Ja,,,,2\n", "M1,S1+S2,Ann,,\n", ""};
    const PlanOutcome outcome = world.plan();
    CHECK(effects_of(outcome.plan.tables[1]) == "");
    CHECK(effects_of(outcome.plan.tables[0]) == "2 S1 reduce name since 2026-04-01 [support]\n");
  }

  TEST_CASE("TC-37: on its own output a run finds nothing due, stubs and blank cells included") {
    World world{"S1,,,,,,\nS2,Stays,Ja,,,,2\n", "M1,,,,\nM2,S1+S2,Bob,,\n", "V1,M1,2026-01-01,new\n"};
    const PlanOutcome outcome = world.plan();
    CHECK(outcome.plan.effects() == 0);
    CHECK(findings_of(outcome) == "");
    CHECK(outcome.tables[1].kept_for.contains(0));  // holds nothing but a key
  }

  TEST_CASE("RF-14: what is collected from below decides, and the record that decides keeps its date and its link") {
    World world{"", "M1,,Ann,,\nM2,,Bob,,\nM3,,Cis,,\n",
                "V1,M1,2024-06-01,old\nV2,M1,2025-01-01,last\nV3,M2,2024-03-01,last\nV4,M9,2026-01-01,lost\n",
                by_visits};
    const PlanOutcome outcome = world.plan();
    // V2 says until when M1 lives; it goes with M1, on 2 January 2027.
    CHECK(effects_of(outcome.plan.tables[2]) ==
          "2 V1 remove since 2025-06-02 [log]\n"
          "3 V2 reduce note since 2026-01-02 [log]\n"
          "4 V3 remove since 2025-03-02 [log]\n");
    CHECK(effects_of(outcome.plan.tables[1]) == "3 M2 remove since 2026-03-02 [support]\n");
    // Without a visit the purpose does not apply; a visit with a broken link is nobody's.
    CHECK(findings_of(outcome) == "unfounded /export/members.csv:4 no purpose covers name of this member\n");
    CHECK(effects_of(world.today("2027-01-02").plan().plan.tables[2]).find("3 V2 remove since 2026-01-02 [log]") !=
          std::string::npos);
  }

  TEST_CASE("a date below that is not known leaves the record above undecided, and all that may decide stays") {
    World world{"", "M1,,Ann,,\n", "V1,M1,,x\nV2,M1,2024-06-01,old\n", by_visits};
    const PlanOutcome outcome = world.plan();
    CHECK(effects_of(outcome.plan.tables[2]) == "3 V2 reduce note since 2025-06-02 [log]\n");
    CHECK(effects_of(outcome.plan.tables[1]) == "");
    CHECK(findings_of(outcome) ==
          "undecided.no_date /export/visits.csv:2:3 visit.came_on is blank, and nothing says that it has not happened "
          "yet; undecided because of it: 1 member and 1 visit\n");
  }

  TEST_CASE("a record in between stays for what counts from below it, however many links away") {
    World world{"S1,Club,,,,,1\n", "M1,S1,Ann,,\nM2,S1,Bob,,\n", "V1,M1,2025-01-01,last\nV2,M2,2020-01-01,old\n",
                "  last_visit: {of: society, latest: [visited]}\n"
                "purposes:\n"
                "  support: {needs: [society.name], keep: {for: 2 years, after: last_visit}}\n"
                "  letters: {needs: [member.name], keep: {for: 1 month, after: last_visit}}\n"
                "  log: {needs: [visit.came_on, visit.note], keep: {for: 1 year, after: visited}}\n"};
    const PlanOutcome outcome = world.plan();
    CHECK(effects_of(outcome.plan.tables[2]) ==
          "2 V1 reduce note since 2026-01-02 [log]\n3 V2 remove since 2021-01-02 [log]\n");
    // M1 leads from V1 to S1.
    CHECK(effects_of(outcome.plan.tables[1]) ==
          "2 M1 reduce name since 2025-02-02 [letters]\n3 M2 remove since 2025-02-02 [letters]\n");
    CHECK(effects_of(outcome.plan.tables[0]) == "");
  }

  TEST_CASE("the first of several stays while a later one lives: what has ended must not live again") {
    World world{"", "M1,,Ann,,2026-01-01\n", "V1,M1,2020-01-01,first\nV2,M1,2026-03-01,last\n",
                "  first_visit: {of: member, earliest: [visited]}\n"
                "purposes:\n"
                "  welcome: {needs: [member.name], keep: {for: 1 year, after: first_visit}}\n"
                "  support: {needs: [member.name, member.left_on], keep: {for: 1 year, after: member_left}}\n"
                "  log: {needs: [visit.came_on, visit.note], keep: {for: 1 year, after: visited}}\n"};
    CHECK(effects_of(world.plan().plan.tables[2]) == "2 V1 reduce note since 2021-01-02 [log]\n");
  }

  TEST_CASE("TC-37: what ended a purpose for a word that clocks read stays known as long as the word") {
    World world{"S1,Club,Oud,,,,1\n", "M1,S1,,,\n", "V1,M1,2020-01-01,old\n",
                "  last_visit: {of: society, latest: [visited]}\n"
                "ceilings: [{covers: [society], at_most: 1 year, after: last_visit}]\n"
                "purposes:\n"
                "  support: {needs: [society.state], use_until: society_left}\n"
                "  log: {needs: [visit.came_on, visit.note], keep: {for: 1 year, after: visited}}\n"};
    // Nobody knows when the club left: without the visit its state would be undecided, and is due.
    CHECK(effects_of(world.plan().plan.tables[2]) == "2 V1 reduce note since 2021-01-02 [log]\n");
  }

  TEST_CASE("TC-37: of several firsts, one that is not the last keeps its day: without it, it would come later") {
    World world{"S1,Club,,,,,1\n", "M1,S1,Ann,,\nM2,S1,Bob,,\n",
                "V1,M1,2025-01-01,first\nV2,M1,2026-03-01,later\nV3,M2,2025-02-01,first\n",
                "  first_visit: {of: member, earliest: [visited]}\n"
                "  newest: {of: society, latest: [first_visit]}\n"
                "purposes:\n"
                "  support: {needs: [society.name], keep: {for: 2 years, after: newest}}\n"
                "  log: {needs: [visit.came_on, visit.note], keep: {for: 1 year, after: visited}}\n"};
    CHECK(effects_of(world.plan().plan.tables[2]) ==
          "2 V1 reduce note since 2026-01-02 [log]\n4 V3 reduce note since 2026-02-02 [log]\n");
  }

  TEST_CASE("RF-11, L-AWR: a duty by way of a record covers those above it by the latest that it applies to") {
    World world{"S1,Club,Oud,,2020-01-01,,1\nS2,Other,Oud,,2020-01-01,,1\n", "M1,S1,Ann,,\nM2,S2,Bob,,\n",
                "V1,M1,2019-05-01,x\nV2,M1,2018-05-01,x\n",
                "duties:\n"
                "  fiscal: {law: Art. 52 AWR, via: visit, covers: [visit.came_on, visit.note, society.name],\n"
                "           keep: {for: 7 years, after: visited, counted: from_year_end}}\n"
                "purposes:\n"
                "  support: {needs: [society.name, society.state, society.left_on, member.name],\n"
                "            keep: {for: 1 year, after: society_left}}\n"};
    const PlanOutcome outcome = world.plan();
    CHECK(effects_of(outcome.plan.tables[2]) == "3 V2 remove since 2026-01-01 [fiscal]\n");
    // The name of S1 lives by V1; what support alone covers goes, but for what leads from V1 to S1.
    CHECK(effects_of(outcome.plan.tables[1]) ==
          "2 M1 reduce name since 2021-01-02 [support]\n3 M2 remove since 2021-01-02 [support]\n");
    CHECK(effects_of(outcome.plan.tables[0]) == "3 S2 remove since 2021-01-02 [support]\n");
    const auto society = world.explain("society", "S1");
    REQUIRE(society);
    CHECK(society->keepers[0].state.last_day == day("2026-12-31"));
    CHECK(to_string(society->keepers[0].place) == "/export/visits.csv:2:3");  // the visit that decides
  }

  TEST_CASE("what is not known is said once, with all the records that wait for it") {
    World world{"S1,Lost,Oud,,,,1\nS2,Odd,Nee,,2020-01-01,,1\n", "M1,S1,Ann,,\nM2,S1,Bob,,\nM3,S2,Cis,,\nM4,S9,Dan,,\n",
                "V1,M1,31-02-2023,x\nV2,M1,1900-01-01,x\nV3,M1,,x\n"};
    const PlanOutcome outcome = world.plan();
    CHECK(outcome.plan.effects() == 0);
    CHECK(findings_of(outcome) ==
          "undecided.no_date /export/societies.csv:2:5 society.left_on is blank, and nothing says that it has not "
          "happened yet; undecided because of it: 1 society and 2 members\n"
          "undecided.unknown_word /export/societies.csv:3:3 society.state holds a text that the binding does not know; "
          "undecided because of it: 1 society and 1 member\n"
          "undecided.broken_link /export/members.csv:5:2 the link of this member names a record that is not in the "
          "export; undecided because of it: 1 member\n"
          "undecided.invalid_date /export/visits.csv:2:3 visit.came_on is not a date in the declared form; undecided "
          "because of it: 1 visit\n"
          "undecided.sentinel_date /export/visits.csv:3:3 visit.came_on holds a day that systems write for \"none\"; "
          "undecided because of it: 1 visit\n"
          "undecided.no_date /export/visits.csv:4:3 visit.came_on is blank, and nothing says that it has not happened "
          "yet; undecided because of it: 1 visit\n");
    CHECK(outcome.causes.size() == 6);
    CHECK(outcome.tables[0].undecided == 2);
    CHECK(outcome.tables[1].undecided == 4);
    CHECK(outcome.tables[2].undecided == 3);
  }

  TEST_CASE("every reason why something is not known has a code of its own") {
    struct Row {
      std::string_view society, finding;
    };
    for (const Row& row :
         {Row{"S1,A,Oud,,,,", "undecided.no_date /export/societies.csv:2:5 society.left_on is blank"},
          Row{"S1,A,Oud,,x,,", "undecided.invalid_date /export/societies.csv:2:5 society.left_on is not"},
          Row{"S1,A,Oud,,03/04/2021,,", "undecided.ambiguous_date /export/societies.csv:2:5 society.left_on could"},
          Row{"S1,A,Oud,,1900-01-01,,", "undecided.sentinel_date /export/societies.csv:2:5 society.left_on holds"},
          Row{"S1,A,Oud,2021-01-01,2020-01-01,,",
              "undecided.implausible_date /export/societies.csv:2:5 society.left_on lies before"},
          Row{"S1,A,Ja,,2020-01-01,,",
              "undecided.contradiction /export/societies.csv:2:5 society.left_on does not agree"},
          Row{"S1,A,,,,,", "undecided.no_word /export/societies.csv:2:3 society.state is blank"},
          Row{"S1,A,Nee,,,,", "undecided.unknown_word /export/societies.csv:2:3 society.state holds a text"}}) {
      const PlanOutcome outcome = World{std::string{row.society} + "\n", "", ""}.plan();
      CAPTURE(row.society);
      CHECK(findings_of(outcome).starts_with(row.finding));
      CHECK(outcome.tables[0].undecided == 1);
    }
  }

  TEST_CASE("TC-55: a cell without a purpose is a finding of its record, and stays") {
    World world{"S1,Wish,Wil,,,,1\n", "", ""};
    const PlanOutcome outcome = world.plan();
    CHECK(outcome.plan.effects() == 0);
    CHECK(findings_of(outcome) ==
          "unfounded /export/societies.csv:2 no purpose covers name and state of this society\n");
    CHECK(outcome.tables[0].unfounded == 1);
  }

  TEST_CASE("TC-46: a kept member that left long ago is listed, and one that left lately is not") {
    World world{"S1,Stays,Ja,,,,1\n", "M1,S1,Ann,,2025-03-31\nM2,S1,Bob,,2025-04-01\n", ""};
    const PlanOutcome outcome = world.plan();
    CHECK(findings_of(outcome) ==
          "review.stale /export/members.csv:2:5 member.left_on has passed, and the member is still kept\n");
    CHECK(outcome.tables[1].to_review == 1);
    CHECK(outcome.plan.effects() == 0);
  }

  TEST_CASE("TC-35: the overshoot is counted without look-ahead, and the earliness with it") {
    const auto outcome = [](std::string_view today, std::optional<std::string_view> look_ahead) {
      World world{"S1,Gone,Oud,,2023-03-10,,1\n", "", ""};
      world.today(today);
      if (look_ahead) world.looking_ahead(*look_ahead);
      return world.plan().tables[0];
    };
    CHECK(outcome("2026-03-01", {}).removed == 0);
    CHECK(outcome("2026-04-01", {}).over == 1);
    CHECK(outcome("2026-04-01", {}).longest_over == 22);
    CHECK(outcome("2026-03-01", "1 month").early == 1);
    CHECK(outcome("2026-03-01", "1 month").longest_early == 9);
    CHECK(outcome("2026-03-01", "1 month").over == 0);
  }

  TEST_CASE("every record is counted exactly once") {
    World world{
        "S1,Gone,Oud,,2023-03-31,,1\nS2,Gone,Oud,2020-01-01,2023-03-31,,1\nS3,Stays,Ja,,,,1\nS4,Wish,Wil,,,,1\n"
        "S5,Lost,Oud,,,,1\nS6,,,,,,\n",
        "M1,S1+S3,Ann,,\nM2,S1,Bob,,\n", "V1,M2,2026-01-01,x\n"};
    const PlanOutcome outcome = world.plan();
    for (std::size_t table = 0; table < outcome.tables.size(); ++table) {
      CAPTURE(table);
      CHECK(counted(outcome.tables[table]) == outcome.plan.tables[table].records);
    }
    CHECK(outcome.tables[0].stubs == 0);
    CHECK(outcome.tables[0].reduced == 2);
    CHECK(outcome.tables[1].stubs == 1);
  }

  TEST_CASE("the plan is the same for the same input, and names every byte of it") {
    const auto make = [] { return World{"S1,Gone,Oud,,2023-03-31,,1\n", "M1,S1,Ann,,\n", ""}.plan().plan; };
    CHECK(digest_of(make()) == digest_of(make()));
    const Plan plan = make();
    CHECK(plan.policy == "club");
    CHECK(plan.policy_file == "policy.yaml");
    CHECK(plan.exports[0].folder == "/export");
    CHECK(plan.exports[0].taken == "2026-04-01T00:00:00Z");
    World other{"S1,Gone,Oud,,2023-03-31,,2\n", "M1,S1,Ann,,\n", ""};  // a column that is not even personal
    CHECK(other.plan().plan.tables[0].sha256 != plan.tables[0].sha256);
  }

  TEST_CASE("other files are part of the plan, by their hash") {
    World world{"", "", ""};
    world.files().put("/export/export.yaml",
                      world.files().text("/export/export.yaml") + "not_personal_files: [logo.png]\n");
    world.files().put("/export/logo.png", "abc");
    const Plan plan = world.plan().plan;
    REQUIRE(plan.files.size() == 1);
    CHECK(plan.files[0].sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  TEST_CASE(
      "TC-174: a key that stands twice refuses the run, in tables that others link to and in those that none does") {
    CHECK(World{"S1,A,Ja,,,,\nS1,B,Ja,,,,\n", "", ""}.refusal() ==
          "/export/societies.csv:3:1: another record has the same key");
    CHECK(World{"", "M1,,A,,\nM2,,B,,\nM1,,C,,\n", ""}.refusal() ==
          "/export/members.csv:4:1: another record has the same key");
    CHECK(World{"", "", "V1,,2026-01-01,x\nV1,,2026-01-02,y\n"}.refusal() ==
          "/export/visits.csv:3:1: another record has the same key");
    CHECK(World{"S1,A,Ja,,,,\n", "S1,S1,A,,\n", "S1,S1,2026-01-01,x\n"}.refusal() == "planned");
  }

  TEST_CASE("an export that does not fit is refused with its place, before anything is decided") {
    CHECK(World{"S1,A,Ja,,,\n", "", ""}.refusal().starts_with("/export/societies.csv:2"));
    World undeclared{"", "", ""};
    undeclared.files().put("/export/notes.txt", "");
    CHECK(undeclared.refusal() == "/export/notes.txt: nobody has said what is in this file");
    World column{"", "", ""};
    column.files().put("/export/visits.csv", "Nr,Lid,Op,Tekst,Geloof\n");
    CHECK(column.refusal() ==
          "/export/visits.csv:1:5: nobody has said what column \"Geloof\" is; its name suggests "
          "religion or belief (Art. 9)");
  }

  TEST_CASE("F17: a file that changes while it is read refuses the run") {
    World world{"S1,Stays,Ja,,,,1\n", "M1,S1,Ann,,\n", ""};
    RestlessFiles restless{world.files(), "/export/societies.csv", "S2,Late,Ja,,,,1\n"};
    const auto outcome = world.try_plan(restless);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().message == "/export/societies.csv changed while it was being read");
    CHECK(outcome.error().refusal == Refusal::guard);
  }
}

TEST_SUITE("plan/explain") {
  TEST_CASE("an explanation names keepers, places and what retain would do") {
    World world{"S1,Gone,Oud,,2023-03-31,,1\nS2,Stays,Ja,,,,2\n", "M1,S1+S2,Ann,,\n", ""};
    const auto member = world.explain("member", "M1");
    REQUIRE(member);
    CHECK(member->paths == 2);
    CHECK_FALSE(member->action);
    CHECK(to_string(member->place) == "/export/members.csv:2");
    CHECK(member->blank_fields.size() == 2);
    REQUIRE(member->groups.size() == 1);
    CHECK(member->groups[0].verdict.open);
    const auto society = world.explain("society", "S1");
    REQUIRE(society);
    CHECK(society->action == EffectAction::remove);
    REQUIRE(society->keepers.size() == 2);
    CHECK(to_string(society->keepers[1].place) == "/export/societies.csv:2:5");
  }

  TEST_CASE("a key that is not there is refused without repeating it") {
    World world{"", "", ""};
    const auto nobody = world.explain("society", "CANARY");
    REQUIRE_FALSE(nobody);
    CHECK(nobody.error().message == "there is no society with that key in the export");
  }
}
