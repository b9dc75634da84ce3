// SPDX-License-Identifier: Apache-2.0
// From a policy to its tables: which keepers cover which fields, and where each clock finds its moments.

#include <algorithm>

#include "libcompliance/rules/moment_rules.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {
namespace {

using State = MomentValue::State;

constexpr std::uint64_t bit(std::size_t index) { return std::uint64_t{1} << index; }

bool same(const Condition& a, const Condition& b) { return a.field == b.field && a.words == b.words; }

MomentValue combine(Moment::Kind kind, const MomentValue& a, const MomentValue& b) {
  return kind == Moment::Kind::earliest ? earliest(a, b) : latest(a, b);
}

}  // namespace

std::uint64_t RecordRules::read_by(std::uint64_t keepers) const {
  std::uint64_t read = 0;
  for (std::size_t k = 0; k < rules_of_keepers_.size(); ++k)
    if ((keepers & bit(k)) != 0) read |= rules_of_keepers_[k].read;
  return read;
}

CompiledPolicy::CompiledPolicy(const Policy& policy) : policy_(&policy), condition_of_keeper_(policy.keepers.size()) {
  gather_conditions();
  gather_moments();
  for (std::size_t r = 0; r < policy.records.size(); ++r) records_.push_back(compile_record(r));
  give_slots();
  for (std::size_t r = 0; r < records_.size(); ++r) find_what_keepers_read(r);
}

void CompiledPolicy::gather_conditions() {
  for (std::size_t k = 0; k < policy_->keepers.size(); ++k) {
    const auto& condition = policy_->keepers[k].applies_when;
    if (!condition) continue;
    const auto known = std::find_if(conditions_.begin(), conditions_.end(),
                                    [&](const Condition& each) { return same(each, *condition); });
    condition_of_keeper_[k] = static_cast<std::size_t>(known - conditions_.begin());
    if (known == conditions_.end()) conditions_.push_back(*condition);
  }
  conditions_of_.resize(policy_->records.size());
  for (std::size_t c = 0; c < conditions_.size(); ++c) {
    auto& conditions = conditions_of_[conditions_[c].field.record];
    condition_slot_.push_back(conditions.size());
    conditions.push_back(c);
  }
}

void CompiledPolicy::gather_moments() {
  for (const Moment& moment : policy_->moments) {
    MomentRule rule{.of = moment.of, .kind = moment.kind};
    for (const std::size_t part : moment.moments) {
      (policy_->steps_up(moment.of, moments_[part].of) ? rule.along : rule.below).push_back(part);
      rule.collects = rule.collects || moments_[part].collects;
      rule.can_move_on = rule.can_move_on || moments_[part].can_move_on;
    }
    rule.collects = rule.collects || !rule.below.empty();
    rule.can_move_on = rule.can_move_on || (rule.collects && rule.kind == Moment::Kind::earliest);
    moments_.push_back(std::move(rule));
  }
  for (const Keeper& keeper : policy_->keepers)
    if (keeper.kind == Keeper::Kind::duty && keeper.keep && keeper.keep->after)
      moments_[*keeper.keep->after].owed.push_back(keeper.storage().value_or(Clock{}));
  for (std::size_t m = moments_.size(); m-- > 0;)  // a moment stands behind those that it is made of
    for (const std::size_t part : policy_->moments[m].moments)
      moments_[part].owed.insert(moments_[part].owed.end(), moments_[m].owed.begin(), moments_[m].owed.end());
}

// For records above the one that a duty goes by: the latest of those that belong to them. Earlier versions of such a
// record live with it.
std::size_t CompiledPolicy::add_via_moment(const Keeper& keeper, std::size_t record) {
  std::size_t top = record;
  while (!policy_->steps_up(*keeper.via, top)) top = *policy_->records[top].belongs_to;
  const Clock clock = keeper.storage().value();
  MomentRule rule{.of = top,
                  .kind = Moment::Kind::latest,
                  .below = {clock.after},
                  .owed = {clock},
                  .collects = true,
                  .can_move_on = moments_[clock.after].can_move_on};
  // A condition on a record above is asked of the decided record itself.
  if (keeper.applies_when && !policy_->steps_up(record, keeper.applies_when->field.record))
    rule.when = condition_of_keeper_[static_cast<std::size_t>(&keeper - policy_->keepers.data())];
  moments_.push_back(std::move(rule));
  return moments_.size() - 1;
}

