// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/facts/facts.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

constexpr std::string_view keepers =
    "purposes:\n"
    "  support: {applies_when: {society.state: active}, needs: [society.name, member.name, visit.note],\n"
    "            use_until: society_left}\n";

// A record whose cells are made from texts: a date, "active" and so on, or anything.
class Row {
 public:
  Row(const SmallPolicy& policy, std::string_view record, std::string_view key, std::vector<std::string_view> links,
      const std::vector<std::pair<std::string_view, std::string_view>>& cells, std::uint32_t line = 1)
      : links_(std::move(links)), cells_(policy.policy().records[policy.record(record)].fields.size()) {
    for (const auto& [name, text] : cells) {
      const std::size_t field = policy.field(record, name);
      const auto& values = policy.policy().records[policy.record(record)].fields[field].values;
      Cell& cell = cells_[field];
      cell.blank = false;
      cell.date = DatePattern::iso().read(text);
      for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] == text) cell.word = static_cast<std::int16_t>(i);
    }
    view_.key = key;
    view_.links = links_;
    view_.cells = cells_;
    view_.link_column = 2;
    view_.line = line;
  }
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;
  operator const RecordView&() const { return view_; }

 private:
  std::vector<std::string_view> links_;
  std::vector<Cell> cells_;
  RecordView view_{};
};

class World {
 public:
  bool society(std::string_view key, std::string_view left_on, std::string_view state = "former") {
    return facts_.add(policy_.record("society"),
                      Row{policy_, "society", key, {}, {{"left_on", left_on}, {"state", state}}});
  }
  bool bare_society(std::string_view key) {
    return facts_.add(policy_.record("society"), Row{policy_, "society", key, {}, {}});
  }
  bool member(std::string_view key, std::vector<std::string_view> links, std::uint32_t line = 1) {
    return facts_.add(policy_.record("member"), Row{policy_, "member", key, std::move(links), {{"name", "x"}}, line});
  }

  // The ways up from a record: "day of the society" for each, or what its links came to.
  std::vector<std::string> ways(std::string_view record, std::vector<std::string_view> links) {
    const Row row{policy_, record, "key", std::move(links), {{record == "visit" ? "note" : "name", "x"}}, 7};
    std::vector<std::string> ways;
    facts_.for_each_path(policy_.record(record), row, [&](Path path) {
      REQUIRE(path.size() == policy_.compiled().of(policy_.record(record)).chain().size());
      std::string way;
      for (const Standing& standing : path.subspan(1)) {
        way += way.empty() ? "" : " > ";
        if (standing.link == Standing::Link::none) way += "none";
        if (standing.link == Standing::Link::broken) way += "broken at line " + std::to_string(standing.spot.line);
        if (standing.link != Standing::Link::present) continue;
        const bool is_known = !standing.moments.empty() && standing.moments[0].state != MomentValue::State::unknown;
        way += standing.conditions.empty() ? "here" : is_known ? format_date(standing.moments[0].day) : "unknown";
      }
      ways.push_back(std::move(way));
    });
    return ways;
  }

  Facts& facts() { return facts_; }
  const SmallPolicy& policy() const { return policy_; }

 private:
  SmallPolicy policy_{club_text(keepers)};
  Facts facts_{policy_.compiled(), day("2026-04-01")};
};

using Ways = std::vector<std::string>;

// The value of a moment of a society, after these visits of its members M1 and M2; M2 is also of another society.
std::string collected(std::string_view moment,
                      const std::vector<std::pair<std::string_view, std::string_view>>& visits) {
  const SmallPolicy policy{
      policy_text(std::string{club_records} + "moments:\n  m: " + std::string{moment} +
                  "\n  seen: {of: member, latest: [visited]}\n  visited: {of: visit, date: came_on}\n"
                  "purposes: {p: {needs: [society.name], use_until: m}}\n")};
  Facts facts{policy.compiled(), day("2026-04-01")};
  CHECK(facts.order() == std::vector{policy.record("society"), policy.record("member"), policy.record("visit")});
  CHECK_FALSE(facts.holds(policy.record("visit")));
  const Row society{policy, "society", "S1", {}, {{"name", "x"}}};
  facts.add(policy.record("society"), society);
  facts.add(policy.record("society"), Row{policy, "society", "S2", {}, {{"name", "x"}}});
  facts.add(policy.record("member"), Row{policy, "member", "M1", {"S1"}, {{"name", "x"}}});
  facts.add(policy.record("member"), Row{policy, "member", "M2", {"S2", "S1"}, {{"name", "x"}}});
  std::uint32_t line = 10;
  for (const auto& [link, came_on] : visits) {
    const std::vector<std::pair<std::string_view, std::string_view>> cells{{"came_on", came_on}};
    CHECK(facts.add(policy.record("visit"),
                    Row{policy, "visit", "V", {link}, came_on.empty() ? decltype(cells){} : cells, line++}));
  }
  facts.collect();
  std::string text;
  facts.for_each_path(policy.record("society"), society, [&](Path path) {
    const MomentValue value =
        policy.compiled().moment_at(policy.policy().keepers[0].storage()->after, policy.record("society"), path);
    if (value.state == MomentValue::State::none) text = "none";
    if (value.state == MomentValue::State::unknown) text = "unknown";
    if (value.state == MomentValue::State::day) text = format_date(value.day);
    if (value.state != MomentValue::State::none) text += " at line " + std::to_string(value.spot.line);
  });
  return text;
}

}  // namespace

