// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <ostream>
#include <set>
#include <string>

#include "libcompliance/report/finding_meanings.h"
#include "libcompliance/report/reports.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

constexpr std::string_view keepers =
    "ceilings: [{covers: [society, member], at_most: 3 years, after: society_left}]\n"
    "duties:\n  fiscal: {law: Art. 52 AWR, covers: [society.since], keep: {for: 7 years, after: society_left}}\n"
    "purposes:\n"
    "  support: {basis: contract, applies_when: {society.state: [active, former]}, needs: [society.name, "
    "society.state,\n"
    "            society.left_on, member.name, member.email, member.left_on], keep: {for: 3 years, after: "
    "society_left}}\n"
    "  log: {needs: [visit.came_on, visit.note], keep: {for: 1 year, after: visited}}\n";

// An export with everything that a run can come to.
constexpr std::string_view societies =
    "S1,CANARY,Oud,,2020-01-01,,CANARY\nS2,CANARY,Oud,2015-01-01,2020-01-01,,CANARY\nS3,CANARY,Ja,,,,\n"
    "S4,CANARY,CANARY,CANARY,CANARY,CANARY,CANARY\nS5,CANARY,Wil,,,,\nS6,CANARY,Oud,,2023-04-20,,\n";
constexpr std::string_view members =
    "M1,S1,CANARY,CANARY@example.nl,\nM2,S3+S1,CANARY,,2020-01-01\nM3,CANARY,CANARY,,CANARY\nM4,S1,CANARY,,\n";
constexpr std::string_view visits = "V1,M4,2026-01-01,CANARY\nV2,M1,2020-01-01,CANARY\nV3,M1,CANARY,CANARY\n";

class World {
 public:
  World(std::string_view society_records, std::string_view member_records, std::string_view visit_records) {
    put_club(files_, society_records, member_records, visit_records);
    source_.emplace(demand(Export::open(files_, "/export", policy_.policy())));
  }
  PlanOutcome outcome(std::optional<Period> look_ahead) {
    return demand(make_plan(policy_.compiled(), policy_.text(), *source_, files_, day("2026-04-01"), look_ahead));
  }
  Explanation explanation(std::string_view record, std::string_view key) {
    return demand(explain_record(policy_.compiled(), *source_, policy_.record(record), Sensitive{std::string{key}},
                                 {.as_of = day("2026-04-01")}));
  }
  const Policy& policy() const { return policy_.policy(); }
  const ExportSet& source() const { return *source_; }

 private:
  MemoryFiles files_;
  SmallPolicy policy_{club_text(keepers)};
  std::optional<ExportSet> source_;
};

World everything() { return World{societies, members, visits}; }

// Every key of a value with its path; the items of a list have one path together.
void collect_keys(const Json& json, const std::string& path, std::set<std::string>& keys) {
  if (const Json::Members* object = json.as_object())
    for (const auto& [key, value] : *object) {
      keys.insert(path + '.' + key);
      collect_keys(value, path + '.' + key, keys);
    }
  if (const Json::List* list = json.as_list())
    for (const Json& item : *list) collect_keys(item, path + "[]", keys);
}

std::set<std::string> keys_of(const Json& json) {
  std::set<std::string> keys;
  collect_keys(json, "", keys);
  return keys;
}

// Of the keys at the top and in what is always there.
std::set<std::string> keys_without_items(const Json& json) {
  std::set<std::string> keys;
  for (const std::string& key : keys_of(json))
    if (key.find("[]") == std::string::npos) keys.insert(key);
  return keys;
}

// Every item of the list under `key` has the same keys.
void check_items_alike(const Json& json, std::string_view key) {
  const Json::List& items = *json.find(key)->as_list();
  REQUIRE(items.size() > 1);
  const auto names = [](const Json& item) {
    std::vector<std::string> found;
    for (const auto& member : *item.as_object()) found.push_back(member.first);
    return found;
  };
  for (const Json& item : items) CHECK(names(item) == names(items.front()));
}

