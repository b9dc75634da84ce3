// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/calendar/date.h"

#include <algorithm>
#include <cstdio>

#include "libcompliance/base/text.h"

namespace compliance {

Result<Date> parse_date(std::string_view text) {
  const Error error{.message = "expected a date as YYYY-MM-DD"};
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return error;
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = 0;
    for (const char c : text.substr(at, length)) value = is_digit(c) ? value * 10 + (c - '0') : -100000;
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 1 || month < 1 || day < 1) return error;
  const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                  std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return Error{.message = "expected a day that exists, as YYYY-MM-DD"};
  return date;
}

std::string format_date(Date date) {
  char buffer[16];
  const int length = std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return {buffer, static_cast<std::size_t>(std::max(length, 0))};
}

Date add_days(Date date, int count) { return Date{std::chrono::sys_days{date} + std::chrono::days{count}}; }

int days_between(Date from, Date to) {
  return static_cast<int>((std::chrono::sys_days{to} - std::chrono::sys_days{from}).count());
}

}  // namespace compliance
