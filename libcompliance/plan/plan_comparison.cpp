// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/plan_comparison.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace compliance {
namespace {

Fate fate_of(const Effect* effect) {
  if (effect == nullptr) return {};
  return {.action = effect->action, .fields = effect->fields};
}

EffectBefore before_of(const Fate& fate) {
  if (!fate.action) return EffectBefore::nothing;
  switch (*fate.action) {
    case EffectAction::remove:
      return EffectBefore::remove;
    case EffectAction::stub:
      return EffectBefore::stub;
    case EffectAction::reduce:
      return EffectBefore::reduce;
  }
  return EffectBefore::nothing;
}

std::vector<std::string> ended_of(const Effect* effect) {
  return effect == nullptr ? std::vector<std::string>{} : effect->ended;
}

// Those of `names` that are not among `others`.
std::vector<std::string> without(std::vector<std::string> names, const std::vector<std::string>& others) {
  std::erase_if(names,
                [&](const std::string& name) { return std::find(others.begin(), others.end(), name) != others.end(); });
  return names;
}

class TableComparison {
 public:
  TableComparison(std::size_t table, PlanComparison& comparison) : table_(table), comparison_(comparison) {}

  // `before`, `now`: null where the policy does nothing.
  void add(const Effect* before, const Effect* now) {
    ChangedRecords changed{.table = table_,
                           .before = fate_of(before),
                           .now = fate_of(now),
                           .ended_now = without(ended_of(now), ended_of(before)),
                           .ended_no_more = without(ended_of(before), ended_of(now))};
    if (changed.before == changed.now) {
      ++comparison_.same;
      return;
    }
    Reason reason{changed.change(),   changed.before.action, changed.before.fields, changed.now.action,
                  changed.now.fields, changed.ended_now,     changed.ended_no_more};
    const auto [known, is_new] = groups_.try_emplace(std::move(reason), std::move(changed));
    known->second.lines.push_back(now != nullptr ? now->line : before->line);
  }

  void finish() {
    for (auto& [reason, group] : groups_) comparison_.changes.push_back(std::move(group));
  }

 private:
  using Names = std::vector<std::string>;
  using Action = std::optional<EffectAction>;
  using Reason = std::tuple<FateChange, Action, Names, Action, Names, Names, Names>;
  std::size_t table_;
  PlanComparison& comparison_;
  std::map<Reason, ChangedRecords> groups_;
};

const PlannedTable* find_table(const Plan& plan, const std::string& export_name, const std::string& file) {
  const auto found = std::find_if(plan.tables.begin(), plan.tables.end(), [&](const PlannedTable& table) {
    return table.file == file && plan.exports[table.of].name == export_name;
  });
  return found == plan.tables.end() ? nullptr : &*found;
}

}  // namespace

FateChange ChangedRecords::change() const {
  if (!before.action) return FateChange::due_now;
  return now.action ? FateChange::otherwise : FateChange::due_no_more;
}

std::uint64_t PlanComparison::count(FateChange change) const {
  std::uint64_t records = 0;
  for (const ChangedRecords& each : changes)
    if (each.change() == change) records += each.lines.size();
  return records;
}

Result<PlanComparison> compare_plans(const Plan& before, Plan& now) {
  PlanComparison comparison;
  now.compared_with = {.policy_file = before.policy_file, .policy_sha256 = before.policy_sha256};
  for (std::size_t t = 0; t < now.tables.size(); ++t) {
    PlannedTable& table = now.tables[t];
    const PlannedTable* old = find_table(before, now.exports[table.of].name, table.file);
    if (old != nullptr && old->sha256 != table.sha256)
      return guard_error(now.place_of(table) + " changed while it was being read", "run it again on a finished export");
    TableComparison changes{t, comparison};
    const std::vector<Effect> none;
    const std::vector<Effect>& olds = old == nullptr ? none : old->effects;
    auto was = olds.begin();
    for (Effect& is : table.effects) {
      for (; was != olds.end() && was->line < is.line; ++was) changes.add(&*was, nullptr);
      const bool both = was != olds.end() && was->line == is.line;
      const Effect* same_record = both ? &*was++ : nullptr;
      is.before = before_of(fate_of(same_record));
      changes.add(same_record, &is);
    }
    for (; was != olds.end(); ++was) changes.add(&*was, nullptr);
    changes.finish();
  }
  return comparison;
}

}  // namespace compliance
