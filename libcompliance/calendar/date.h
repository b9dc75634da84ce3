// SPDX-License-Identifier: Apache-2.0
// Civil dates (L-TIME). A date has no time and no zone; "today" is always an argument. Years 1 to 9999.

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "libcompliance/base/result.h"

namespace compliance {

using Date = std::chrono::year_month_day;

/// Parses exactly "YYYY-MM-DD". Rejects days that are not in the calendar.
Result<Date> parse_date(std::string_view text);

/// Formats as "YYYY-MM-DD". `date` must be ok().
std::string format_date(Date date);

/// The day `count` days later (earlier when negative).
Date add_days(Date date, int count);

/// How many days from `from` to `to`; negative when `to` is earlier.
int days_between(Date from, Date to);

}  // namespace compliance
