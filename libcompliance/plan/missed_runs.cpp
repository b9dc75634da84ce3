// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/missed_runs.h"

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

Date end_of_month(Date day) { return Date{day.year() / day.month() / std::chrono::last}; }

// From the last run each time: a chain of clamped months would slip.
Date due_day(Date last, Period every, int times) {
  const Date day = add_period(last, {every.months * times, every.days * times});
  return every.days == 0 && last == end_of_month(last) ? end_of_month(day) : day;
}

}  // namespace

std::optional<Finding> missed_runs(const Cadence& cadence, Date last, Date today) {
  const Period every = cadence.every;
  if (every == Period{}) return std::nullopt;
  int missed = 0;
  while (due_day(last, every, missed + 1) < today) ++missed;
  if (missed == 0) return std::nullopt;
  return Finding{.code = "cadence.missed",
                 .severity = Severity::warning,
                 .place = cadence.place,
                 .message = "the policy promises a run every " + format_period(every) + ", and " +
                            count_of(static_cast<std::uint64_t>(missed), "run") + (missed == 1 ? " was" : " were") +
                            " not made in time: the last one was for " + format_date(last) +
                            ", and the next one was due by " + format_date(due_day(last, every, 1)),
                 .hint = "what fell due in between was kept too long; see whether the timer runs",
                 .why = "RF-13, Art. 5(1)(e), Art. 5(2)"};
}

}  // namespace compliance
