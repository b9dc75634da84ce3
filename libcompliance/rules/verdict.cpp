// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/rules/verdict.h"

#include <algorithm>

#include "libcompliance/rules/moment_rules.h"

namespace compliance {
namespace {

using Life = KeeperState::Life;
using State = MomentValue::State;

constexpr std::uint64_t bit(std::size_t index) { return std::uint64_t{1} << index; }

// What a cell has of a keeper that reaches it by two paths.
KeeperState merge(const KeeperState& a, const KeeperState& b) {
  if (a.life != b.life) return a.life > b.life ? a : b;
  if (a.life == Life::alive && a.open != b.open) return a.open ? a : b;
  if ((a.life == Life::alive && !a.open) || a.life == Life::ended) return b.last_day > a.last_day ? b : a;
  return a;
}

// The last day before cells are due that no keeper ever covered: the earliest of those in force.
void erase_unfounded(const Cancellation& cancellation, Date as_of, std::optional<Date>& last_day) {
  if (!cancellation.also_unfounded || cancellation.unsure || !cancellation.holds_on(as_of)) return;
  const Date last = add_days(cancellation.from, -1);
  if (!last_day || last < *last_day) last_day = last;
}

}  // namespace

std::uint64_t all_but_duties(const Policy& policy) {
  std::uint64_t keepers = 0;
  for (std::size_t k = 0; k < policy.keepers.size(); ++k)
    if (policy.keepers[k].kind != Keeper::Kind::duty) keepers |= bit(k);
  return keepers;
}

Date last_day_of(const Clock& clock, Date day) {
  if (clock.counted == Counted::from_day) return add_period(day, clock.period);
  // From the first day of the next year: so many years after a February of 28 days can end on its 29th.
  const Date first = add_days(year_end(day, clock.year_ends), 1);
  return add_days(add_period(first, clock.period), -1);
}

Decision::Decision(const CompiledPolicy& policy, Date as_of, std::optional<Period> look_ahead, const Concerns* concerns)
    : policy_(&policy), as_of_(as_of), concerns_(concerns), states_(policy.policy().keepers.size()) {
  if (look_ahead) next_run_ = add_period(as_of, *look_ahead);
}

void Decision::start(std::size_t record) {
  record_ = record;
  rules_ = &policy_->of(record);
  std::fill(states_.begin(), states_.end(), KeeperState{});
  state_keepers_.clear();
  may_be_kept_.reset();
  own_ = nullptr;
  erased_through_.reset();
  is_first_path_ = true;
}

std::uint64_t Decision::add(Path path) {
  std::uint64_t may_live = 0;
  const Concern* person = heed(path);
  std::optional<Date> erased_through;
  if (person != nullptr)
    for (const Cancellation& cancellation : person->cancellations)
      erase_unfounded(cancellation, as_of_, erased_through);
  // Where one of several people to whom the record belongs has asked for nothing, the cells are that person's, too.
  if (!is_first_path_ && (!erased_through_ || !erased_through))
    erased_through_.reset();
  else if (!erased_through_ || *erased_through > *erased_through_)
    erased_through_ = erased_through;
  is_first_path_ = false;
  for (std::size_t k = 0; k < states_.size(); ++k) {
    if ((rules_->keepers_ & bit(k)) == 0) continue;
    KeeperState judged = judge(k, path);
    if (person != nullptr)
      for (const Cancellation& cancellation : person->cancellations) cancel(judged, k, cancellation);
    if (judged.life == Life::alive || judged.life == Life::unknown) may_live |= bit(k);
    const MomentValue use = latest(states_[k].use, judged.use);
    states_[k] = merge(states_[k], judged);
    states_[k].use = use;
  }
  return may_live;
}

// What the state says of the records on this way up. A keeper of any of them keeps what hangs below. A cancellation is
// one person's: of the nearest record that is about somebody it is about.
const Concern* Decision::heed(Path path) {
  if (concerns_ == nullptr) return nullptr;
  own_ = &(*concerns_)[path.front().concern];
  const Concern* person = nullptr;
  bool is_found = false;
  for (std::size_t depth = 0; depth < path.size(); ++depth) {
    if (path[depth].link == Standing::Link::broken && !may_be_kept_) {
      // The link that is broken still names a key, and who looks for keys has seen it.
      const bool key_is_known = depth == 0 || path[depth - 1].link != Standing::Link::broken;
      const Concerns::FoundBy by = concerns_->found_by(rules_->chain()[depth]);
      if (by == Concerns::FoundBy::cells || (by == Concerns::FoundBy::key && !key_is_known))
        may_be_kept_ = path[depth].spot;
    }
    const Concern& concern = (*concerns_)[path[depth].concern];
    for (const std::uint16_t keeper : concern.keepers) {
      const auto at = std::lower_bound(state_keepers_.begin(), state_keepers_.end(), keeper);
      if (at == state_keepers_.end() || *at != keeper) state_keepers_.insert(at, keeper);
    }
    if (is_found) continue;
    if (!concern.cancellations.empty()) person = &concern;
    is_found = person != nullptr || path[depth].is_sole_trader ||
               policy_->policy().records[rules_->chain()[depth]].is == RecordKind::person;
  }
  return person;
}

// A keeper that is cancelled needs no date any more: it has ended, even where its own end is unknown.
void Decision::cancel(KeeperState& state, std::size_t keeper, const Cancellation& cancellation) const {
  if (state.life == Life::not_applicable || policy_->policy().keepers[keeper].kind == Keeper::Kind::duty) return;
  if ((cancellation.keepers & bit(keeper)) == 0 || !cancellation.holds_on(as_of_)) return;
  const bool use_has_ended = state.use.state == State::day && state.use.day < as_of_;
  if (cancellation.ends == Ends::when_use_has_ended && !use_has_ended) return;
  Date last_day = add_days(cancellation.from, -1);
  if (cancellation.ends == Ends::when_use_has_ended) last_day = std::max(last_day, state.use.day);
  if (state.life == Life::ended && state.last_day <= last_day) return;
  if (cancellation.unsure) {
    if (state.life != Life::alive) return;
    state = {.life = Life::unknown,
             .why = Unknown::new_relation,
             .spot = *cancellation.unsure,
             .use = {.state = State::unknown, .why = Unknown::new_relation, .spot = *cancellation.unsure}};
    return;
  }
  state = {.life = Life::ended, .cancelled = true, .last_day = last_day, .use = {.state = State::day, .day = last_day}};
}

// What the keepers do for the cells of a group: somebody who has a role in the record may have cancelled them himself.
const std::vector<KeeperState>& Decision::states_of(const FieldGroup& group) {
  if (!group.role || own_ == nullptr || own_->in_roles.empty()) return states_;
  states_in_role_ = states_;
  for (const RoleCancellation& each : own_->in_roles)
    if (each.role == *group.role)
      for (std::size_t k = 0; k < states_.size(); ++k) cancel(states_in_role_[k], k, each.cancellation);
  return states_in_role_;
}

// The last day before cells became due that no keeper covers, if somebody has asked for their erasure.
std::optional<Date> Decision::unfounded_through(std::optional<std::uint16_t> role) const {
  std::optional<Date> last_day = erased_through_;
  if (role && own_ != nullptr)
    for (const RoleCancellation& each : own_->in_roles)
      if (each.role == *role) erase_unfounded(each.cancellation, as_of_, last_day);
  return last_day;
}

KeeperState Decision::judge(std::size_t keeper, Path path) const {
  const Keeper& definition = policy_->policy().keepers[keeper];
  KeeperState state;
  const RecordRules::KeeperRule& rule = rules_->rules_of_keepers_[keeper];
  if (rule.condition) {
    const std::optional<Truth> known = policy_->condition_at(*rule.condition, record_, path);
    if (!known) return state;
    const Truth truth = *known;
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

  if (!rule.clock) {  // `check` refuses such a policy; should one get here, nothing goes
    state.life = Life::unknown;
    state.use.state = State::unknown;
    return state;
  }
  const Clock& clock = *rule.clock;
  const MomentValue moment = policy_->moment_at(clock.after, record_, path);
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
  state.use = definition.use_until ? policy_->moment_at(*definition.use_until, record_, path) : stored;
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
    const MomentValue moment = policy_->moment_at(ceiling.after, record_, path);
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

Verdict Decision::combine(const FieldGroup& group) {
  const std::vector<KeeperState>& states = states_of(group);
  const auto those_that_are = [&](Life life) {
    std::uint64_t mask = 0;
    for (std::size_t k = 0; k < states.size(); ++k)
      if ((group.keepers & bit(k)) != 0 && states[k].life == life) mask |= bit(k);
    return mask;
  };
  Verdict verdict;
  if ((verdict.keepers = those_that_are(Life::alive)) != 0) {
    verdict.kind = VerdictKind::keep;
  } else if ((verdict.keepers = those_that_are(Life::unknown)) != 0) {
    verdict.kind = VerdictKind::undecided;
  } else if ((verdict.keepers = those_that_are(Life::ended)) != 0) {
    verdict.kind = VerdictKind::due;
  } else if (const std::optional<Date> last_day = unfounded_through(group.role)) {
    verdict.kind = VerdictKind::due;
    verdict.last_day = *last_day;
  }
  if (!state_keepers_.empty()) {
    verdict.held = true;
    verdict.held_back = verdict.kind == VerdictKind::due;
    if (verdict.kind != VerdictKind::keep) verdict.keepers = 0;
    verdict.kind = VerdictKind::keep;
    verdict.open = true;
  } else if (may_be_kept_ && verdict.kind == VerdictKind::due) {
    verdict = {.kind = VerdictKind::undecided, .why = Unknown::broken_link, .spot = *may_be_kept_};
  }
  for (std::size_t k = 0; k < states.size(); ++k) {
    if ((verdict.keepers & bit(k)) == 0) continue;
    const KeeperState& state = states[k];
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
  for (const FieldGroup& group : rules_->groups_) verdicts_.push_back(combine(group));
  return verdicts_;
}

}  // namespace compliance