bool ends_in_one_line_feed(std::string_view text) { return text.ends_with('\n') && !text.ends_with("\n\n"); }

}  // namespace

TEST_SUITE("report") {
  TEST_CASE("no report repeats a cell, whatever happened to it") {
    World world = everything();
    for (const std::optional<Period> look_ahead : {std::optional<Period>{}, std::optional{period("1 month")}}) {
      const PlanOutcome outcome = world.outcome(look_ahead);
      REQUIRE(outcome.plan.effects() > 4);
      REQUIRE(outcome.findings.size() > 4);
      CHECK(retention_text(outcome, world.policy(), world.source(), all_lines).find("CANARY") == std::string::npos);
      CHECK(retention_text(outcome, world.policy(), world.source(), 1).find("CANARY") == std::string::npos);
      CHECK(to_json_text(retention_json("retain", outcome, world.policy())).find("CANARY") == std::string::npos);
    }
    for (const auto& [record, key] : {std::pair{"society", "S1"}, std::pair{"society", "S4"}, std::pair{"member", "M2"},
                                      std::pair{"member", "M3"}, std::pair{"visit", "V3"}}) {
      const Explanation explanation = world.explanation(record, key);
      CHECK(explanation_text(explanation, world.policy()).find("CANARY") == std::string::npos);
      CHECK(to_json_text(explanation_json(explanation, world.policy())).find("CANARY") == std::string::npos);
    }
  }

  TEST_CASE("JSON: keys never disappear, whether everything happened or nothing") {
    World full = everything();
    World empty{"", "", ""};
    const Json much = retention_json("retain", full.outcome(period("1 month")), full.policy());
    const Json little = retention_json("retain", empty.outcome({}), empty.policy());
    CHECK(keys_without_items(much) == keys_without_items(little));
    CHECK(much.find("look_ahead")->as_text() != nullptr);
    CHECK(little.find("look_ahead")->is_null());
    for (const Json* json : {&much, &little}) check_items_alike(*json, "tables");
    check_items_alike(much, "effects");
    check_items_alike(much, "findings");
    const auto table_keys = [](const Json& json) { return keys_of(json.find("tables")->as_list()->back()); };
    CHECK(table_keys(little).contains(".next_due"));
    CHECK(*much.find("version")->as_integer() == 1);
    CHECK(*much.find("command")->as_text() == "retain");
  }

  TEST_CASE("JSON of an explanation: the same keys for a kept, an undecided, a due and an unfounded record") {
    World world = everything();
    const Json first = explanation_json(world.explanation("society", "S3"), world.policy());
    for (const char* key : {"S1", "S2", "S4", "S5"}) {
      CAPTURE(key);
      const Json json = explanation_json(world.explanation("society", key), world.policy());
      CHECK(keys_without_items(json) == keys_without_items(first));
      check_items_alike(json, "keepers");
    }
    const Json reduced = explanation_json(world.explanation("society", "S2"), world.policy());
    check_items_alike(reduced, "verdicts");
    CHECK(*reduced.find("action")->as_text() == "reduce");
    CHECK(first.find("action")->is_null());
  }

  TEST_CASE("JSON of findings: what is not known is null, not left out") {
    const std::vector<Finding> findings{
        {.code = "a.b", .severity = Severity::error, .place = {"f", 3, 4}, .message = "m", .hint = "h", .why = "w"},
        {.code = "c.d", .severity = Severity::note, .message = "n"}};
    CHECK(to_json_line(to_json(findings)) ==
          "[{\"code\":\"a.b\",\"severity\":\"error\",\"source\":\"f\",\"line\":3,\"column\":4,\"also_on_lines\":[],"
          "\"message\":\"m\",\"hint\":\"h\",\"why\":\"w\",\"articles\":[\"w\"],\"requirements\":[]},"
          "{\"code\":\"c.d\",\"severity\":\"note\",\"source\":null,\"line\":null,\"column\":null,\"also_on_lines\":[],"
          "\"message\":\"n\",\"hint\":null,\"why\":\"\",\"articles\":[],\"requirements\":[]}]");
  }

  TEST_CASE("a retention report says what goes, what is late or early, what stays and what needs a decision") {
    World world = everything();
    const std::string text =
        retention_text(world.outcome(period("1 month")), world.policy(), world.source(), few_lines);
    for (const char* part :
         {"\nWHAT GOES, AND WHY\n", "\nDEADLINES\n", "\nWHAT STAYS, AND WHY\n",
          "\nWHAT NEEDS A DECISION: ", "no longer needed for support", "1 record goes up to 19 days early"})
      CHECK(text.find(part) != std::string::npos);
    CHECK(ends_in_one_line_feed(text));
    World empty{"", "", ""};
    const std::string nothing = retention_text(empty.outcome({}), empty.policy(), empty.source(), few_lines);
    CHECK(nothing.find("\nNothing is due.\n") != std::string::npos);
    CHECK(nothing.find("WHAT NEEDS") == std::string::npos);
  }

  TEST_CASE("a finding on many lines is said once, with as many lines as are wanted") {
    std::vector<Finding> findings{
        {.code = "x.y", .place = {"f", 2, 1}, .message = "same", .hint = "look", .also_on_lines = {3, 4, 5, 6}}};
    CHECK(findings_text(findings, all_lines) ==
          "f:2:1: warning: same [x.y]\n  also on lines 3, 4, 5 and 6\n  hint: look\n");
    CHECK(findings_text(findings, 2) == "f:2:1: warning: same [x.y]\n  also on lines 3, 4 and 2 more\n  hint: look\n");
    findings[0].also_on_lines = {3};
    CHECK(findings_text(findings, 2) == "f:2:1: warning: same [x.y]\n  also on line 3\n  hint: look\n");
  }

  TEST_CASE("a hint that neighbours share stands below the last of them") {
    const std::vector<Finding> findings{{.code = "a.a", .message = "one", .hint = "h"},
                                        {.code = "b.b", .message = "two", .hint = "h"},
                                        {.code = "c.c", .severity = Severity::note, .message = "three"}};
    CHECK(findings_text(findings, 2) == "warning: one [a.a]\nwarning: two [b.b]\n  hint: h\nnote: three [c.c]\n");
  }

  TEST_CASE("the summary counts by severity, and only errors and warnings need a person") {
    CHECK(findings_summary({}) == "nothing to report");
    const std::vector<Finding> findings{
        {.severity = Severity::note}, {.severity = Severity::warning}, {.severity = Severity::note}};
    CHECK(findings_summary(findings) == "1 warning and 2 notes");
    CHECK(needs_a_person(findings));
    CHECK_FALSE(needs_a_person(std::vector<Finding>{{.severity = Severity::note}}));
    CHECK(needs_a_person(std::vector<Finding>{{.severity = Severity::error}}));
    CHECK_FALSE(needs_a_person({}));
  }

  TEST_CASE("names of files and texts of a policy cannot move the cursor") {
    const std::vector<Finding> findings{
        {.code = "a.b", .place = {"\x1B[2Jx", 1, 1}, .message = "m\x07", .hint = "h\x1B"}};
    for (const std::string& text : {findings_text(findings, 1), to_json_text(to_json(findings))})
      for (const char c : text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  }

  TEST_CASE("the counts of a run add up its tables, and record types that stand in two files") {
    Plan plan;
    plan.tables.resize(2);
    for (PlannedTable& table : plan.tables) {
      table.record = "member";
      table.records = 5;
      table.effects = {{.action = EffectAction::remove}, {.action = EffectAction::stub}};
    }
    CHECK(counts_of(plan) ==
          std::map<std::string, std::uint64_t>{{"records", 10}, {"reduced", 0}, {"removed", 2}, {"stubs", 2}});
    CHECK(record_counts_of(plan) == std::map<std::string, std::uint64_t>{{"member", 8}});  // what is left
  }

  TEST_CASE("a report of cases shows failures and what is not reached, and in full what passed") {
    World world{"", "", ""};
    const Case passed{.id = "TC-1", .about = "passes"},
        failed{.id = "TC-2", .about = "fails", .as_of = day("2026-04-01")};
    const CasesReport report{.results = {{.ran = &passed},
                                         {.ran = &failed,
                                          .failures = {{.place = {"cases.yaml", 9, 7},
                                                        .subject = "society:S1.name",
                                                        .expected = "keep",
                                                        .found = "due"}}}},
                             .never_alive = {"support"},
                             .never_ended = {"fiscal"},
                             .ceilings_unreached = {0},
                             .undecided_unreached = {Unknown::no_date, Unknown::broken_link},
                             .unfounded_unreached = true};
    const std::string failures =
        "FAILED  TC-2  fails\n  as of 2026-04-01\n  cases.yaml:9:7: society:S1.name\n    expected  keep\n    found     "
        "due\n";
    const std::string rest =
        "no case in which support keeps something\nno case in which fiscal has ended\n"
        "no case in which the ceiling of 3 years after society_left ends a purpose\n"
        "no case in which a cell is undecided: no_date and broken_link\nno case in which a cell is unfounded\n"
        "1 passed, 1 failed\n";
    CHECK(cases_text(report, world.policy(), false) == failures + rest);
    CHECK(cases_text(report, world.policy(), true) == "passed  TC-1  passes\n" + failures + rest);
    CHECK(keys_without_items(cases_json(report, world.policy())) == keys_without_items(cases_json({}, world.policy())));
  }

  TEST_CASE("findings_text: why and hint stand below the last finding that shares both") {
    const auto finding = [](std::string_view code, std::string_view why, std::string hint) {
      return Finding{.code = code, .place = {"p", 1, 0}, .message = "it", .hint = std::move(hint), .why = why};
    };
    const std::vector<Finding> findings{finding("a", "Art. 5", "mend it"), finding("b", "Art. 5", "mend it"),
                                        finding("c", "Art. 9", "mend it"), finding("d", "Art. 9", ""),
                                        finding("e", "", "ask")};
    CHECK(findings_text(findings, few_lines) ==
          "p:1: warning: it [a]\np:1: warning: it [b]\n  why: Art. 5\n  hint: mend it\n"
          "p:1: warning: it [c]\n  why: Art. 9\n  hint: mend it\n"
          "p:1: warning: it [d]\n  why: Art. 9\n"
          "p:1: warning: it [e]\n  hint: ask\n");
  }

  TEST_CASE("grounds_of tells law from requirements, and keeps an article with its parts together") {
    const auto grounds = [](std::string_view why) { return grounds_of(Finding{.why = why}); };
    CHECK(grounds("").articles.empty());
    CHECK(grounds("").requirements.empty());
    CHECK(grounds("RF-04, Art. 5(1)(c)").articles == std::vector<std::string>{"Art. 5(1)(c)"});
    CHECK(grounds("RF-04, Art. 5(1)(c)").requirements == std::vector<std::string>{"RF-04"});
    CHECK(grounds("Art. 13(1)(e), (f), Art. 9, 10, C-394/23, TC-38 to TC-43, L-TIME").articles ==
          std::vector<std::string>{"Art. 13(1)(e), (f)", "Art. 9, 10", "C-394/23"});
    CHECK(grounds("Art. 9, TC-38 to TC-43, L-TIME, X-14").requirements ==
          std::vector<std::string>{"TC-38 to TC-43", "L-TIME", "X-14"});
  }

  TEST_CASE("at_least and any_at_least take what is as severe or more") {
    const std::vector<Finding> findings{{.code = "n", .severity = Severity::note},
                                        {.code = "e", .severity = Severity::error},
                                        {.code = "w", .severity = Severity::warning}};
    CHECK(at_least(Severity::note, findings).size() == 3);
    CHECK(at_least(Severity::warning, findings).front().code == "e");
    CHECK(at_least(Severity::warning, findings).size() == 2);
    CHECK(at_least(Severity::error, findings).size() == 1);
    CHECK(any_at_least(Severity::error, findings));
    CHECK_FALSE(any_at_least(Severity::warning, std::span{findings}.first(1)));
    CHECK(any_at_least(Severity::note, std::span{findings}.first(1)));
    CHECK_FALSE(any_at_least(Severity::note, {}));
  }

  TEST_CASE("to_sarif: a rule a code with all grounds, other lines as related locations, columns of characters only") {
    const std::vector<Finding> findings{
        {.code = "link.broken", .place = {"a b.csv", 4, 2}, .message = "m", .why = "TC-1"},
        {.code = "link.broken",
         .place = {"/x%y.yaml", 7, 3},
         .message = "m",
         .why = "Art. 5",
         .also_on_lines = {9, 12}},
        {.code = "no.such_code", .severity = Severity::error, .message = "m"}};
    const std::vector<std::string> documents{"/x%y.yaml"};
    const Json log = to_sarif(findings, "1.2.3", documents);
    const Json& run = log.find("runs")->as_list()->front();
    const Json& driver = *run.find("tool")->find("driver");
    CHECK(*driver.find("version")->as_text() == "1.2.3");
    const Json::List& rules = *driver.find("rules")->as_list();
    REQUIRE(rules.size() == 2);
    CHECK(to_json_line(*rules[0].find("properties")) == R"({"tags":["TC-1","Art. 5"]})");
    CHECK(rules[1].find("help") == nullptr);
    CHECK(to_json_line(*rules[1].find("defaultConfiguration")) == R"({"level":"error"})");
    const Json::List& results = *run.find("results")->as_list();
    REQUIRE(results.size() == 3);
    const auto at = [](std::string_view uri, std::string_view region) {
      return R"([{"physicalLocation":{"artifactLocation":{"uri":")" + std::string{uri} + R"("},"region":{)" +
             std::string{region} + "}}}";
    };
    CHECK(to_json_line(*results[0].find("locations")) == at("a%20b.csv", R"("startLine":4)") + ']');
    CHECK(to_json_line(*results[1].find("locations")) ==
          at("file:///x%25y.yaml", R"("startLine":7,"startColumn":3)") + ']');
    CHECK(to_json_line(*results[1].find("relatedLocations")) ==
          at("file:///x%25y.yaml", R"("startLine":9)") + ',' + at("file:///x%25y.yaml", R"("startLine":12)").substr(1) +
              ']');
    CHECK(results[2].find("locations") == nullptr);
  }

  TEST_CASE("read_meanings takes code, severity and plain text from the page, and nothing else") {
    const auto meanings = read_meanings(
        "# A\n\nerror\n:   No code.\n\n**a.b** (error)\n:   See Art. 9 of *it*. Mend\n    `x: y`.\n\n# C\n\nText.\n\n"
        "**c** (note)\n:   D\n\n**e.f** (loud)\n:   No severity.\n");
    REQUIRE(meanings.size() == 2);
    CHECK(meanings.at("a.b").severity == Severity::error);
    CHECK(meanings.at("a.b").summary == "See Art. 9 of it.");
    CHECK(meanings.at("a.b").text == "See Art. 9 of it. Mend x: y.");
    CHECK(meanings.at("c").severity == Severity::note);
    CHECK(meanings.at("c").text == "D");
    CHECK(read_meanings(findings_page).at("link.broken").severity == Severity::warning);
  }
}
