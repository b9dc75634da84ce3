// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/rules/verdict.h"

#include <doctest/doctest.h>

#include <deque>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

using Life = KeeperState::Life;
using Link = Standing::Link;

MomentValue on(std::string_view text) { return {.state = MomentValue::State::day, .day = day(text)}; }
const MomentValue not_yet{.state = MomentValue::State::not_yet};
const MomentValue unknown{.state = MomentValue::State::unknown, .why = Unknown::no_date, .spot = {0, 3, 9}};
const Truth yes{Truth::State::yes}, no{Truth::State::no};
const Truth not_known{Truth::State::unknown, Unknown::unknown_word, {0, 2, 9}};
const Spot the_link{1, 2, 5};

// One record on the way up, with values of its own.
struct Up {
  std::vector<MomentValue> moments = {};
  std::vector<Truth> conditions = {};
  Link link = Link::present;
};
const Up no_link{.link = Link::none}, broken_link{.link = Link::broken};

// Decides records of a policy of the club.
class Decider {
 public:
  explicit Decider(std::string_view keepers) : policy_(club_text(keepers)) {}

  Decider& today(std::string_view text) { return as_of_ = day(text), *this; }
  Decider& looking_ahead(std::string_view text) { return look_ahead_ = period(text), *this; }
  Decider& looking_ahead_no_more() { return look_ahead_.reset(), *this; }

  // The verdict for one field ("member.name") of a record that has these ways up.
  Verdict decide(std::string_view field, const std::vector<std::vector<Up>>& paths) {
    const std::string record{field.substr(0, field.find('.'))};
    decision_.emplace(policy_.compiled(), as_of_, look_ahead_);
    decision_->start(policy_.record(record));
    for (const std::vector<Up>& path : paths) {
      std::vector<Standing> standings;
      for (const Up& up : path)
        standings.push_back({.link = up.link,
                             .spot = up.link == Link::broken ? the_link : Spot{},
                             .moments = up.moments,
                             .conditions = up.conditions});
      decision_->add(standings);
    }
    const RecordRules& rules = policy_.compiled().of(policy_.record(record));
    return decision_->verdicts()[rules.group_of(policy_.field(record, field.substr(record.size() + 1)))];
  }

  // Likewise of one society, which has one moment and nothing above it.
  Verdict society(const MomentValue& left, std::vector<Truth> conditions = {}) {
    return decide("society.name", {{{.moments = {left}, .conditions = std::move(conditions)}}});
  }

  const KeeperState& keeper(std::string_view name) const { return decision_->keepers()[policy_.keeper(name)]; }
  std::vector<std::string> names(std::uint64_t keepers) const {
    std::vector<std::string> names;
    for (std::size_t k = 0; k < policy_.policy().keepers.size(); ++k)
      if ((keepers >> k & 1U) != 0) names.push_back(policy_.policy().keepers[k].name);
    return names;
  }

 private:
  SmallPolicy policy_;
  Date as_of_ = day("2026-04-01");
  std::optional<Period> look_ahead_;
  std::optional<Decision> decision_;
};

std::string text_of(const Verdict& verdict) {
  std::string text{word_of(verdict.kind, verdict_words)};
  if (verdict.kind == VerdictKind::keep) return text + (verdict.open ? " open" : " " + format_date(verdict.last_day));
  if (verdict.kind == VerdictKind::due)
    return text + " " + format_date(verdict.last_day) + (verdict.early ? " early" : "") +
           (verdict.at_ceiling ? " ceiling" : "");
  if (verdict.kind == VerdictKind::undecided) return text + " " + std::string{word_of(verdict.why, unknown_words)};
  return text;
}

std::string text_of(const MomentValue& value) {
  switch (value.state) {
    case MomentValue::State::none:
      return "none";
    case MomentValue::State::day:
      return format_date(value.day);
    case MomentValue::State::not_yet:
      return "open";
    case MomentValue::State::unknown:
      return "unknown";
  }
  return "";
}

