// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/calendar/period.h"

#include <array>
#include <cstdint>
#include <optional>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

struct Unit {
  char letter;
  std::string_view word;
  int months;
  int days;
};
constexpr std::array<Unit, 4> units{
    {{'Y', "year", 12, 0}, {'M', "month", 1, 0}, {'W', "week", 0, 7}, {'D', "day", 0, 1}}};
constexpr int most_months = 12000;
constexpr int most_days = 366000;

std::string_view take_number(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  const std::string_view digits = text.substr(0, length);
  text.remove_prefix(length);
  return digits;
}

// Adds `digits` units to `period`; false when that is no number or too long.
bool add(Period& period, std::string_view digits, const Unit& unit) {
  const std::optional<std::uint64_t> number = parse_number(digits);
  if (!number || *number > static_cast<std::uint64_t>(most_days)) return false;
  const auto count = static_cast<int>(*number);
  period.months += count * unit.months;
  period.days += count * unit.days;
  return period.months <= most_months && period.days <= most_days;
}

std::optional<Period> parse_iso(std::string_view text) {
  Period period;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    const std::string_view digits = take_number(text);
    if (text.empty()) return std::nullopt;
    while (next_unit < units.size() && units[next_unit].letter != text.front()) ++next_unit;
    if (next_unit == units.size() || !add(period, digits, units[next_unit])) return std::nullopt;
    ++next_unit;
    text.remove_prefix(1);
  }
  return period;
}

std::optional<Period> parse_written(std::string_view text) {
  Period period;
  std::size_t next_unit = 0;
  for (bool first = true; first || !text.empty(); first = false) {
    if (!first) {
      if (text.front() != ' ') return std::nullopt;
      text.remove_prefix(1);
    }
    const std::string_view digits = take_number(text);
    if (digits.empty() || text.empty() || text.front() != ' ') return std::nullopt;
    text.remove_prefix(1);
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    const std::string_view singular = word.ends_with('s') ? word.substr(0, word.size() - 1) : word;
    while (next_unit < units.size() && units[next_unit].word != singular) ++next_unit;
    if (next_unit == units.size() || !add(period, digits, units[next_unit])) return std::nullopt;
    ++next_unit;
  }
  return period;
}

}  // namespace

Result<Period> parse_period(std::string_view text) {
  std::optional<Period> period;
  if (text.size() > 1 && text.front() == 'P')
    period = parse_iso(text.substr(1));
  else if (!text.empty())
    period = parse_written(text);
  if (!period) return Error{.message = "expected a period such as \"3 years\", \"2 years 6 months\" or P3Y"};
  return *period;
}

std::string format_period(Period period) {
  std::string text;
  const auto part = [&](int count, std::string_view unit) {
    if (count != 0) text += (text.empty() ? "" : " ") + count_of(static_cast<std::uint64_t>(count), unit);
  };
  part(period.months / 12, "year");
  part(period.months % 12, "month");
  part(period.days, "day");
  return text.empty() ? "0 days" : text;
}

Date add_period(Date start, Period period) {
  using namespace std::chrono;
  const year_month month = year_month{start.year(), start.month()} + months{period.months};
  const Date last = month / std::chrono::last;
  const Date same = month / start.day();
  return add_days(same.ok() ? same : last, period.days);
}

std::optional<std::chrono::month_day> parse_year_end(std::string_view text) {
  const auto date = parse_date("2000-" + std::string{text});  // a leap year
  return date ? std::optional{std::chrono::month_day{date->month(), date->day()}} : std::nullopt;
}

Date year_end(Date day, std::chrono::month_day ends) {
  using namespace std::chrono;
  const auto in = [&](year year) -> Date {
    if (ends.month() == February && ends.day() >= std::chrono::day{28}) return year / February / last;
    return year / ends.month() / ends.day();
  };
  const Date this_year = in(day.year());
  return day <= this_year ? this_year : in(day.year() + years{1});
}

Order compare(Period a, Period b) {
  // The shortest run of n months is never below 28 days a month and the longest never above 31; equal months cancel.
  if (a.months == b.months) return a.days <= b.days ? Order::no_longer : Order::longer;
  const int shared = a.months < b.months ? a.months : b.months;
  const int a_low = (a.months - shared) * 28 + a.days, a_high = (a.months - shared) * 31 + a.days;
  const int b_low = (b.months - shared) * 28 + b.days, b_high = (b.months - shared) * 31 + b.days;
  if (a_high <= b_low) return Order::no_longer;
  if (a_low > b_high) return Order::longer;
  return Order::depends;
}

}  // namespace compliance
