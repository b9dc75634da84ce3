// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/requests/clock.h"

#include <algorithm>

namespace compliance {
namespace {

bool is_weekend(Date day) {
  const std::chrono::weekday weekday{day};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

std::string_view term_of(RequestType type) {
  if (type == RequestType::ccpa_opt_out) return "ccpa-opt-out";
  if (type == RequestType::ccpa_limit) return "ccpa-limit";
  return is_ccpa(type) ? "ccpa-response" : "gdpr-response";
}

Date end_of(const ResponseTerm& term, Date received) {
  return term.period ? add_period(received, *term.period) : add_business_days(received, term.business_days);
}

// "Two further months": counted from the receipt, or from the end of the first month. They differ for receipts at the
// end of a month; the earlier one is safe.
Date extended_end_of(const ResponseTerm& term, Date received) {
  const Period whole{term.period->months + term.extension->months, term.period->days + term.extension->days};
  return std::min(add_period(received, whole), add_period(add_period(received, *term.period), *term.extension));
}

std::vector<Holiday> contested_between(Date first, Date last, std::string_view country) {
  std::vector<Holiday> found;
  for (int year = static_cast<int>(first.year()); year <= static_cast<int>(last.year()); ++year)
    for (Holiday& holiday : holidays(year, country))
      if (holiday.certainty == Certainty::contested && first <= holiday.day && holiday.day < last)
        found.push_back(std::move(holiday));
  return found;
}

// While somebody was asked who he is, and after he had answered.
void add_suspension(const Request& request, Deadlines& deadlines) {
  const auto asked = std::ranges::find(request.steps, StepKind::identity_asked, &RequestStep::kind);
  if (asked == request.steps.end() || is_ccpa(request.type)) return;
  const std::optional<Date> identified = identified_since(request);
  if (!identified)
    deadlines.suspended_since = asked->on;
  else if (*identified > asked->on)
    deadlines.with_suspension = add_days(deadlines.target, days_between(asked->on, *identified));
}

}  // namespace

bool is_working_day(Date day, std::string_view country, Contested contested) {
  if (is_weekend(day)) return false;
  const std::vector<Holiday> off = holidays(static_cast<int>(day.year()), country);
  return std::ranges::none_of(off, [&](const Holiday& holiday) {
    return holiday.day == day && (holiday.certainty == Certainty::settled || contested == Contested::extend);
  });
}

Date next_working_day(Date day, std::string_view country, Contested contested) {
  while (!is_working_day(day, country, contested)) day = add_days(day, 1);
  return day;
}

Date add_business_days(Date day, unsigned count) {
  while (count > 0) {
    day = add_days(day, 1);
    if (!is_weekend(day)) --count;
  }
  return day;
}

Deadlines deadlines_of(const Request& request, Contested contested) {
  const ResponseTerm& law = response_term(term_of(request.type));
  const std::string& country = request.terms.country;
  const bool is_extended = request.last(StepKind::extended) != nullptr;
  Deadlines deadlines;
  const Date first = end_of(law, request.received);
  deadlines.nominal = is_extended ? extended_end_of(law, request.received) : first;
  const bool moves = law.ends == TermEnd::eu_1182_71;
  deadlines.legal_latest = moves ? next_working_day(deadlines.nominal, country, contested) : deadlines.nominal;
  if (moves)
    deadlines.contested =
        contested_between(deadlines.nominal, next_working_day(deadlines.nominal, country, Contested::extend), country);
  if (request.terms.promise) deadlines.promise = add_period(request.received, *request.terms.promise);
  // An extension goes beyond what was promised, or it would be no extension.
  deadlines.target =
      is_extended ? deadlines.nominal : std::min(deadlines.nominal, deadlines.promise.value_or(deadlines.nominal));
  if (!is_working_day(deadlines.target, country, Contested::extend)) {
    Date before = deadlines.target;
    while (!is_working_day(before, country, Contested::extend)) before = add_days(before, -1);
    deadlines.last_working_day_before = before;
  }
  if (!is_extended && law.extension) deadlines.extend_by = first;
  if (is_ccpa(request.type) && law.period)
    deadlines.confirm_by = end_of(response_term("ccpa-confirm"), request.received);
  add_suspension(request, deadlines);
  return deadlines;
}

Date court_end(Date answer_received) {
  return next_working_day(end_of(response_term("nl-petition"), answer_received), "NL", Contested::extend);
}

Date notice_due(const ObtainedData& data) {
  Date due = end_of(response_term("gdpr-notice"), data.on);
  if (data.promise) due = std::min(due, add_period(data.on, *data.promise));
  return std::min({due, data.first_contact.value_or(due), data.first_disclosure.value_or(due)});
}

}  // namespace compliance
