// SPDX-License-Identifier: Apache-2.0
// From the verdicts of a record's cells to what becomes of the record. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "libcompliance/model/record_view.h"
#include "libcompliance/plan/plan.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {

/// Whether something else that stays is decided by this record's dates and flags.
enum class ClocksNeeded { no, yes };

/// What a record's verdicts come to, cell by cell: the effect on it, or none. Cells that clocks read are held back as
/// long as any cell of the record lives or its clocks are needed: without them the next run would decide otherwise.
struct RecordJudgement {
  std::optional<EffectAction> action = {};
  std::uint64_t ended = 0;                  // the keepers behind the cells that go
  std::uint64_t alive = 0;                  // the keepers behind the cells that stay
  bool open = false;                        // of those that stay, one has no end yet
  std::optional<Date> first_last_day = {};  // of those that stay, the first to end
  std::vector<std::size_t> fields;          // that go, but for the key, which goes with the whole record
  Date due_since = {};
  bool early = false;
  std::optional<Date> maximum = {};  // the last day that a ceiling allowed, if one did
  bool undecided = false;
  bool key_is_due = false;  // the cell that is the key is due, and stays with the record
  bool held_back = false;   // cells would be due, and a keeper of the state keeps them
  bool unfounded = false;
  const Verdict* undecided_verdict = nullptr;
  std::vector<std::size_t> unfounded_fields;
  std::vector<const Verdict*> due;  // of the cells that go

  void start();                                          // forgets the last record
  void stay(std::size_t field, const Verdict& verdict);  // a cell that is not due
};
void judge_record(const RecordRules& rules, std::span<const Verdict> verdicts, const RecordView& record,
                  ClocksNeeded needed, RecordJudgement& judgement);

}  // namespace compliance
