// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/judgement.h"

#include <algorithm>

namespace compliance {

void judge_record(const RecordRules& rules, std::span<const Verdict> verdicts, const RecordView& record,
                  ClocksNeeded needed, RecordJudgement& judgement) {
  judgement.start();
  bool something_stays = needed == ClocksNeeded::yes;
  for (std::size_t field = 0; field < record.cells.size(); ++field)
    if (!record.cells[field].blank && verdicts[rules.group_of(field)].kind != VerdictKind::due) something_stays = true;
  for (std::size_t field = 0; field < record.cells.size(); ++field) {
    if (record.cells[field].blank) continue;  // nothing there: nothing to keep, nothing to erase
    const Verdict& verdict = verdicts[rules.group_of(field)];
    if (verdict.kind != VerdictKind::due) {
      judgement.stay(field, verdict);
      continue;
    }
    // The key goes with the record, never before it; and a clock's dates last as long as what they decide.
    const bool is_key = record.is_key(record.cells[field]);
    if (something_stays && is_key) judgement.key_is_due = true;
    if (something_stays && (is_key || rules.is_read_by_clocks(field))) continue;
    judgement.due.push_back(&verdict);
    judgement.ended |= verdict.keepers;
    if (!is_key) judgement.fields.push_back(field);
  }
  if (judgement.due.empty()) return;
  judgement.action = something_stays ? EffectAction::reduce : EffectAction::remove;
  // A record that goes whole is due when the last of its cells is; one that is reduced, when the first is.
  const auto by_day = [](const Verdict* a, const Verdict* b) { return a->last_day < b->last_day; };
  const auto [first, last] = std::minmax_element(judgement.due.begin(), judgement.due.end(), by_day);
  const Verdict& decisive = something_stays ? **first : **last;
  judgement.due_since = add_days(decisive.last_day, 1);
  judgement.early = decisive.early;
  if (decisive.at_ceiling) judgement.maximum = decisive.last_day;
}

void RecordJudgement::start() {
  action.reset();
  fields.clear();
  unfounded_fields.clear();
  due.clear();
  ended = alive = 0;
  open = early = undecided = unfounded = held_back = key_is_due = false;
  first_last_day.reset();
  undecided_verdict = nullptr;
  maximum.reset();
}

void RecordJudgement::stay(std::size_t field, const Verdict& verdict) {
  switch (verdict.kind) {
    case VerdictKind::keep:
      alive |= verdict.keepers;
      open = open || verdict.open;
      held_back = held_back || verdict.held_back;
      if (!verdict.open && (!first_last_day || verdict.last_day < *first_last_day)) first_last_day = verdict.last_day;
      break;
    case VerdictKind::undecided:
      if (!undecided) undecided_verdict = &verdict;
      undecided = true;
      break;
    case VerdictKind::unfounded:
      unfounded = true;
      unfounded_fields.push_back(field);
      break;
    case VerdictKind::due:
      break;
  }
}

}  // namespace compliance
