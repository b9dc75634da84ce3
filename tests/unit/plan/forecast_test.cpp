// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/forecast.h"

#include <doctest/doctest.h>

#include <numeric>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "libcompliance/plan/planner.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

// Names go before dates: newsletters end with the society, support three years later, and a duty after seven.
constexpr std::string_view keepers =
    "ceilings: [{covers: [society, member], at_most: 3 years, after: society_left}]\n"
    "duties:\n"
    "  fiscal: {law: Art. 52 AWR, applies_when: {society.state: former}, covers: [society.since],\n"
    "           keep: {for: 7 years, after: society_left}}\n"
    "purposes:\n"
    "  support: {applies_when: {society.state: [active, former]},\n"
    "            needs: [society.name, society.state, society.left_on, society.back_on, member.name,\n"
    "                    member.left_on], keep: {for: 3 years, after: society_left}}\n"
    "  news: {applies_when: {society.state: [active, former]}, needs: [member.email], keep: {for: 0 days, after: "
    "society_left}}\n"
    "  log: {needs: [visit.came_on, visit.note], keep: {for: 1 year, after: visited}}\n";

class World {
 public:
  World(std::string_view societies, std::string_view members, std::string_view visits) {
    put_club(files_, societies, members, visits);
  }

  PlanOutcome plan(Date as_of, std::size_t months) {
    const Export source = demand(Export::open(files_, "/export", policy_.policy()));
    return demand(make_plan(policy_.compiled(), policy_.text(), source, files_, as_of, {}, {}, months));
  }
  const ForecastOf& of(std::string_view record, std::string_view as_of, std::size_t months) {
    outcome_ = plan(day(as_of), months);
    return outcome_.forecast->records()[policy_.record(record)];
  }

 private:
  MemoryFiles files_;
  SmallPolicy policy_{club_text(keepers)};
  PlanOutcome outcome_;
};

using Months = std::vector<std::uint64_t>;

std::uint64_t total(const DueCounts& counts) {
  return std::accumulate(counts.months.begin(), counts.months.end(), std::uint64_t{0}) + counts.now + counts.later +
         counts.open + counts.undecided + counts.unfounded;
}

constexpr std::string_view societies =
    "S1,A,Ja,2015-01-01,,,\n"
    "S2,B,Oud,,2023-04-30,,\n"            // due whole on 1 May 2026: there is nothing for the duty
    "S3,C,Oud,2015-01-01,2023-05-10,,\n"  // first on 11 May 2026, whole in 2030
    "S4,D,Oud,,,,\n"                      // nobody knows when it left
    "S5,E,Wil,,,,\n"                      // a prospect, for whom there is no purpose
    "S6,F,Oud,,2020-01-01,,\n";           // due already
constexpr std::string_view members =
    "M1,S2,Ann,ann@example.nl,\nM2,S1,Bob,bob@example.nl,\nM3,S9,Cis,cis@example.nl,\nM4,S1,,,\n";
constexpr std::string_view visits = "V1,M1,2025-04-01,a\nV2,M1,2025-04-02,b\nV3,M2,2025-06-15,c\nV4,M2,2029-01-01,d\n";

}  // namespace

TEST_SUITE("plan/forecast") {
  TEST_CASE("each record is counted once, in the month of the day on which something falls due") {
    World world{societies, members, visits};
    const ForecastOf society = world.of("society", "2026-04-01", 3);
    CHECK(society.first.now == 1);
    CHECK(society.first.months == Months{0, 2, 0});
    CHECK(society.first.open == 1);
    CHECK(society.first.undecided == 1);
    CHECK(society.first.unfounded == 1);
    CHECK(society.whole.now == 1);
    CHECK(society.whole.months == Months{0, 1, 0});
    CHECK(society.whole.later == 1);
    CHECK(total(society.first) == 6);
    CHECK(total(society.whole) == 6);
  }

  TEST_CASE("the first cell of a record may go long before the last") {
    World world{societies, members, visits};
    const ForecastOf member = world.of("member", "2026-04-01", 3);
    CHECK(member.first.now == 1);  // Ann's address went with the society
    CHECK(member.whole.months == Months{0, 1, 0});
    CHECK(member.first.undecided == 1);  // whose society is not there
    CHECK(member.first.open == 2);       // Bob, and a record that holds nothing but its key
    CHECK(total(member.whole) == 4);
  }

  TEST_CASE("months are those of the calendar, and the first is the month of the next day") {
    World world{societies, members, visits};
    const ForecastOf visit = world.of("visit", "2026-03-31", 3);
    CHECK(visit.whole.months == Months{2, 0, 1});  // 2 and 3 April, 16 June
    CHECK(visit.whole.later == 1);
    CHECK(world.plan(day("2026-03-31"), 3).forecast->month(0) == day("2026-04-01"));
    CHECK(world.plan(day("2026-12-30"), 3).forecast->month(2) == day("2027-02-01"));
    // The last day is inclusive: on 1 April, what has 1 April as its last day is not due, but falls due this month.
    const ForecastOf later = world.of("visit", "2026-04-01", 1);
    CHECK(later.whole.now == 0);
    CHECK(later.whole.months == Months{2});
  }

  TEST_CASE("a run on the last day of a month finds what was forecast for that month, and nothing else that is new") {
    World world{societies, members, visits};
    const PlanOutcome now = world.plan(day("2026-04-01"), 60);
    const Forecast& forecast = *now.forecast;
    std::set<std::string> known;
    const auto news = [&](const PlanOutcome& outcome, std::vector<std::uint64_t>& by_table) {
      by_table.assign(outcome.plan.tables.size(), 0);
      for (std::size_t t = 0; t < by_table.size(); ++t)
        for (const Effect& effect : outcome.plan.tables[t].effects)
          if (known.insert(std::to_string(t) + effect.key).second) ++by_table[t];
    };
    std::vector<std::uint64_t> found;
    news(now, found);
    for (std::size_t t = 0; t < found.size(); ++t) CHECK(found[t] == forecast.records()[t].first.now);
    for (std::size_t month = 0; month < forecast.months(); ++month) {
      CAPTURE(format_date(forecast.month(month)));
      news(world.plan(add_days(forecast.month(month + 1), -1), 0), found);
      for (std::size_t t = 0; t < found.size(); ++t) CHECK(found[t] == forecast.records()[t].first.months[month]);
    }
  }

  TEST_CASE("no months, no forecast") {
    World world{societies, members, visits};
    CHECK_FALSE(world.plan(day("2026-04-01"), 0).forecast.has_value());
  }
}
