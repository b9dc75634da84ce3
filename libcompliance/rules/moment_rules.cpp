// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/rules/moment_rules.h"

#include <algorithm>

namespace compliance {
namespace {

using State = MomentValue::State;

MomentValue unknown(Unknown why, Spot spot) { return {.state = State::unknown, .why = why, .spot = spot}; }

// Why a date cell that is neither blank nor a day is not known.
Unknown reason_of(DateState state) {
  switch (state) {
    case DateState::ambiguous:
      return Unknown::ambiguous_date;
    case DateState::sentinel:
      return Unknown::sentinel_date;
    default:
      return Unknown::invalid_date;
  }
}

}  // namespace

Truth evaluate(const Condition& condition, const RecordView& record) {
  const Cell& cell = record.cells[condition.field.field];
  const Spot spot = record.spot(cell.column);
  if (cell.blank) return {Truth::State::unknown, Unknown::no_word, spot};
  if (cell.word < 0) return {Truth::State::unknown, Unknown::unknown_word, spot};
  const bool holds = std::find(condition.words.begin(), condition.words.end(), cell.word) != condition.words.end();
  return {holds ? Truth::State::yes : Truth::State::no, Unknown::no_word, spot};
}

MomentValue evaluate(const Moment& moment, const RecordView& record, Date as_of) {
  const Cell& date = record.cells[moment.date];
  const Spot spot = record.spot(date.column);
  const Truth not_yet = moment.not_yet_when ? evaluate(*moment.not_yet_when, record) : Truth{};
  if (date.date.state != DateState::blank && date.date.state != DateState::day)
    return unknown(reason_of(date.date.state), spot);

  bool has_day = date.date.state == DateState::day, came_back = false;
  if (moment.resumed_on) {
    const Cell& resumed = record.cells[*moment.resumed_on];
    if (resumed.date.state != DateState::blank && resumed.date.state != DateState::day)
      return unknown(reason_of(resumed.date.state), record.spot(resumed.column));
    if (resumed.date.state == DateState::day && has_day && resumed.date.day >= date.date.day) {
      has_day = false;
      came_back = true;
    }
  }
  if (has_day && moment.not_before) {
    const Cell& first = record.cells[*moment.not_before];
    if (first.date.state != DateState::blank && first.date.state != DateState::day)
      return unknown(reason_of(first.date.state), record.spot(first.column));
    if (first.date.state == DateState::day && date.date.day < first.date.day)
      return unknown(Unknown::implausible_date, spot);
  }

  if (has_day) {
    // It has not happened, says the record, and its day is past; or it has, and its day is to come.
    const bool past = date.date.day<as_of, to_come = date.date.day> as_of;
    if (not_yet.state == Truth::State::yes && past) return unknown(Unknown::contradiction, spot);
    if (moment.not_yet_when && not_yet.state == Truth::State::no && to_come)
      return unknown(Unknown::contradiction, spot);
    return {.state = State::day, .spot = spot, .day = date.date.day};
  }
  if (not_yet.state == Truth::State::yes) return {.state = State::not_yet, .spot = not_yet.spot};
  if (not_yet.state == Truth::State::unknown) return unknown(not_yet.why, not_yet.spot);
  return unknown(came_back ? Unknown::contradiction : Unknown::no_date, spot);
}

MomentValue latest(const MomentValue& a, const MomentValue& b) {
  if (a.state == State::none) return b;
  if (b.state == State::none) return a;
  for (const State wins : {State::not_yet, State::unknown}) {
    if (a.state == wins) return a;
    if (b.state == wins) return b;
  }
  return a.day >= b.day ? a : b;
}

MomentValue earliest(const MomentValue& a, const MomentValue& b) {
  if (a.state == State::none) return b;
  if (b.state == State::none) return a;
  if (a.state == State::unknown) return a;
  if (b.state == State::unknown) return b;
  if (a.state == State::not_yet) return b;
  if (b.state == State::not_yet) return a;
  return a.day <= b.day ? a : b;
}

}  // namespace compliance
