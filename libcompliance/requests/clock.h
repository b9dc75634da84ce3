// SPDX-License-Identifier: Apache-2.0
// How long an answer may take (L-TIME; Art. 12(3), Regulation (EEC, Euratom) 1182/71). Three dates, because the law is
// read in more than one way: `nominal`, which is counted by calendar alone; `legal_latest`, where an end on a day off
// moves to the next working day; and `target`, the earlier of nominal and what the policy promised. Alarms, lists and
// exit statuses go by the target. A promise in weeks is never moved: no law moves it.
//
// Days are civil days in the policy's zone; a last day is inclusive. The terms come from the table of response terms.

#pragma once

#include <optional>
#include <vector>

#include "libcompliance/law/holidays.h"
#include "libcompliance/requests/request.h"

namespace compliance {

/// Whether Good Friday and days equated by decree count as holidays under Regulation 1182/71: nobody has decided.
/// `keep` is the earlier reading (TC-09, TC-10).
enum class Contested { keep, extend };

struct Deadlines {
  Date nominal = {};
  Date legal_latest = {};
  Date target = {};
  std::optional<Date> promise = {};
  std::optional<Date> last_working_day_before = {};  // when the target is a day off
  std::vector<Holiday> contested = {};               // days that would make the legal latest later, if they counted
  std::optional<Date> extend_by = {};   // by then an extension must have been told, with reasons; none once it was
  std::optional<Date> confirm_by = {};  // California: the receipt is confirmed by then
  /// Since when an answer about identity is awaited; and with the days until it came, the target as those count it who
  /// let the clock stand still meanwhile (TC-17). Never for California.
  std::optional<Date> suspended_since = {};
  std::optional<Date> with_suspension = {};
};

/// `extended` requests have their longer term: two months more by the earlier of the two readings (TC-15).
Deadlines deadlines_of(const Request& request, Contested contested = Contested::keep);

/// No Saturday, Sunday or holiday of that country; with `extend`, no contested one either.
bool is_working_day(Date day, std::string_view country, Contested contested);
/// The day itself, or the next working day.
Date next_working_day(Date day, std::string_view country, Contested contested);

/// So many days from Monday to Friday after `day`. Without the holidays of a state: with them it could only be later.
Date add_business_days(Date day, unsigned count);

/// The last day on which a petition to the court is in time (UAVG 35(2)), after the answer was received. Evidence is
/// kept at least until then (TC-24). Contested days count: the Algemene termijnenwet names them.
Date court_end(Date answer_received);

/// By when people are told whose data came from others (Art. 14(3)): a month after they came, but no later than the
/// first message or the first disclosure (TC-27).
struct ObtainedData {
  Date on = {};
  std::optional<Date> first_contact = {}, first_disclosure = {};
  std::optional<Period> promise = {};  // Promises::informs_within
};
Date notice_due(const ObtainedData& data);

}  // namespace compliance
