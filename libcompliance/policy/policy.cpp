// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/policy/policy.h"

#include <algorithm>

namespace compliance {

std::optional<std::size_t> RecordType::find_field(std::string_view field_name) const {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].name == field_name) return i;
  return std::nullopt;
}

std::optional<std::size_t> Policy::find_record(std::string_view record_name) const {
  for (std::size_t i = 0; i < records.size(); ++i)
    if (records[i].name == record_name) return i;
  return std::nullopt;
}

std::optional<Clock> Keeper::storage() const {
  if (!keep) return use_until ? std::optional{Clock{.after = *use_until}} : std::nullopt;
  if (!keep->period || !keep->after) return std::nullopt;
  return Clock{*keep->period, *keep->after, keep->counted, keep->year_ends};
}

std::string Policy::name_of(FieldRef ref) const { return records[ref.record].name + '.' + field(ref).name; }

std::optional<std::size_t> Policy::steps_up(std::size_t record, std::size_t ancestor) const {
  for (std::size_t steps = 0; steps <= records.size(); ++steps) {
    if (record == ancestor) return steps;
    if (!records[record].belongs_to) return std::nullopt;
    record = *records[record].belongs_to;
  }
  return std::nullopt;
}

void keep_to_tenant(Policy& policy, std::string_view tenant) {
  for (Keeper& keeper : policy.keepers) {
    const bool is_of_tenant = std::any_of(keeper.tenants.begin(), keeper.tenants.end(), [&](std::size_t each) {
      return policy.statement.tenants[each].name == tenant;
    });
    if (keeper.kind == Keeper::Kind::instruction && !is_of_tenant) keeper.covers.clear();
  }
}

bool portability_applies(const Policy& policy) {
  bool any = false;
  for (const Keeper& keeper : policy.keepers) {
    if (keeper.kind != Keeper::Kind::purpose) continue;
    any = true;
    if (keeper.bases.empty()) return true;
    for (const Basis basis : keeper.bases)
      if (basis == Basis::consent || basis == Basis::contract) return true;
  }
  return !any;
}

std::vector<std::size_t> Policy::collected_from() const {
  std::vector<std::size_t> found;
  const auto add = [&](std::size_t record) {
    if (std::find(found.begin(), found.end(), record) == found.end()) found.push_back(record);
  };
  for (const Moment& moment : moments)
    for (const std::size_t part : moment.moments)
      if (!steps_up(moment.of, moments[part].of)) add(moments[part].of);
  for (const Keeper& keeper : keepers)
    if (keeper.via && std::any_of(keeper.covers.begin(), keeper.covers.end(),
                                  [&](const FieldRef& ref) { return !steps_up(ref.record, *keeper.via); }))
      add(*keeper.via);
  return found;
}

}  // namespace compliance
