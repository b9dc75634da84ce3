// SPDX-License-Identifier: Apache-2.0
// Internal to report: the effects on a table that have the same reason, together.

#pragma once

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "libcompliance/plan/plan.h"

namespace compliance {

struct EffectGroup {
  EffectAction action = EffectAction::remove;
  std::vector<std::string> fields = {};
  std::vector<std::string> ended = {};
  std::vector<const Effect*> effects = {};  // in the order of the file
  Date first_last_day = {}, last_last_day = {};
};

/// By action, fields and ended keepers. They point into the table.
inline std::vector<EffectGroup> effect_groups(const PlannedTable& table) {
  std::map<std::tuple<EffectAction, std::vector<std::string>, std::vector<std::string>>, std::vector<const Effect*>>
      by_reason;
  for (const Effect& effect : table.effects) by_reason[{effect.action, effect.fields, effect.ended}].push_back(&effect);
  std::vector<EffectGroup> groups;
  for (auto& [reason, effects] : by_reason) {
    const auto [first, last] = std::minmax_element(
        effects.begin(), effects.end(), [](const Effect* a, const Effect* b) { return a->due_since < b->due_since; });
    groups.push_back({.action = std::get<0>(reason),
                      .fields = std::get<1>(reason),
                      .ended = std::get<2>(reason),
                      .effects = effects,
                      .first_last_day = add_days((*first)->due_since, -1),
                      .last_last_day = add_days((*last)->due_since, -1)});
  }
  return groups;
}

}  // namespace compliance
