// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/forecast.h"

#include <algorithm>

namespace compliance {

Forecast::Forecast(const CompiledPolicy& policy, Date as_of, std::size_t months)
    : policy_(&policy), as_of_(as_of), months_(months) {
  const Date tomorrow = add_days(as_of, 1);
  first_month_ = Date{tomorrow.year(), tomorrow.month(), std::chrono::day{1}};
  for (std::size_t record = 0; record < policy.policy().records.size(); ++record) {
    records_.push_back({.record = record});
    records_.back().first.months.resize(months);
    records_.back().whole.months.resize(months);
  }
}

Date Forecast::month(std::size_t number) const {
  return add_period(first_month_, Period{.months = static_cast<int>(number)});
}

// When the last of these keepers ends. One of which something is not known may still have a last day: that of a
// ceiling, or of its own clock where only a ceiling is unknown.
Forecast::Due Forecast::due_of(std::uint64_t keepers, const Decision& decision) const {
  Due due{.kind = Due::Kind::unfounded};
  for (std::size_t k = 0; k < decision.keepers().size(); ++k) {
    const KeeperState& state = decision.keepers()[k];
    if ((keepers >> k & 1U) == 0 || state.life == KeeperState::Life::not_applicable) continue;
    Due end{.last_day = state.last_day};
    if (state.open) end.kind = Due::Kind::open;
    if (state.life == KeeperState::Life::unknown && !state.last_day.ok()) end.kind = Due::Kind::undecided;
    if (state.life == KeeperState::Life::ended) end.last_day = std::min(end.last_day, add_days(as_of_, -1));
    const bool is_first = due.kind == Due::Kind::unfounded;
    if (is_first || end.kind > due.kind || (end.kind == due.kind && end.last_day > due.last_day)) due = end;
  }
  return due;
}

void Forecast::add(std::size_t record, const RecordView& view, const Decision& decision, Affected affected,
                   ClocksNeeded needed) {
  const RecordRules& rules = policy_->of(record);
  const bool is_held = !decision.state_keepers().empty();
  groups_.clear();
  for (const FieldGroup& group : rules.groups())
    groups_.push_back(is_held ? Due{.kind = Due::Kind::open} : due_of(group.keepers, decision));
  std::optional<Due> whole;
  std::optional<Date> first;
  for (std::size_t field = 0; field < view.cells.size(); ++field) {
    if (view.cells[field].blank) continue;
    const Due& due = groups_[rules.group_of(field)];
    if (!whole || due.kind > whole->kind || (due.kind == whole->kind && due.last_day > whole->last_day)) whole = due;
    // The key and the dates that clocks read go last.
    if (due.kind != Due::Kind::day || view.is_key(view.cells[field]) || rules.is_read_by_clocks(field)) continue;
    if (!first || due.last_day < *first) first = due.last_day;
  }
  if (!whole) whole = Due{.kind = Due::Kind::open};
  ForecastOf& counts = records_[record];
  count(counts.whole, *whole);
  if (affected == Affected::yes)
    ++counts.first.now;
  else if (!first && whole->kind == Due::Kind::day && needed == ClocksNeeded::yes)
    ++counts.first.needed;
  else
    count(counts.first, first ? Due{.last_day = *first} : *whole);
}

void Forecast::count(DueCounts& counts, const Due& due) const {
  switch (due.kind) {
    case Due::Kind::open:
      ++counts.open;
      return;
    case Due::Kind::undecided:
      ++counts.undecided;
      return;
    case Due::Kind::unfounded:
      ++counts.unfounded;
      return;
    case Due::Kind::day:
      break;
  }
  if (due.last_day < as_of_) {
    ++counts.now;
    return;
  }
  const Date day = add_days(due.last_day, 1);
  const auto months = (day.year() - first_month_.year()).count() * 12 +
                      static_cast<int>(static_cast<unsigned>(day.month())) -
                      static_cast<int>(static_cast<unsigned>(first_month_.month()));
  if (static_cast<std::size_t>(months) < months_)
    ++counts.months[static_cast<std::size_t>(months)];
  else
    ++counts.later;
}

}  // namespace compliance
