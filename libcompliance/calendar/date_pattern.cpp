// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/calendar/date_pattern.h"

#include <algorithm>
#include <array>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

using namespace std::chrono;

constexpr std::array sentinels{Date{1y, January, 1d},      Date{1753y, January, 1d},   Date{1899y, December, 30d},
                               Date{1899y, December, 31d}, Date{1900y, January, 1d},   Date{1970y, January, 1d},
                               Date{2099y, December, 31d}, Date{2999y, December, 31d}, Date{9999y, December, 31d}};

// No system has such a year from anything but a slip of the finger, or an overflow.
constexpr std::chrono::year first_year{1800}, last_year{2100};

// A day that somebody can have meant.
DateReading judged(Date date) {
  if (std::find(sentinels.begin(), sentinels.end(), date) != sentinels.end()) return {DateState::sentinel, {}};
  if (date.year() < first_year || date.year() > last_year) return {DateState::invalid, {}};
  return {DateState::day, date};
}

// Takes up to `most` digits, at least `least`; -1 when there are fewer.
int take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t length = 0;
  int value = 0;
  while (length < text.size() && length < most && is_digit(text[length])) value = value * 10 + (text[length++] - '0');
  text.remove_prefix(length);
  return length < least ? -1 : value;
}

// Two numbers that could each be a month, then a year (or a year first with something else behind): a date whose day
// and month a person would have to choose.
bool could_be_swapped(std::string_view text) {
  const auto separator = [&] {
    if (text.empty() || (text[0] != '-' && text[0] != '/' && text[0] != '.' && text[0] != ' ')) return false;
    text.remove_prefix(1);
    return true;
  };
  const int first = take_digits(text, 1, 2);
  if (!separator()) return false;
  const int second = take_digits(text, 1, 2);
  if (!separator()) return false;
  const int year = take_digits(text, 2, 4);
  return text.empty() && year >= 0 && first >= 1 && first <= 12 && second >= 1 && second <= 12 && first != second;
}

// "Z", or a sign, two digits of hours and two of minutes, with a colon between them or not.
bool take_offset(std::string_view& text, bool colon, minutes& offset) {
  if (text.empty()) return false;
  const char sign = text.front();
  text.remove_prefix(1);
  if (sign == 'Z') return true;
  if (sign != '+' && sign != '-') return false;
  const int hour = take_digits(text, 2, 2);
  if (colon) {
    if (text.empty() || text.front() != ':') return false;
    text.remove_prefix(1);
  }
  const int minute = take_digits(text, 2, 2);
  if (hour < 0 || hour > 14 || minute < 0 || minute > 59) return false;
  offset = hours{hour} + minutes{minute};
  if (sign == '-') offset = -offset;
  return true;
}

}  // namespace

Result<DatePattern> DatePattern::parse(std::string_view pattern) {
  const Error error{.message = "expected a date format with yyyy, MM (or M) and dd (or d) once each",
                    .hint = "for example dd-MM-yyyy, d/M/yyyy, yyyy-MM-dd HH:mm:ss or yyyy-MM-ddTHH:mm:ss.SSSXX"};
  DatePattern result;
  result.text_ = pattern;
  std::string seen;
  while (!pattern.empty()) {
    const char letter = pattern.front();
    std::size_t run = pattern.find_first_not_of(letter);
    if (run == std::string_view::npos) run = pattern.size();
    const bool alphabetic = ascii_lower(letter) >= 'a' && ascii_lower(letter) <= 'z';
    if (!alphabetic || (letter == 'T' && run == 1)) {
      if (letter <= ' ' && letter != ' ') return error;
      if (static_cast<unsigned char>(letter) >= 0x7F || is_digit(letter)) return error;
      result.parts_.push_back({0, letter, 1});
      pattern.remove_prefix(1);
      continue;
    }
    const bool fits = (letter == 'y' && run == 4) || ((letter == 'M' || letter == 'd' || letter == 'H') && run <= 2) ||
                      ((letter == 'm' || letter == 's') && run == 2) || (letter == 'S' && run == 3) ||
                      (letter == 'X' && (run == 2 || run == 3));
    if (!fits || seen.find(letter) != std::string::npos) return error;
    seen += letter;
    result.parts_.push_back({letter, 0, run});
    pattern.remove_prefix(run);
  }
  for (const char needed : {'y', 'M', 'd'})
    if (seen.find(needed) == std::string::npos) return error;
  if (result.has('X') && !result.has('H')) return error;
  return result;
}

DatePattern DatePattern::iso() { return *parse("yyyy-MM-dd"); }

bool DatePattern::has(char letter) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) { return part.letter == letter; });
}

Result<DatePattern> DatePattern::with_zones(std::optional<Zone> written, Zone calendar) const {
  if (written && has('X'))
    return Error{.message = "a form with an offset has no zone", .hint = "each time says itself how it is meant"};
  if (written && !has('H'))
    return Error{.message = "a form without hours has no zone",
                 .hint = "a date without a time is the same day everywhere"};
  DatePattern result = *this;
  result.written_ = written;
  if (written || has('X')) result.calendar_ = calendar;
  return result;
}

DateReading DatePattern::read(std::string_view cell) const {
  if (cell.empty()) return {DateState::blank, {}};
  std::string_view rest = cell;
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  minutes offset{0};
  const auto take = [&](int& value, const Part& part, std::size_t most_digits, int most) {
    value = take_digits(rest, part.run, most_digits);
    return value >= 0 && value <= most;
  };
  const auto fits = [&](const Part& part) {
    int thousandth = 0;
    switch (part.letter) {
      case 'y':
        return take(year, part, 4, 9999) && year >= 1;
      case 'M':
        return take(month, part, 2, 12);
      case 'd':
        return take(day, part, 2, 31);
      case 'H':
        return take(hour, part, 2, 23);
      case 'm':
        return take(minute, part, 2, 59);
      case 's':
        return take(second, part, 2, 59);
      case 'S':
        return take(thousandth, part, 3, 999);
      case 'X':
        return take_offset(rest, part.run == 3, offset);
      default:
        if (rest.empty() || rest.front() != part.literal) return false;
        rest.remove_prefix(1);
        return true;
    }
  };
  if (!std::all_of(parts_.begin(), parts_.end(), fits) || !rest.empty())
    return {could_be_swapped(cell) ? DateState::ambiguous : DateState::invalid, {}};
  const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                  std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return {DateState::invalid, {}};
  // As it is written, and as the zone has it: a system writes its "none" in either.
  const DateReading plain = judged(date);
  if (!calendar_ || plain.state != DateState::day) return plain;
  const local_seconds time = local_days{date} + hours{hour} + minutes{minute} + seconds{second};
  return move(time, written_ ? std::nullopt : std::optional{offset});
}

DateReading DatePattern::move(local_seconds written, std::optional<minutes> offset) const {
  if (offset) return judged(calendar_->date_of(Instant{written.time_since_epoch()} - *offset));
  const LocalTime time = written_->at(written);
  if (time.count == 0) return {DateState::invalid, {}};
  const Date day = calendar_->date_of(time.first);
  if (time.count == 2 && calendar_->date_of(time.second) != day) return {DateState::ambiguous, {}};
  return judged(day);
}

}  // namespace compliance
