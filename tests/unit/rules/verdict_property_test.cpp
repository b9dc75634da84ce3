// SPDX-License-Identifier: Apache-2.0
// What must hold for every policy and every record, tried on random ones. A failure prints its seed.

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <random>
#include <vector>

#include "libcompliance/rules/verdict.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

constexpr unsigned rounds = 3000;
constexpr Date first_day{std::chrono::year{2020}, std::chrono::January, std::chrono::day{1}};
constexpr std::size_t height = 3;   // record types in a chain; the record that is decided is the lowest
constexpr std::size_t moments = 6;  // two a record type
constexpr std::size_t fields = 3;

enum class Moments { all_known, any };

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool one_in(std::size_t bound) { return below(bound) == 0; }
  Period period() {
    return one_in(3) ? Period{0, static_cast<int>(below(400))} : Period{static_cast<int>(below(60)), 0};
  }
  Date date() { return add_days(first_day, static_cast<int>(below(3000))); }

 private:
  std::mt19937 engine_;
};

// Only what the rules read. A keeper covers fields of the lowest record type.
Policy random_policy(Dice& dice) {
  Policy policy;
  for (std::size_t r = 0; r < height; ++r) {
    policy.records.push_back({.name = "r", .fields = std::vector<Field>(fields)});
    if (r + 1 < height) policy.records.back().belongs_to = r + 1;
  }
  for (std::size_t m = 0; m < moments; ++m) policy.moments.push_back({.name = "m", .of = m / 2});
  policy.moments.push_back(
      {.name = "l", .of = 0, .kind = Moment::Kind::latest, .moments = {dice.below(6), dice.below(6)}});
  policy.moments.push_back(
      {.name = "e", .of = 0, .kind = Moment::Kind::earliest, .moments = {dice.below(6), dice.below(6)}});
  const auto moment = [&] { return dice.below(policy.moments.size()); };
  for (std::size_t c = dice.below(3); c > 0; --c)
    policy.ceilings.push_back({.covers = {0}, .at_most = dice.period(), .after = moment()});
  for (std::size_t k = 1 + dice.below(4); k > 0; --k) {
    Keeper keeper{.kind = dice.one_in(3) ? Keeper::Kind::duty : Keeper::Kind::purpose, .name = "k"};
    for (std::size_t f = 0; f < fields; ++f)
      if (!dice.one_in(3)) keeper.covers.push_back({0, f});
    if (dice.one_in(3))
      keeper.applies_when =
          Condition{.field = {dice.below(height), 0}, .words = {static_cast<std::int16_t>(dice.below(2))}};
    if (keeper.kind == Keeper::Kind::purpose && dice.one_in(2)) keeper.use_until = moment();
    if (!keeper.use_until || dice.one_in(2)) keeper.keep = Keep{dice.period(), moment(), Counted::from_day};
    if (keeper.kind == Keeper::Kind::duty && dice.one_in(2)) keeper.keep->counted = Counted::from_year_end;
    policy.keepers.push_back(std::move(keeper));
  }
  return policy;
}

// The records that a path names, with their values.
struct Way {
  std::vector<std::vector<MomentValue>> values;
  std::vector<std::vector<Truth>> truths;
  std::vector<Standing::Link> links;

  std::vector<Standing> path() const {
    std::vector<Standing> path;
    for (std::size_t r = 0; r < height; ++r)
      path.push_back({.link = links[r], .moments = values[r], .conditions = truths[r]});
    return path;
  }
};

Way random_way(Dice& dice, const CompiledPolicy& policy, Moments kind, const Way* bottom) {
  Way way;
  for (std::size_t r = 0; r < height; ++r) {
    way.links.push_back(r > 0 && way.links.back() != Standing::Link::present ? way.links.back()
                        : r > 0 && dice.one_in(8)                            ? Standing::Link::none
                        : r > 0 && kind == Moments::any && dice.one_in(8)    ? Standing::Link::broken
                                                                             : Standing::Link::present);
    auto& values = way.values.emplace_back();
    for (std::size_t m = 0; m < policy.moments_of(r).size(); ++m) {
      MomentValue value{.state = MomentValue::State::day, .day = dice.date()};
      if (dice.one_in(4)) value.state = MomentValue::State::not_yet;
      if (kind == Moments::any && dice.one_in(4)) value.state = MomentValue::State::unknown;
      values.push_back(value);
    }
    auto& truths = way.truths.emplace_back();
    for (std::size_t c = 0; c < policy.conditions_of(r).size(); ++c)
      truths.push_back({dice.one_in(4)                           ? Truth::State::no
                        : kind == Moments::any && dice.one_in(4) ? Truth::State::unknown
                                                                 : Truth::State::yes});
  }
  if (bottom != nullptr) {  // all ways start at the same record
    way.values[0] = bottom->values[0];
    way.truths[0] = bottom->truths[0];
  }
  return way;
}

