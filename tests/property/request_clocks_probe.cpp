// SPDX-License-Identifier: Apache-2.0
// Prints what the clocks make of each day of receipt from 2020 to 2035, a line each.
#include <cstdio>

#include "libcompliance/calendar/local_instant.h"
#include "libcompliance/requests/breach.h"
#include "libcompliance/requests/clock.h"

using namespace compliance;

int main() {
  Request request;
  request.terms = {.promise = Period{0, 28}, .country = "NL", .zone = "Europe/Amsterdam"};
  for (Date day = *parse_date("2020-01-01"); day < *parse_date("2036-01-01"); day = add_days(day, 1)) {
    request.received = day;
    request.type = RequestType::access;
    request.steps.clear();
    const Deadlines keep = deadlines_of(request), extend = deadlines_of(request, Contested::extend);
    request.steps.push_back({.kind = StepKind::extended, .on = day, .codes = {"complexity"}});
    const Deadlines extended = deadlines_of(request);
    request.steps.clear();
    request.type = RequestType::ccpa_delete;
    const Deadlines ccpa = deadlines_of(request);
    request.type = RequestType::ccpa_opt_out;
    const Deadlines opt_out = deadlines_of(request);
    std::printf("%s", format_date(day).c_str());
    for (const Date each : {keep.nominal, keep.legal_latest, extend.legal_latest, *keep.promise, keep.target,
                            keep.last_working_day_before.value_or(keep.target), extended.target, extended.legal_latest,
                            court_end(day), *ccpa.confirm_by, ccpa.nominal, opt_out.nominal, notice_due({.on = day})})
      std::printf(" %s", format_date(each).c_str());
    const Instant aware = Instant{std::chrono::sys_days{day}} + std::chrono::hours{11};
    const Zone zone = *Zone::find("Europe/Amsterdam");
    std::printf(" %s\n", format_local(breach_deadline(aware), zone).c_str());
  }
  return 0;
}