void CompiledPolicy::give_slots() {
  moments_of_.resize(policy_->records.size());
  for (std::size_t m = 0; m < moments_.size(); ++m) {
    MomentRule& rule = moments_[m];
    for (const std::size_t part : rule.below)
      records_[moments_[part].of].supplies_.push_back({.part = part, .collector = m});
    if (rule.kind != Moment::Kind::date && rule.below.empty()) continue;
    rule.slot = moments_of_[rule.of].size();
    moments_of_[rule.of].push_back(m);
  }
}

RecordRules CompiledPolicy::compile_record(std::size_t record) {
  RecordRules rules;
  group_fields(record, rules);
  rules.depth_of_.assign(policy_->records.size(), RecordRules::not_above);
  for (std::optional<std::size_t> above = record; above; above = policy_->records[*above].belongs_to) {
    rules.depth_of_[*above] = rules.chain_.size();
    rules.chain_.push_back(*above);
  }
  for (std::size_t c = 0; c < policy_->ceilings.size(); ++c) {
    const auto& covers = policy_->ceilings[c].covers;
    if (std::find(covers.begin(), covers.end(), record) != covers.end()) rules.ceilings_.push_back(c);
  }
  find_clock_fields(record, rules);
  for (std::size_t k = 0; k < policy_->keepers.size(); ++k)
    rules.rules_of_keepers_.push_back(compile_keeper(k, record, rules));
  return rules;
}

void CompiledPolicy::group_fields(std::size_t record, RecordRules& rules) const {
  std::vector<std::uint64_t> masks(policy_->records[record].fields.size());
  for (std::size_t k = 0; k < policy_->keepers.size(); ++k)
    for (const FieldRef& ref : policy_->keepers[k].covers)
      if (ref.record == record) masks[ref.field] |= bit(k);
  for (std::size_t f = 0; f < masks.size(); ++f) {
    rules.keepers_ |= masks[f];
    const std::optional<std::uint16_t> role = other_role_of(policy_->records[record], f);
    const auto group = std::find_if(rules.groups_.begin(), rules.groups_.end(), [&](const FieldGroup& each) {
      return each.keepers == masks[f] && each.role == role;
    });
    rules.group_of_field_.push_back(static_cast<std::size_t>(group - rules.groups_.begin()));
    if (group == rules.groups_.end())
      rules.groups_.push_back({masks[f], role, {f}});
    else
      group->fields.push_back(f);
  }
}

void CompiledPolicy::find_clock_fields(std::size_t record, RecordRules& rules) const {
  rules.read_by_clocks_.resize(policy_->records[record].fields.size());
  const auto read = [&](const FieldRef& ref) {
    if (ref.record == record) rules.read_by_clocks_[ref.field] = true;
  };
  for (const Condition& condition : conditions_) read(condition.field);
  // Whose cancellation counts is read from it.
  if (const auto& when = policy_->records[record].sole_trader_when) read(when->field);
  if (const auto created = policy_->records[record].created) read({record, *created});
  for (const Moment& moment : policy_->moments) {
    if (moment.kind != Moment::Kind::date) continue;
    read({moment.of, moment.date});
    if (moment.not_yet_when) read(moment.not_yet_when->field);
    if (moment.not_before) read({moment.of, *moment.not_before});
    if (moment.resumed_on) read({moment.of, *moment.resumed_on});
  }
}

