// SPDX-License-Identifier: Apache-2.0
// Legal periods (L-TIME, TC-28 to TC-33). A period is added once, in one step, and clamped to the end of a short month;
// the last day is inclusive: what may be kept "three years after 29 February 2024" may be kept through 28 February
// 2027.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "libcompliance/base/result.h"
#include "libcompliance/calendar/date.h"

namespace compliance {

/// Years and months count in the calendar; weeks and days count days.
struct Period {
  int months = 0;  // years are twelve months: the order of adding cannot matter (TC-32)
  int days = 0;    // weeks are seven days

  friend bool operator==(const Period&, const Period&) = default;
};

/// Parses ISO 8601 ("P3Y", "P2Y6M", "P4W", "P7D", "P0D") or the written form ("3 years", "2 years 6 months",
/// "1 month", "7 days"). Numbers are decimal without sign or leading zero; units stand in order, each once. At most
/// 1000 years. Anything else ("3Y", "1 mounth", "010 days", "-1 day") is an error that shows both forms.
Result<Period> parse_period(std::string_view text);

/// In words: "3 years", "2 years 6 months", "7 days", "0 days". Weeks are written as days.
std::string format_period(Period period);

/// The last day of a period that runs from `start`: months first, clamped to the month's end, then days.
Date add_period(Date start, Period period);

/// Reads the day on which a year ends, "MM-DD": 12-31, 06-30. None when no year has such a day.
std::optional<std::chrono::month_day> parse_year_end(std::string_view text);

/// The last day of the year in which `day` lies, when years end on `ends`: that day itself, or the next such day after
/// it. A year that ends on 28 or 29 February ends with that month.
Date year_end(Date day, std::chrono::month_day ends);

/// Whether `a` certainly ends no later than `b` from every start day, or certainly not, or depends on the start day.
enum class Order { no_longer, longer, depends };
Order compare(Period a, Period b);

}  // namespace compliance
