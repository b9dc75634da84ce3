// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/table_outcome.h"

#include <algorithm>

namespace compliance {

void TableOutcome::add(const RecordJudgement& judgement, std::span<const std::uint16_t> state_keepers, Date as_of) {
  if (judgement.action) {
    const auto action = *judgement.action;
    ++(action == EffectAction::remove ? removed : action == EffectAction::stub ? stubs : reduced);
    if (judgement.early) {
      ++early;
      longest_early = std::max(longest_early, days_between(as_of, judgement.due_since) - 1);
    }
    if (judgement.maximum && *judgement.maximum < as_of) {
      ++over;
      longest_over = std::max(longest_over, days_between(*judgement.maximum, as_of));
    }
  } else if (judgement.undecided) {
    ++undecided;
  } else if (judgement.unfounded) {
    ++unfounded;
  } else {
    ++kept;
    if (state_keepers.empty() || judgement.alive != 0) ++kept_for[judgement.alive];
    if (judgement.open) ++kept_open;
  }
  for (const std::uint16_t keeper : state_keepers) ++held_for[keeper];
  if (judgement.held_back) ++held_back;
  if (judgement.first_last_day) {
    const Date due = add_days(*judgement.first_last_day, 1);
    if (!next_due || due < *next_due) next_due = due;
  }
}

}  // namespace compliance