// Nothing where the keeper cannot apply: a record type that it does not cover need not reach what it reads.
RecordRules::KeeperRule CompiledPolicy::compile_keeper(std::size_t keeper, std::size_t record,
                                                       const RecordRules& rules) {
  RecordRules::KeeperRule rule;
  if ((rules.keepers_ & bit(keeper)) == 0) return rule;
  const Keeper& definition = policy_->keepers[keeper];
  rule.clock = definition.storage();
  rule.condition = condition_of_keeper_[keeper];
  if (rule.clock && rules.depth_of_[moments_[rule.clock->after].of] == RecordRules::not_above) {
    rule.clock->after = add_via_moment(definition, record);
    if (moments_[rule.clock->after].when) rule.condition.reset();
  }
  if (rule.clock) rule.moments.push_back(rule.clock->after);
  if (definition.use_until) rule.moments.push_back(*definition.use_until);
  if (definition.kind != Keeper::Kind::duty)
    for (const std::size_t ceiling : rules.ceilings_) rule.moments.push_back(policy_->ceilings[ceiling].after);
  if (rule.condition) rule.read |= bit(rules.depth_of_[conditions_[*rule.condition].field.record]);
  return rule;
}

void CompiledPolicy::find_what_keepers_read(std::size_t record) {
  RecordRules& rules = records_[record];
  for (std::size_t k = 0; k < rules.rules_of_keepers_.size(); ++k) {
    RecordRules::KeeperRule& rule = rules.rules_of_keepers_[k];
    for (const std::size_t moment : rule.moments) {
      rule.read |= records_read(moment, record);
      if (moments_[moment].collects) rules.collecting_ |= bit(k);
      if (moments_[moment].can_move_on) rules.can_revive_ |= bit(k);
    }
    // Ceilings and a purpose's own clock are an `earliest`, too.
    if (policy_->keepers[k].kind != Keeper::Kind::duty && !rules.ceilings_.empty())
      rules.can_revive_ |= rules.collecting_ & bit(k);
  }
}

std::uint64_t CompiledPolicy::records_read(std::size_t moment, std::size_t record) const {
  const MomentRule& rule = moments_[moment];
  std::uint64_t read = rule.slot ? bit(depth(record, rule.of)) : 0;
  for (const std::size_t part : rule.along) read |= records_read(part, record);
  return read;
}

MomentValue CompiledPolicy::moment_at(std::size_t moment, std::size_t record, Path path) const {
  const MomentRule& rule = moments_[moment];
  if (rule.kind == Moment::Kind::several) return {.state = State::unknown};
  MomentValue value;
  if (rule.slot) {
    const Standing& standing = path[depth(record, rule.of)];
    if (standing.link == Standing::Link::present)
      value = standing.moments[*rule.slot];
    else if (standing.link == Standing::Link::broken)
      value = {.state = State::unknown, .why = Unknown::broken_link, .spot = standing.spot};
  }
  for (const std::size_t part : rule.along) value = combine(rule.kind, value, moment_at(part, record, path));
  return value;
}

std::optional<Truth> CompiledPolicy::condition_at(std::size_t condition, std::size_t record, Path path) const {
  const Standing& standing = path[depth(record, conditions_[condition].field.record)];
  switch (standing.link) {
    case Standing::Link::none:
      return std::nullopt;
    case Standing::Link::broken:
      return Truth{Truth::State::unknown, Unknown::broken_link, standing.spot};
    case Standing::Link::present:
      return standing.conditions[condition_slot_[condition]];
  }
  return std::nullopt;
}

MomentValue CompiledPolicy::supplied_at(const Supply& supply, std::size_t record, Path path) const {
  const MomentValue value = moment_at(supply.part, record, path);
  const auto& when = moments_[supply.collector].when;
  if (!when || value.state == State::none) return value;
  const std::optional<Truth> truth = condition_at(*when, record, path);
  if (!truth || truth->state == Truth::State::no) return {};
  if (truth->state == Truth::State::unknown) return {.state = State::unknown, .why = truth->why, .spot = truth->spot};
  return value;
}

}  // namespace compliance