TEST_SUITE("facts/facts") {
  TEST_CASE("what others belong to is added from the top down, and the lowest not at all") {
    World world;
    CHECK(world.facts().order() == std::vector{world.policy().record("society"), world.policy().record("member")});
    // Wherever they stand in the policy.
    const SmallPolicy upside_down{
        policy_text("records:\n"
                    "  c: {is: event, belongs_to: b, when_due: erase, fields: {}}\n"
                    "  b: {is: event, belongs_to: a, when_due: erase, fields: {}}\n"
                    "  a: {is: event, when_due: erase, fields: {}}\n"
                    "  alone: {is: event, when_due: erase, fields: {}}\n"
                    "purposes: {}\n")};
    CHECK(Facts{upside_down.compiled(), day("2026-04-01")}.order() ==
          std::vector{upside_down.record("a"), upside_down.record("b")});
  }

  TEST_CASE("a record sees the values of what it belongs to, and of what that belongs to") {
    World world;
    world.society("S1", "2020-01-01");
    world.society("S2", "2021-01-01");
    world.member("M1", {"S1"});
    world.member("M2", {"S2"});
    CHECK(world.ways("member", {"S2"}) == Ways{"2021-01-01"});
    CHECK(world.ways("visit", {"M1"}) == Ways{"here > 2020-01-01"});
    CHECK(world.ways("visit", {"M2"}) == Ways{"here > 2021-01-01"});
    CHECK(world.ways("society", {}) == Ways{""});
  }

  TEST_CASE("TC-45: several links are several ways up, on every level") {
    World world;
    world.society("S1", "2020-01-01");
    world.society("S2", "2021-01-01");
    world.society("S3", "2022-01-01");
    world.member("M1", {"S1", "S2"});
    world.member("M2", {"S3"});
    CHECK(world.ways("member", {"S1", "S3"}) == Ways{"2020-01-01", "2022-01-01"});
    CHECK(world.ways("visit", {"M1", "M2"}) == Ways{"here > 2020-01-01", "here > 2021-01-01", "here > 2022-01-01"});
  }

  TEST_CASE("a blank link is no link, and a lost record breaks the way from there on, where the link stands (TC-134)") {
    World world;
    world.society("S1", "2020-01-01");
    world.member("M1", {});
    world.member("M2", {"S9"}, 42);
    world.member("M3", {"S9", "S1"}, 43);
    CHECK(world.ways("member", {}) == Ways{"none"});
    CHECK(world.ways("visit", {}) == Ways{"none > none"});
    CHECK(world.ways("visit", {"M1"}) == Ways{"here > none"});
    CHECK(world.ways("member", {"S9"}) == Ways{"broken at line 7"});
    CHECK(world.ways("visit", {"M9"}) == Ways{"broken at line 7 > broken at line 7"});
    CHECK(world.ways("visit", {"M2"}) == Ways{"here > broken at line 42"});
    CHECK(world.ways("visit", {"M3"}) == Ways{"here > broken at line 43", "here > 2020-01-01"});
    CHECK(world.ways("visit", {"M9", "M1"}) == Ways{"broken at line 7 > broken at line 7", "here > none"});
  }

  TEST_CASE("a record that holds nothing but its key is not known: a blank export must not look like a stub") {
    World world;
    world.bare_society("S1");
    world.society("S2", "2021-01-01");
    world.member("M1", {"S1"});
    CHECK(world.ways("member", {"S1"}) == Ways{"unknown"});
    CHECK(world.ways("member", {"S1", "S2"}) == Ways{"unknown", "2021-01-01"});
    CHECK(world.ways("visit", {"M1"}) == Ways{"here > unknown"});
  }

  TEST_CASE("keys are compared exactly: leading zeros, case and spaces are part of them (TC-173)") {
    World world;
    world.society("007", "2020-01-01");
    CHECK(world.ways("member", {"007"}) == Ways{"2020-01-01"});
    for (const char* other : {"7", "0007", " 007", "007 "})
      CHECK(world.ways("member", {other}) == Ways{"broken at line 7"});
  }

  TEST_CASE("TC-174: the second record with a key is refused and changes nothing") {
    World world;
    CHECK(world.society("S1", "2020-01-01"));
    CHECK_FALSE(world.society("S1", "2025-01-01"));
    CHECK(world.ways("member", {"S1"}) == Ways{"2020-01-01"});
    CHECK(world.member("S1", {}));  // of another type it is another key
    CHECK(world.society("S2", "2021-01-01"));
    CHECK(world.ways("member", {"S2"}) == Ways{"2021-01-01"});
  }

  TEST_CASE("only what a record that stays links to is linked") {
    World world;
    const std::size_t society = world.policy().record("society"), member = world.policy().record("member");
    world.society("S1", "2020-01-01");
    world.society("S2", "2020-01-01");
    world.member("M1", {"S1"});
    CHECK_FALSE(world.facts().is_linked(society, Row{world.policy(), "society", "S1", {}, {}}));
    world.facts().mark_linked(member, Row{world.policy(), "member", "M1", {"S1", "S9"}, {}});
    CHECK(world.facts().is_linked(society, Row{world.policy(), "society", "S1", {}, {}}));
    CHECK_FALSE(world.facts().is_linked(society, Row{world.policy(), "society", "S2", {}, {}}));
    CHECK_FALSE(world.facts().is_linked(society, Row{world.policy(), "society", "S9", {}, {}}));
    CHECK_FALSE(world.facts().is_linked(member, Row{world.policy(), "member", "M1", {}, {}}));
    world.facts().mark_linked(society, Row{world.policy(), "society", "S1", {}, {}});  // hangs from nothing
  }

  TEST_CASE("thousands of records stay apart") {
    World world;
    for (int i = 0; i < 3000; ++i) world.society("S" + std::to_string(i), format_date(add_days(day("2000-01-01"), i)));
    for (int i = 0; i < 3000; ++i) world.member("M" + std::to_string(i), {"S1", "S2"});
    CHECK(world.ways("member", {"S2999"}) == Ways{format_date(add_days(day("2000-01-01"), 2999))});
    CHECK(world.ways("visit", {"M2999"}) == Ways{"here > 2000-01-02", "here > 2000-01-03"});
  }

  TEST_CASE("moments collect from what hangs below, over any number of links") {
    const auto last = [](const auto& visits) { return collected("{of: society, latest: [visited]}", visits); };
    const auto first = [](const auto& visits) { return collected("{of: society, earliest: [seen]}", visits); };
    using Visits = std::vector<std::pair<std::string_view, std::string_view>>;
    const Visits some{{"M1", "2020-05-01"}, {"M2", "2021-05-01"}, {"M1", "2019-05-01"}, {"M9", "2026-01-01"}};
    CHECK(last(some) == "2021-05-01 at line 11");
    CHECK(first(some) == "2020-05-01 at line 10");  // of each member the last, and of those the first
    CHECK(last(Visits{}) == "none");
    CHECK(last(Visits{{"M9", "2026-01-01"}}) == "none");  // a broken link is nobody's
    const Visits blank{{"M1", "2020-05-01"}, {"M1", ""}, {"M2", "2019-01-01"}};
    CHECK(last(blank) == "unknown at line 11");
    CHECK(first(blank) == "unknown at line 11");
  }

  TEST_CASE("TC-134: what may be anybody's leaves in doubt only who would live by it") {
    // Of a society that left on a day and has no visits, beside a visit of nobody knows whom.
    const auto counted_from = [](std::string_view moment, std::string_view left_on) {
      const SmallPolicy policy{policy_text(std::string{club_records} + "moments:\n  m: " + std::string{moment} +
                                           "\n  left: {of: society, date: left_on}\n"
                                           "  visited: {of: visit, date: came_on}\npurposes: {}\n"
                                           "duties: {d: {law: Art. 1, covers: [society.name], "
                                           "keep: {for: 3 years, after: m}}}\n")};
      Facts facts{policy.compiled(), day("2026-04-01")};
      const Row society{policy, "society", "S1", {}, {{"left_on", left_on}}};
      facts.add(policy.record("society"), society);
      facts.add(policy.record("visit"), Row{policy, "visit", "V1", {"M9"}, {{"came_on", "2026-01-01"}}, 10});
      facts.collect();
      MomentValue value;
      facts.for_each_path(policy.record("society"), society, [&](Path path) {
        value =
            policy.compiled().moment_at(policy.policy().keepers[0].storage()->after, policy.record("society"), path);
      });
      return value.state == MomentValue::State::day ? format_date(value.day) : "unknown";
    };
    CHECK(counted_from("{of: society, latest: [visited]}", "2015-01-01") == "unknown");
    CHECK(counted_from("{of: society, latest: [left, visited]}", "2015-01-01") == "unknown");
    CHECK(counted_from("{of: society, latest: [left, visited]}", "2025-01-01") == "2025-01-01");    // lives as it is
    CHECK(counted_from("{of: society, earliest: [left, visited]}", "2015-01-01") == "2015-01-01");  // at the latest
  }

  TEST_CASE("what counts above for one below is held, when it depends on what is collected") {
    const SmallPolicy policy{policy_text(std::string{club_records} +
                                         "moments:\n"
                                         "  visited: {of: visit, date: came_on}\n"
                                         "  last: {of: society, latest: [visited]}\n"
                                         "  odd: {of: visit, earliest: [visited, last]}\n"
                                         "  m: {of: member, latest: [odd]}\n"
                                         "purposes: {p: {needs: [member.name], use_until: m}}\n")};
    CHECK(Facts{policy.compiled(), day("2026-04-01")}.holds(policy.record("visit")));
  }
}