std::vector<Way> random_ways(Dice& dice, const CompiledPolicy& policy, Moments kind) {
  std::vector<Way> ways{random_way(dice, policy, kind, nullptr)};
  for (std::size_t more = dice.below(3); more > 0; --more)
    ways.push_back(random_way(dice, policy, kind, &ways.front()));
  return ways;
}

std::vector<Verdict> decide(const CompiledPolicy& policy, const std::vector<Way>& ways, Date as_of,
                            std::optional<Period> look_ahead) {
  Decision decision{policy, as_of, look_ahead};
  decision.start(0);
  for (const Way& way : ways) decision.add(way.path());
  std::vector<Verdict> verdicts;
  for (std::size_t f = 0; f < fields; ++f) verdicts.push_back(decision.verdicts()[policy.of(0).group_of(f)]);
  return verdicts;
}

std::optional<Period> random_look_ahead(Dice& dice) {
  return dice.one_in(2) ? std::optional{Period{static_cast<int>(dice.below(3)), 0}} : std::nullopt;
}

}  // namespace

TEST_SUITE("rules/verdict properties") {
  TEST_CASE("a live keeper keeps, whatever else is declared") {
    for (unsigned seed = 0; seed < rounds; ++seed) {
      CAPTURE(seed);
      Dice dice{seed};
      Policy policy = random_policy(dice);
      // A duty whose end is years after everything: nothing cuts it.
      Keeper duty{.kind = Keeper::Kind::duty, .name = "live"};
      for (std::size_t f = 0; f < fields; ++f) duty.covers.push_back({0, f});
      duty.keep = Keep{Period{12 * 90, 0}, 0, Counted::from_day};
      policy.keepers.push_back(std::move(duty));
      const CompiledPolicy compiled{policy};
      std::vector<Way> ways = random_ways(dice, compiled, Moments::any);
      ways.front().values[0][0].state = MomentValue::State::day;
      const std::uint64_t live = std::uint64_t{1} << (policy.keepers.size() - 1);
      for (const Verdict& verdict : decide(compiled, ways, dice.date(), random_look_ahead(dice))) {
        CHECK(verdict.kind == VerdictKind::keep);
        CHECK((verdict.keepers & live) != 0);
      }
    }
  }

  TEST_CASE("taking a keeper away never keeps a cell that was due") {
    for (unsigned seed = 0; seed < rounds; ++seed) {
      CAPTURE(seed);
      Dice dice{seed};
      const Policy more = random_policy(dice);
      Policy fewer = more;
      // The conditions of both must stand in the same slots: the keeper stays, but covers nothing.
      fewer.keepers[dice.below(fewer.keepers.size())].covers.clear();
      const CompiledPolicy with{more}, without{fewer};
      const std::vector<Way> ways = random_ways(dice, with, Moments::any);
      const Date as_of = dice.date();
      const auto look_ahead = random_look_ahead(dice);
      const auto before = decide(with, ways, as_of, look_ahead), after = decide(without, ways, as_of, look_ahead);
      for (std::size_t f = 0; f < fields; ++f)
        if (before[f].kind == VerdictKind::due) CHECK(after[f].kind >= VerdictKind::due);
    }
  }

  TEST_CASE("what is due once stays due on every later day, and its last day stays the same") {
    unsigned due = 0;
    for (unsigned seed = 0; seed < rounds; ++seed) {
      CAPTURE(seed);
      Dice dice{seed};
      const Policy policy = random_policy(dice);
      const CompiledPolicy compiled{policy};
      const std::vector<Way> ways = random_ways(dice, compiled, Moments::all_known);
      const auto look_ahead = random_look_ahead(dice);
      const Date today = dice.date();
      const auto now = decide(compiled, ways, today, look_ahead);
      const auto later = decide(compiled, ways, add_days(today, 1 + static_cast<int>(dice.below(900))), look_ahead);
      for (std::size_t f = 0; f < fields; ++f) {
        CHECK(now[f].kind != VerdictKind::undecided);  // everything is known
        CHECK((now[f].kind == VerdictKind::unfounded) == (later[f].kind == VerdictKind::unfounded));
        if (now[f].kind != VerdictKind::due) continue;
        ++due;
        CHECK(later[f].kind == VerdictKind::due);
        CHECK(later[f].last_day == now[f].last_day);
      }
    }
    CHECK(due > rounds / 10);
  }

  TEST_CASE("the order of a record's ways up decides nothing") {
    for (unsigned seed = 0; seed < rounds; ++seed) {
      CAPTURE(seed);
      Dice dice{seed};
      const Policy policy = random_policy(dice);
      const CompiledPolicy compiled{policy};
      std::vector<Way> ways = random_ways(dice, compiled, Moments::any);
      const Date as_of = dice.date();
      const auto look_ahead = random_look_ahead(dice);
      const auto forth = decide(compiled, ways, as_of, look_ahead);
      std::reverse(ways.begin(), ways.end());
      const auto back = decide(compiled, ways, as_of, look_ahead);
      for (std::size_t f = 0; f < fields; ++f) {
        CHECK(forth[f].kind == back[f].kind);
        CHECK(forth[f].keepers == back[f].keepers);
        CHECK(forth[f].open == back[f].open);
        CHECK(forth[f].last_day == back[f].last_day);
        CHECK(forth[f].early == back[f].early);
        CHECK(forth[f].at_ceiling == back[f].at_ceiling);
      }
    }
  }

  TEST_CASE("a second way up never makes a kept cell due, and a ceiling never makes a due cell kept") {
    for (unsigned seed = 0; seed < rounds; ++seed) {
      CAPTURE(seed);
      Dice dice{seed};
      const Policy policy = random_policy(dice);
      Policy higher = policy;
      higher.ceilings.clear();
      const CompiledPolicy compiled{policy}, uncut{higher};
      std::vector<Way> ways = random_ways(dice, compiled, Moments::any);
      const Date as_of = dice.date();
      const auto several = decide(compiled, ways, as_of, {});
      const auto without_ceilings = decide(uncut, ways, as_of, {});
      ways.resize(1);
      const auto one = decide(compiled, ways, as_of, {});
      for (std::size_t f = 0; f < fields; ++f) {
        if (one[f].kind == VerdictKind::keep) CHECK(several[f].kind == VerdictKind::keep);
        if (without_ceilings[f].kind == VerdictKind::due) CHECK(several[f].kind == VerdictKind::due);
      }
    }
  }

  TEST_CASE("look-ahead takes only what a ceiling ends before the next run, and says that it is early") {
    unsigned early = 0;
    for (unsigned seed = 0; seed < rounds; ++seed) {
      CAPTURE(seed);
      Dice dice{seed};
      const Policy policy = random_policy(dice);
      const CompiledPolicy compiled{policy};
      const std::vector<Way> ways = random_ways(dice, compiled, Moments::any);
      const Date as_of = dice.date();
      const Period ahead{static_cast<int>(1 + dice.below(6)), 0};
      const auto bare = decide(compiled, ways, as_of, {}), looking = decide(compiled, ways, as_of, ahead);
      const auto next_run = decide(compiled, ways, add_period(as_of, ahead), {});
      for (std::size_t f = 0; f < fields; ++f) {
        if (looking[f].kind == bare[f].kind) continue;
        CHECK(looking[f].kind >= VerdictKind::undecided);
        if (looking[f].kind != VerdictKind::due) continue;
        CHECK(next_run[f].kind == VerdictKind::due);
        CHECK(looking[f].last_day < add_period(as_of, ahead));
        early += looking[f].early ? 1U : 0U;
      }
    }
    CHECK(early > 10);
  }
}