constexpr std::string_view one_purpose =
    "purposes:\n"
    "  support: {needs: [society.name], keep: {for: 3 years, after: society_left}}\n";

}  // namespace

TEST_SUITE("rules/verdict") {
  TEST_CASE("a purpose keeps a cell while its moment has not come, until the last day of its period, and no longer") {
    Decider decider{one_purpose};
    CHECK(text_of(decider.society(not_yet)) == "keep open");
    CHECK(text_of(decider.society(unknown)) == "undecided no_date");
    CHECK(text_of(decider.society(on("2023-04-02"))) == "keep 2026-04-02");
    CHECK(text_of(decider.society(on("2023-04-01"))) == "keep 2026-04-01");  // TC-34: the last day is inclusive
    CHECK(text_of(decider.society(on("2023-03-31"))) == "due 2026-03-31");
    CHECK(text_of(decider.society(on("2027-01-01"))) == "keep 2030-01-01");  // TC-42: it leaves next year
  }

  TEST_CASE("TC-28, TC-29: a period that ends in a month that is too short ends on its last day") {
    Decider decider{one_purpose};
    CHECK(text_of(decider.today("2027-02-28").society(on("2024-02-29"))) == "keep 2027-02-28");
    CHECK(text_of(decider.today("2027-03-01").society(on("2024-02-29"))) == "due 2027-02-28");
    CHECK(text_of(decider.today("2026-03-01").society(on("2023-02-28"))) == "due 2026-02-28");
  }

  TEST_CASE("an undecided verdict says where to look") {
    Decider decider{one_purpose};
    CHECK(decider.society(unknown).spot == Spot{0, 3, 9});
    CHECK(decider.names(decider.society(unknown).keepers) == std::vector<std::string>{"support"});
  }

  TEST_CASE("a cell that nothing covers is unfounded, beside one that something covers") {
    Decider decider{one_purpose};
    CHECK(text_of(decider.decide("society.state", {{{.moments = {not_yet}}}})) == "unfounded");
    CHECK(text_of(decider.decide("society.name", {{{.moments = {not_yet}}}})) == "keep open");
  }

  TEST_CASE("a keeper whose condition is false does not exist; one whose condition is unknown may") {
    Decider decider{
        "purposes:\n"
        "  support: {applies_when: {society.state: [active, former]}, needs: [society.name],\n"
        "            keep: {for: 3 years, after: society_left}}\n"};
    CHECK(text_of(decider.society(not_yet, {yes})) == "keep open");
    CHECK(text_of(decider.society(not_yet, {no})) == "unfounded");  // TC-55: a prospect
    CHECK(text_of(decider.society(on("2020-01-01"), {no})) == "unfounded");
    CHECK(text_of(decider.society(not_yet, {not_known})) == "undecided unknown_word");
    CHECK(decider.society(not_yet, {not_known}).spot == Spot{0, 2, 9});
    // Its clock has ended, if it had one: but then nobody knows that it ever covered the cell.
    CHECK(text_of(decider.society(on("2020-01-01"), {not_known})) == "undecided unknown_word");
  }

  TEST_CASE("what hangs from nothing has no keeper; what hangs from a lost record is undecided (TC-134)") {
    Decider decider{"purposes:\n  support: {needs: [visit.note], keep: {for: 3 years, after: society_left}}\n"};
    const Up here{.moments = {on("2020-01-01")}}, member{.moments = {unknown}};
    CHECK(text_of(decider.decide("visit.note", {{here, no_link, no_link}})) == "unfounded");
    CHECK(text_of(decider.decide("visit.note", {{here, member, no_link}})) == "unfounded");
    const Verdict lost = decider.decide("visit.note", {{here, member, broken_link}});
    CHECK(text_of(lost) == "undecided broken_link");
    CHECK(lost.spot == the_link);
    CHECK(text_of(decider.decide("visit.note", {{here, member, {.moments = {not_yet}}}})) == "keep open");
  }

  TEST_CASE("a condition on a record above follows the links as well") {
    Decider decider{
        "purposes:\n"
        "  talk: {applies_when: {society.state: active}, needs: [visit.note], keep: {for: 1 year, after: visited}}\n"};
    const Up here{.moments = {on("2026-01-01")}}, member{.moments = {unknown}};
    const auto with = [&](const Up& society) {
      return text_of(decider.decide("visit.note", {{here, member, society}}));
    };
    CHECK(with({.moments = {not_yet}, .conditions = {yes}}) == "keep 2027-01-01");
    CHECK(with({.moments = {not_yet}, .conditions = {no}}) == "unfounded");
    CHECK(with(no_link) == "unfounded");
    CHECK(with(broken_link) == "undecided broken_link");
  }

  TEST_CASE("TC-60, TC-61, TC-62: a duty that counts from the end of the year keeps through 31 December") {
    Decider decider{
        "purposes: {}\n"
        "duties:\n"
        "  fiscal: {law: Art. 52 AWR, covers: [society.name],\n"
        "           keep: {for: 7 years, after: society_left, counted: from_year_end}}\n"};
    struct Row {
      std::string_view moment, last_day;
    };
    for (const Row& row : {Row{"2019-12-31", "2026-12-31"}, Row{"2020-01-01", "2027-12-31"},
                           Row{"2024-04-30", "2031-12-31"}, Row{"2020-02-29", "2027-12-31"}}) {
      CAPTURE(row.moment);
      CHECK(text_of(decider.today(row.last_day).society(on(row.moment))) == "keep " + std::string{row.last_day});
      CHECK(text_of(decider.today(format_date(add_days(day(row.last_day), 1))).society(on(row.moment))) ==
            "due " + std::string{row.last_day});
    }
  }

  TEST_CASE(
      "TC-60, TC-61, TC-62: a duty that counts from the end of another book year keeps through that day (L-AWR)") {
    struct Row {
      std::string_view ends, moment, last_day;
    };
    for (const Row& row : {Row{"12-31", "2019-12-31", "2026-12-31"}, Row{"12-31", "2020-01-01", "2027-12-31"},
                           Row{"06-30", "2019-12-31", "2027-06-30"}, Row{"06-30", "2020-06-30", "2027-06-30"},
                           Row{"06-30", "2020-07-01", "2028-06-30"}, Row{"09-30", "2024-04-30", "2031-09-30"},
                           Row{"02-28", "2024-02-29", "2031-02-28"}, Row{"02-28", "2024-03-01", "2032-02-29"}}) {
      CAPTURE(row.ends);
      CAPTURE(row.moment);
      Decider decider{"book_year_ends: " + std::string{row.ends} +
                      "\npurposes: {}\n"
                      "duties: {fiscal: {from: nl-fiscal, covers: [society.name], after: society_left}}\n"};
      CHECK(text_of(decider.today(row.last_day).society(on(row.moment))) == "keep " + std::string{row.last_day});
      CHECK(text_of(decider.today(format_date(add_days(day(row.last_day), 1))).society(on(row.moment))) ==
            "due " + std::string{row.last_day});
    }
  }

  TEST_CASE("keep goes before undecided, undecided before due, due before unfounded") {
    Decider decider{
        "purposes:\n"
        "  first: {needs: [visit.note], keep: {for: 1 year, after: visited}}\n"
        "  second: {needs: [visit.note], keep: {for: 1 year, after: member_left}}\n"};
    const std::string gone = "2020-01-01";
    const auto verdict = [&](const MomentValue& visited, const MomentValue& member_left) {
      return decider.decide("visit.note", {{{.moments = {visited}}, {.moments = {member_left}}, no_link}});
    };
    CHECK(text_of(verdict(not_yet, unknown)) == "keep open");
    CHECK(text_of(verdict(unknown, not_yet)) == "keep open");
    CHECK(decider.names(verdict(unknown, not_yet).keepers) == std::vector<std::string>{"second"});
    CHECK(text_of(verdict(on(gone), unknown)) == "undecided no_date");
    CHECK(decider.names(verdict(on(gone), unknown).keepers) == std::vector<std::string>{"second"});
    CHECK(text_of(verdict(on(gone), on("2019-01-01"))) == "due 2021-01-01");
    CHECK(decider.names(verdict(on(gone), on("2019-01-01")).keepers) == std::vector<std::string>{"first", "second"});
    // The last of the live days counts; a keeper that has ended is not among the reasons.
    CHECK(text_of(verdict(on("2026-01-01"), on("2025-06-01"))) == "keep 2027-01-01");
    CHECK(decider.names(verdict(on("2026-01-01"), on(gone)).keepers) == std::vector<std::string>{"first"});
    // An end that is not known yet goes before every day.
    CHECK(text_of(verdict(on("2026-01-01"), not_yet)) == "keep open");
    CHECK(text_of(verdict(not_yet, on("2026-01-01"))) == "keep open");
  }

  TEST_CASE("the reasons name all live keepers, duties first") {
    Decider decider{
        "purposes:\n"
        "  support: {needs: [society.name], keep: {for: 9 years, after: society_left}}\n"
        "  over: {needs: [society.name], keep: {for: 1 month, after: society_left}}\n"
        "duties:\n"
        "  fiscal: {law: Art. 52 AWR, covers: [society.name], keep: {for: 7 years, after: society_left}}\n"};
    const Verdict verdict = decider.society(on("2020-01-01"));
    CHECK(text_of(verdict) == "keep 2029-01-01");
    CHECK(decider.names(verdict.keepers) == std::vector<std::string>{"fiscal", "support"});
  }

  TEST_CASE("a ceiling cuts purposes and never duties, at its exact day") {
    Decider decider{
        "purposes:\n"
        "  support: {needs: [society.name], keep: {for: 9 years, after: society_left}}\n"
        "duties:\n"
        "  fiscal: {law: Art. 52 AWR, covers: [society.state], keep: {for: 7 years, after: society_left}}\n"
        "ceilings: [{covers: [society], at_most: 3 years, after: society_left}]\n"};
    CHECK(text_of(decider.society(on("2023-04-01"))) == "keep 2026-04-01");
    CHECK(text_of(decider.society(on("2023-03-31"))) == "due 2026-03-31 ceiling");
    CHECK(text_of(decider.society(not_yet)) == "keep open");
    CHECK(text_of(decider.decide("society.state", {{{.moments = {on("2023-03-31")}}}})) == "keep 2030-03-31");
  }

  TEST_CASE("a purpose that ends before its ceiling ends on its own day; one that ends with it is at its maximum") {
    Decider decider{
        "purposes:\n"
        "  short: {needs: [society.name], keep: {for: 1 year, after: society_left}}\n"
        "  equal: {needs: [society.state], keep: {for: 3 years, after: society_left}}\n"
        "ceilings: [{covers: [society], at_most: 3 years, after: society_left}]\n"};
    CHECK(text_of(decider.society(on("2024-01-01"))) == "due 2025-01-01");
    CHECK(text_of(decider.decide("society.state", {{{.moments = {on("2023-03-31")}}}})) == "due 2026-03-31 ceiling");
  }

  TEST_CASE("a purpose with an unknown end still ends at its ceiling, and one with an unknown ceiling is not alive") {
    Decider decider{
        "purposes:\n"
        "  talk: {needs: [visit.note], keep: {for: 9 years, after: member_left}}\n"
        "ceilings: [{covers: [visit], at_most: 1 year, after: visited}]\n"};
    const auto verdict = [&](const MomentValue& visited, const MomentValue& member_left) {
      return text_of(decider.decide("visit.note", {{{.moments = {visited}}, {.moments = {member_left}}, no_link}}));
    };
    CHECK(verdict(on("2020-01-01"), unknown) == "due 2021-01-01 ceiling");
    CHECK(verdict(on("2026-01-01"), unknown) == "undecided no_date");
    CHECK(verdict(unknown, on("2026-01-01")) == "undecided no_date");
    CHECK(verdict(unknown, not_yet) == "undecided no_date");
    CHECK(verdict(unknown, on("2010-01-01")) == "due 2019-01-01");  // over by itself, wherever the ceiling was
    CHECK(verdict(not_yet, on("2026-01-01")) == "keep 2035-01-01");
    CHECK(verdict(on("2026-01-01"), not_yet) == "keep 2027-01-01");
  }

  TEST_CASE("of two ceilings the first to come counts, in whatever order they stand") {
    for (const char* ceilings : {"ceilings: [{covers: [visit], at_most: 1 year, after: visited}, {covers: [visit], "
                                 "at_most: 2 years, after: member_left}]\n",
                                 "ceilings: [{covers: [visit], at_most: 2 years, after: member_left}, {covers: "
                                 "[visit], at_most: 1 year, after: visited}]\n"}) {
      Decider decider{
          std::string{"purposes:\n  talk: {needs: [visit.note], keep: {for: 9 years, after: member_left}}\n"} +
          ceilings};
      const auto verdict = [&](const MomentValue& visited, const MomentValue& member_left) {
        return text_of(decider.decide("visit.note", {{{.moments = {visited}}, {.moments = {member_left}}, no_link}}));
      };
      CHECK(verdict(on("2020-01-01"), on("2023-01-01")) == "due 2021-01-01 ceiling");
      CHECK(verdict(on("2026-01-01"), on("2023-01-01")) == "due 2025-01-01 ceiling");
      CHECK(verdict(on("2025-06-01"), on("2025-06-01")) == "keep 2026-06-01");
      CHECK(verdict(unknown, on("2023-01-01")) == "due 2025-01-01 ceiling");
      CHECK(verdict(unknown, on("2025-01-01")) == "undecided no_date");
      CHECK(verdict(on("2020-01-01"), unknown) == "due 2021-01-01 ceiling");
    }
  }

  TEST_CASE("TC-35: look-ahead takes what would pass its ceiling before the next run, and only that") {
    Decider decider{std::string{one_purpose} +
                    "ceilings: [{covers: [society], at_most: 3 years, after: society_left}]\n"};
    decider.looking_ahead("1 month").today("2026-03-01");
    CHECK(text_of(decider.society(on("2023-03-10"))) == "due 2026-03-10 early ceiling");
    CHECK(text_of(decider.society(on("2023-03-31"))) == "due 2026-03-31 early ceiling");
    CHECK(text_of(decider.society(on("2023-04-01"))) == "keep 2026-04-01");  // the next run is in time
    CHECK(text_of(decider.society(on("2023-02-28"))) == "due 2026-02-28 ceiling");
    CHECK(text_of(decider.society(not_yet)) == "keep open");
    CHECK(text_of(decider.looking_ahead_no_more().society(on("2023-03-10"))) == "keep 2026-03-10");
  }

  TEST_CASE("look-ahead never shortens a duty or a purpose's own period") {
    Decider decider{
        "purposes:\n"
        "  support: {needs: [society.name], keep: {for: 3 years, after: society_left}}\n"
        "duties:\n"
        "  fiscal: {law: Art. 52 AWR, covers: [society.state], keep: {for: 3 years, after: society_left}}\n"};
    decider.looking_ahead("1 month").today("2026-03-01");
    CHECK(text_of(decider.society(on("2023-03-10"))) == "keep 2026-03-10");
    CHECK(text_of(decider.decide("society.state", {{{.moments = {on("2023-03-10")}}}})) == "keep 2026-03-10");
  }

  TEST_CASE("look-ahead waits for the moment to happen: a departure that is only planned shortens nothing") {
    Decider decider{std::string{one_purpose} +
                    "ceilings: [{covers: [society], at_most: 7 days, after: society_left}]\n"};
    decider.looking_ahead("1 month").today("2026-03-01");
    CHECK(text_of(decider.society(on("2026-03-02"))) == "keep 2026-03-09");
    CHECK(text_of(decider.society(on("2026-03-01"))) == "due 2026-03-08 early ceiling");
  }

  TEST_CASE("RF-15: a purpose that ends before a ceiling that passes before the next run goes now, or it is too late") {
    Decider decider{
        "purposes:\n"
        "  support: {needs: [society.name], keep: {for: 35 months, after: society_left}}\n"
        "ceilings: [{covers: [society], at_most: 3 years, after: society_left}]\n"};
    decider.looking_ahead("3 months").today("2026-03-01");
    // Its own last day is 10 April, the ceiling's 10 May, the next run on 1 June.
    CHECK(text_of(decider.society(on("2023-05-10"))) == "due 2026-04-10 early");
    // The ceiling's last day is 1 June: the next run is in time.
    CHECK(text_of(decider.society(on("2023-06-01"))) == "keep 2026-05-01");
  }

  TEST_CASE("TC-45: a record with several ways up lives while it lives for any of them") {
    Decider decider{
        "purposes:\n  support: {needs: [member.name], keep: {for: 3 years, after: society_left}}\n"
        "ceilings: [{covers: [member], at_most: 3 years, after: society_left}]\n"};
    const auto verdict = [&](const std::vector<Up>& societies) {
      std::vector<std::vector<Up>> paths;
      for (const Up& society : societies) paths.push_back({{.moments = {unknown}}, society});
      return text_of(decider.decide("member.name", paths));
    };
    const Up active{.moments = {not_yet}}, gone{.moments = {on("2021-01-01")}}, later{.moments = {on("2022-01-01")}},
        fresh{.moments = {on("2025-01-01")}}, fresher{.moments = {on("2026-01-01")}}, doubtful{.moments = {unknown}};
    CHECK(verdict({gone, active}) == "keep open");
    CHECK(verdict({active, gone}) == "keep open");
    CHECK(verdict({gone, later}) == "due 2025-01-01 ceiling");
    CHECK(verdict({later, gone}) == "due 2025-01-01 ceiling");
    CHECK(verdict({fresh, fresher}) == "keep 2029-01-01");
    CHECK(verdict({fresher, fresh, gone}) == "keep 2029-01-01");
    CHECK(verdict({gone, doubtful}) == "undecided no_date");
    CHECK(verdict({doubtful, fresh}) == "keep 2028-01-01");
    CHECK(verdict({gone, broken_link}) == "undecided broken_link");
    CHECK(verdict({no_link, gone}) == "due 2024-01-01 ceiling");
  }

  TEST_CASE("a moment of several moments reads those of the records above") {
    SmallPolicy policy{policy_text(std::string{club_records} + std::string{club_moments} +
                                   "  last_seen: {of: visit, latest: [visited, member_left]}\n"
                                   "  first_end: {of: visit, earliest: [visited, member_left]}\n"
                                   "purposes:\n"
                                   "  long: {needs: [visit.note], keep: {for: 1 year, after: last_seen}}\n"
                                   "  brief: {needs: [visit.came_on], keep: {for: 1 year, after: first_end}}\n")};
    const auto texts = [&](const MomentValue& visited, const MomentValue& member_left, Link member) {
      Decision decision{policy.compiled(), day("2026-04-01"), {}};
      decision.start(policy.record("visit"));
      const std::vector here{visited}, above{member_left};
      const std::vector<Standing> path{{.moments = here}, {.link = member, .moments = above}, {.link = Link::none}};
      decision.add(path);
      const RecordRules& rules = policy.compiled().of(policy.record("visit"));
      return text_of(decision.verdicts()[rules.group_of(policy.field("visit", "note"))]) + ", " +
             text_of(decision.verdicts()[rules.group_of(policy.field("visit", "came_on"))]);
    };
    CHECK(texts(on("2026-01-01"), on("2025-06-01"), Link::present) == "keep 2027-01-01, keep 2026-06-01");
    CHECK(texts(on("2026-01-01"), not_yet, Link::present) == "keep open, keep 2027-01-01");
    CHECK(texts(on("2020-01-01"), unknown, Link::present) == "undecided no_date, undecided no_date");
    CHECK(texts(not_yet, unknown, Link::present) == "keep open, undecided no_date");
    CHECK(texts(on("2020-01-01"), not_yet, Link::none) == "due 2021-01-01, due 2021-01-01");
    CHECK(texts(on("2020-01-01"), not_yet, Link::broken) == "undecided broken_link, undecided broken_link");
  }

  TEST_CASE("RF-06, TC-54: a former customer is stored, but the use of its data has ended") {
    Decider decider{
        "purposes:\n"
        "  letters: {needs: [society.name], use_until: society_left, keep: {for: 3 years, after: society_left}}\n"
        "  support: {needs: [society.state], keep: {for: 3 years, after: society_left}}\n"};
    CHECK(text_of(decider.society(on("2025-01-01"))) == "keep 2028-01-01");
    CHECK(text_of(decider.keeper("letters").use) == "2025-01-01");
    CHECK(text_of(decider.keeper("support").use) == "2028-01-01");  // without use_until: as long as it is stored
    decider.society(not_yet);
    CHECK(text_of(decider.keeper("letters").use) == "open");
    CHECK(text_of(decider.keeper("support").use) == "open");
    decider.society(unknown);
    CHECK(text_of(decider.keeper("letters").use) == "unknown");
    CHECK(text_of(decider.keeper("support").use) == "unknown");
  }

  TEST_CASE("a purpose without keep is stored as long as it may be used") {
    Decider decider{"purposes:\n  letters: {needs: [society.name], use_until: society_left}\n"};
    CHECK(text_of(decider.society(on("2026-04-01"))) == "keep 2026-04-01");
    CHECK(text_of(decider.society(on("2026-03-31"))) == "due 2026-03-31");
  }

  TEST_CASE("use ends with the storage at the latest, whatever its own clock says") {
    Decider decider{
        "purposes:\n"
        "  talk: {needs: [visit.note], use_until: member_left, keep: {for: 1 year, after: visited}}\n"};
    const auto use = [&](const MomentValue& visited, const MomentValue& member_left) {
      decider.decide("visit.note", {{{.moments = {visited}}, {.moments = {member_left}}, no_link}});
      return text_of(decider.keeper("talk").use);
    };
    CHECK(use(on("2020-01-01"), on("2025-01-01")) == "2021-01-01");
    CHECK(use(on("2026-01-01"), on("2026-02-01")) == "2026-02-01");
    CHECK(use(on("2020-01-01"), not_yet) == "2021-01-01");
    CHECK(use(on("2026-01-01"), not_yet) == "2027-01-01");
    CHECK(use(not_yet, not_yet) == "open");
    CHECK(use(not_yet, on("2025-01-01")) == "2025-01-01");
    CHECK(use(unknown, not_yet) == "unknown");
  }

  TEST_CASE("look-ahead ends the storage early, but not the use") {
    Decider decider{std::string{one_purpose} +
                    "ceilings: [{covers: [society], at_most: 3 years, after: society_left}]\n"};
    decider.looking_ahead("1 month").today("2026-03-01").society(on("2023-03-10"));
    CHECK(decider.keeper("support").life == Life::ended);
    CHECK(decider.keeper("support").early);
    CHECK(text_of(decider.keeper("support").use) == "2026-03-10");
  }

  TEST_CASE("use over several ways up is the latest of them") {
    Decider decider{"purposes:\n  letters: {needs: [member.name], use_until: society_left}\n"};
    const Up here{.moments = {unknown}};
    decider.decide("member.name", {{here, {.moments = {on("2021-01-01")}}}, {here, {.moments = {not_yet}}}});
    CHECK(text_of(decider.keeper("letters").use) == "open");
    decider.decide("member.name", {{here, {.moments = {on("2021-01-01")}}}, {here, {.moments = {on("2020-01-01")}}}});
    CHECK(text_of(decider.keeper("letters").use) == "2021-01-01");
    decider.decide("member.name", {{here, no_link}});
    CHECK(text_of(decider.keeper("letters").use) == "none");
  }

  TEST_CASE("nothing of a record is left when the next one starts") {
    SmallPolicy policy{club_text(one_purpose)};
    Decision decision{policy.compiled(), day("2026-04-01"), {}};
    const std::vector alive{not_yet}, over{on("2020-01-01")};
    for (const auto& [moments, kind] : {std::pair{&alive, VerdictKind::keep}, std::pair{&over, VerdictKind::due}}) {
      decision.start(policy.record("society"));
      const std::vector<Standing> path{{.moments = *moments}};
      decision.add(path);
      CHECK(decision.verdicts()[policy.compiled().of(0).group_of(0)].kind == kind);
    }
  }

  TEST_CASE("64 keepers fit, and the last of them counts like the first") {
    std::string purposes = "purposes:\n";
    for (int i = 0; i < 63; ++i)
      purposes += "  p" + std::to_string(i) + ": {needs: [society.name], keep: {for: 1 day, after: society_left}}\n";
    Decider decider{purposes + "  last: {needs: [society.name], keep: {for: 9 years, after: society_left}}\n"};
    const Verdict verdict = decider.society(on("2020-01-01"));
    CHECK(text_of(verdict) == "keep 2029-01-01");
    CHECK(verdict.keepers == std::uint64_t{1} << 63);
    CHECK(decider.society(on("2010-01-01")).keepers == ~std::uint64_t{0});
  }

  TEST_CASE("fields that the same keepers cover are one group") {
    SmallPolicy policy{
        club_text("purposes:\n"
                  "  a: {needs: [society.name, society.since], use_until: society_left}\n"
                  "  b: {needs: [society.since, society.name, society.state], use_until: society_left}\n")};
    const RecordRules& rules = policy.compiled().of(policy.record("society"));
    CHECK(rules.groups().size() == 3);  // {a, b}, {b}, {}
    CHECK(rules.group_of(0) == rules.group_of(policy.field("society", "since")));
    CHECK(rules.keepers() == 3);
    CHECK(rules.groups()[rules.group_of(policy.field("society", "left_on"))].keepers == 0);
    CHECK(policy.compiled().of(policy.record("visit")).chain().size() == 3);
  }

  TEST_CASE("the same condition of two keepers is asked once") {
    SmallPolicy policy{
        club_text("purposes:\n"
                  "  a: {applies_when: {society.state: active}, needs: [society.name], use_until: society_left}\n"
                  "  b: {applies_when: {society.state: active}, needs: [member.name], use_until: society_left}\n"
                  "  c: {applies_when: {society.state: former}, needs: [member.name], use_until: society_left}\n")};
    CHECK(policy.compiled().conditions().size() == 2);
    CHECK(policy.compiled().conditions_of(policy.record("society")).size() == 2);
    CHECK(policy.compiled().conditions_of(policy.record("member")).empty());
  }

  TEST_CASE(
      "a merged record whose survivor is not there: a hold by key has seen its key, and nothing before the path is "
      "read (ST-30)") {
    const SmallPolicy policy{
        club_text("purposes: {support: {needs: [member.name], keep: {for: 3 years, after: "
                  "society_left}}}\n")};
    const std::size_t member = policy.record("member");
    Concerns concerns;
    concerns.set_found_by(member, Concerns::FoundBy::key);
    const ConcernId cancelled =
        concerns.id_of({.cancellations = {{.keepers = all_but_duties(policy.policy()), .from = day("2026-03-01")}}});
    // What lies in front of the path in memory is somebody else's.
    const Standing lost{.link = Link::broken, .spot = the_link};
    const std::vector<Standing> memory{lost, {.link = Link::broken, .spot = the_link, .concern = cancelled}, lost};
    Decision decision{policy.compiled(), day("2026-04-01"), std::nullopt, &concerns};
    decision.start(member);
    decision.add(Path{memory}.subspan(1));
    const std::size_t group = policy.compiled().of(member).group_of(policy.field("member", "name"));
    CHECK(decision.verdicts()[group].kind == VerdictKind::due);
  }
}
