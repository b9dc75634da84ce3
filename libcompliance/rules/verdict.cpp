// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/rules/verdict.h"

#include <algorithm>

#include "libcompliance/rules/moment_rules.h"

namespace compliance {
namespace {

using Life = KeeperState::Life;
using State = MomentValue::State;

constexpr std::uint64_t bit(std::size_t index) { return std::uint64_t{1} << index; }

bool same(const Condition& a, const Condition& b) { return a.field == b.field && a.words == b.words; }

Date last_day_of(const Clock& clock, Date day) {
  const Date start =
      clock.counted == Counted::from_year_end ? Date{day.year(), std::chrono::December, std::chrono::day{31}} : day;
  return add_period(start, clock.period);
}

// What a cell has of a keeper that reaches it by two paths.
KeeperState merge(const KeeperState& a, const KeeperState& b) {
  if (a.life != b.life) return a.life > b.life ? a : b;
  if (a.life == Life::alive && a.open != b.open) return a.open ? a : b;
  if ((a.life == Life::alive && !a.open) || a.life == Life::ended) return b.last_day > a.last_day ? b : a;
  return a;
}

}  // namespace

std::uint64_t RecordRules::read_by(std::uint64_t keepers) const {
  std::uint64_t read = 0;
  for (std::size_t k = 0; k < read_by_keeper_.size(); ++k)
    if ((keepers & bit(k)) != 0) read |= read_by_keeper_[k];
  return read;
}

// The records on the way up that `keeper` reads for a record of type `record`, as bits; nothing where it cannot apply.
std::uint64_t CompiledPolicy::records_read(const Policy& policy, std::size_t record, const RecordRules& rules,
                                           const Keeper& keeper) {
  std::uint64_t read = 0;
  const auto add = [&](std::size_t type) {
    if (const auto steps = policy.steps_up(record, type)) read |= bit(*steps);
  };
  const auto add_moment = [&](std::size_t moment) {
    const Moment& definition = policy.moments[moment];
    if (definition.kind == Moment::Kind::date) return add(definition.of);
    for (const std::size_t each : definition.moments) add(policy.moments[each].of);
  };
  if (const auto clock = keeper.storage()) add_moment(clock->after);
  if (keeper.use_until) add_moment(*keeper.use_until);
  if (keeper.applies_when) add(keeper.applies_when->field.record);
  if (keeper.kind != Keeper::Kind::duty)
    for (const std::size_t ceiling : rules.ceilings_) add_moment(policy.ceilings[ceiling].after);
  return read;
}

CompiledPolicy::CompiledPolicy(const Policy& policy) : policy_(&policy), condition_of_keeper_(policy.keepers.size()) {
  for (std::size_t k = 0; k < policy.keepers.size(); ++k) {
    const auto& condition = policy.keepers[k].applies_when;
    if (!condition) continue;
    const auto known = std::find_if(conditions_.begin(), conditions_.end(),
                                    [&](const Condition& each) { return same(each, *condition); });
    condition_of_keeper_[k] = static_cast<std::size_t>(known - conditions_.begin());
    if (known == conditions_.end()) conditions_.push_back(*condition);
  }
  moments_of_.resize(policy.records.size());
  conditions_of_.resize(policy.records.size());
  for (std::size_t m = 0; m < policy.moments.size(); ++m) {
    auto& moments = moments_of_[policy.moments[m].of];
    moment_slot_.push_back(moments.size());
    if (policy.moments[m].kind == Moment::Kind::date) moments.push_back(m);
  }
  for (std::size_t c = 0; c < conditions_.size(); ++c) {
    auto& conditions = conditions_of_[conditions_[c].field.record];
    condition_slot_.push_back(conditions.size());
    conditions.push_back(c);
  }
  for (std::size_t r = 0; r < policy.records.size(); ++r) {
    RecordRules rules;
    std::vector<std::uint64_t> masks(policy.records[r].fields.size());
    for (std::size_t k = 0; k < policy.keepers.size(); ++k)
      for (const FieldRef& ref : policy.keepers[k].covers)
        if (ref.record == r) masks[ref.field] |= bit(k);
    for (std::size_t f = 0; f < masks.size(); ++f) {
      rules.keepers_ |= masks[f];
      const auto group = std::find_if(rules.groups_.begin(), rules.groups_.end(),
                                      [&](const FieldGroup& each) { return each.keepers == masks[f]; });
      rules.group_of_field_.push_back(static_cast<std::size_t>(group - rules.groups_.begin()));
      if (group == rules.groups_.end())
        rules.groups_.push_back({masks[f], {f}});
      else
        group->fields.push_back(f);
    }
    for (std::optional<std::size_t> above = r; above; above = policy.records[*above].belongs_to)
      rules.chain_.push_back(*above);
    for (std::size_t c = 0; c < policy.ceilings.size(); ++c) {
      const auto& covers = policy.ceilings[c].covers;
      if (std::find(covers.begin(), covers.end(), r) != covers.end()) rules.ceilings_.push_back(c);
    }
    rules.read_by_clocks_.resize(policy.records[r].fields.size());
    const auto read = [&](const FieldRef& ref) {
      if (ref.record == r) rules.read_by_clocks_[ref.field] = true;
    };
    for (const Condition& condition : conditions_) read(condition.field);
    for (const Moment& moment : policy.moments) {
      if (moment.kind != Moment::Kind::date) continue;
      read({moment.of, moment.date});
      if (moment.not_yet_when) read(moment.not_yet_when->field);
      if (moment.not_before) read({moment.of, *moment.not_before});
      if (moment.resumed_on) read({moment.of, *moment.resumed_on});
    }
    for (const Keeper& keeper : policy.keepers) rules.read_by_keeper_.push_back(records_read(policy, r, rules, keeper));
    records_.push_back(std::move(rules));
  }
}

Decision::Decision(const CompiledPolicy& policy, Date as_of, std::optional<Period> look_ahead)
    : policy_(&policy), as_of_(as_of), states_(policy.policy().keepers.size()) {
  if (look_ahead) next_run_ = add_period(as_of, *look_ahead);
}

void Decision::start(std::size_t record) {
  record_ = record;
  rules_ = &policy_->of(record);
  std::fill(states_.begin(), states_.end(), KeeperState{});
}

std::uint64_t Decision::add(Path path) {
  std::uint64_t may_live = 0;
  for (std::size_t k = 0; k < states_.size(); ++k) {
    if ((rules_->keepers_ & bit(k)) == 0) continue;
    const KeeperState judged = judge(k, path);
    if (judged.life == Life::alive || judged.life == Life::unknown) may_live |= bit(k);
    const MomentValue use = latest(states_[k].use, judged.use);
    states_[k] = merge(states_[k], judged);
    states_[k].use = use;
  }
  return may_live;
}

// The moment as seen from the bottom of `path`; none when there is no linked record to have it.
MomentValue Decision::moment_at(std::size_t moment, Path path) const {
  const Moment& definition = policy_->policy().moments[moment];
  if (definition.kind != Moment::Kind::date) {
    MomentValue value;
    for (const std::size_t each : definition.moments) {
      const MomentValue next = moment_at(each, path);
      value = definition.kind == Moment::Kind::latest ? latest(value, next) : earliest(value, next);
    }
    return value;
  }
  const Standing& standing = path[*policy_->policy().steps_up(record_, definition.of)];
  switch (standing.link) {
    case Standing::Link::none:
      return {};
    case Standing::Link::broken:
      return {.state = State::unknown, .why = Unknown::broken_link, .spot = standing.spot};
    case Standing::Link::present:
      return standing.moments[policy_->moment_slot_[moment]];
  }
  return {};
}

KeeperState Decision::judge(std::size_t keeper, Path path) const {
  const Keeper& definition = policy_->policy().keepers[keeper];
  KeeperState state;
  if (const auto condition = policy_->condition_of_keeper_[keeper]) {
    const Standing& standing =
        path[*policy_->policy().steps_up(record_, policy_->conditions_[*condition].field.record)];
    if (standing.link == Standing::Link::none) return state;
    const Truth truth = standing.link == Standing::Link::broken
                            ? Truth{Truth::State::unknown, Unknown::broken_link, standing.spot}
                            : standing.conditions[policy_->condition_slot_[*condition]];
    if (truth.state == Truth::State::no) return state;
    if (truth.state == Truth::State::unknown) {
      // It may not even apply, so not even a ceiling can end it.
      state.life = Life::unknown;
      state.why = truth.why;
      state.spot = truth.spot;
      state.use = {.state = State::unknown, .why = truth.why, .spot = truth.spot};
      return state;
    }
  }

  const Clock clock = definition.storage().value();
  const MomentValue moment = moment_at(clock.after, path);
  state.spot = moment.spot;
  switch (moment.state) {
    case State::none:
      return state;
    case State::unknown:
      state.life = Life::unknown;
      state.why = moment.why;
      break;
    case State::not_yet:
      state.life = Life::alive;
      state.open = true;
      break;
    case State::day:
      state.last_day = last_day_of(clock, moment.day);
      state.life = state.last_day >= as_of_ ? Life::alive : Life::ended;
      break;
  }
  if (definition.kind != Keeper::Kind::duty) cut(state, path);

  // Use ends with its own clock, and with the storage at the latest. Look-ahead does not shorten it.
  const MomentValue stored = state.open ? MomentValue{.state = State::not_yet, .spot = state.spot}
                             : state.life == Life::unknown
                                 ? MomentValue{.state = State::unknown, .why = state.why, .spot = state.spot}
                                 : MomentValue{.state = State::day, .spot = state.spot, .day = state.last_day};
  state.use = definition.use_until ? moment_at(*definition.use_until, path) : stored;
  if (state.use.state == State::not_yet)
    state.use = stored;
  else if (state.use.state == State::day && stored.state == State::day)
    state.use.day = std::min(state.use.day, stored.day);
  return state;
}

// Applies the ceilings of the record type to a purpose: one that has passed, or passes before the next run, ends it,
// whatever else is unknown and however soon its own clock ends. The order of the ceilings does not matter.
void Decision::cut(KeeperState& state, Path path) const {
  bool ends = state.life == Life::ended;
  bool has_last_day = ends || (state.life == Life::alive && !state.open);
  Spot spot = state.spot;  // of what set the last day
  for (const std::size_t c : rules_->ceilings_) {
    const Ceiling& ceiling = policy_->policy().ceilings[c];
    const MomentValue moment = moment_at(ceiling.after, path);
    if (moment.state == State::unknown && state.life == Life::alive) {
      // It may have passed already: the purpose is not known to be alive.
      state.life = Life::unknown;
      state.why = moment.why;
      state.spot = moment.spot;
    }
    if (moment.state != State::day) continue;
    const Date last_day = add_period(moment.day, ceiling.at_most);
    const bool passes_before_next_run = next_run_ && moment.day <= as_of_ && last_day < *next_run_;
    ends = ends || last_day < as_of_ || passes_before_next_run;
    if (has_last_day && last_day > state.last_day) continue;
    // A purpose whose own last day is the ceiling's is at its maximum, too.
    has_last_day = true;
    state.last_day = last_day;
    state.ceiling = static_cast<std::uint16_t>(c);
    spot = moment.spot;
  }
  if (ends) {
    state.life = Life::ended;
    state.early = state.last_day >= as_of_;
  }
  state.open = state.life == Life::alive && !has_last_day;
  if (state.life == Life::unknown)
    state.ceiling = KeeperState::no_ceiling;
  else
    state.spot = spot;
}

Verdict Decision::combine(std::uint64_t keepers) const {
  const auto those_that_are = [&](Life life) {
    std::uint64_t mask = 0;
    for (std::size_t k = 0; k < states_.size(); ++k)
      if ((keepers & bit(k)) != 0 && states_[k].life == life) mask |= bit(k);
    return mask;
  };
  Verdict verdict;
  if ((verdict.keepers = those_that_are(Life::alive)) != 0) {
    verdict.kind = VerdictKind::keep;
  } else if ((verdict.keepers = those_that_are(Life::unknown)) != 0) {
    verdict.kind = VerdictKind::undecided;
  } else if ((verdict.keepers = those_that_are(Life::ended)) != 0) {
    verdict.kind = VerdictKind::due;
  }
  for (std::size_t k = 0; k < states_.size(); ++k) {
    if ((verdict.keepers & bit(k)) == 0) continue;
    const KeeperState& state = states_[k];
    const bool first = (verdict.keepers & (bit(k) - 1)) == 0;
    if (verdict.kind == VerdictKind::undecided) {
      if (first) verdict.why = state.why, verdict.spot = state.spot;
      continue;
    }
    if (state.open) verdict.open = true;
    if (!state.open && (first || state.last_day > verdict.last_day)) {
      verdict.last_day = state.last_day;
      verdict.early = state.early;
      verdict.at_ceiling = state.ceiling != KeeperState::no_ceiling;
    }
  }
  return verdict;
}

std::span<const Verdict> Decision::verdicts() {
  verdicts_.clear();
  for (const FieldGroup& group : rules_->groups_) verdicts_.push_back(combine(group.keepers));
  return verdicts_;
}

}  // namespace compliance
