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

}  // namespace

Result<DatePattern> DatePattern::parse(std::string_view pattern) {
  const Error error{.message = "expected a date format with yyyy, MM (or M) and dd (or d) once each",
                    .hint = "for example dd-MM-yyyy, d/M/yyyy or yyyy-MM-dd HH:mm:ss"};
  DatePattern result;
  result.text_ = pattern;
  std::string seen;
  while (!pattern.empty()) {
    const char letter = pattern.front();
    std::size_t run = pattern.find_first_not_of(letter);
    if (run == std::string_view::npos) run = pattern.size();
    const bool alphabetic = ascii_lower(letter) >= 'a' && ascii_lower(letter) <= 'z';
    if (!alphabetic) {
      if (letter <= ' ' && letter != ' ') return error;
      if (static_cast<unsigned char>(letter) >= 0x7F || is_digit(letter)) return error;
      result.parts_.push_back({0, letter, false});
      pattern.remove_prefix(1);
      continue;
    }
    const bool fits = (letter == 'y' && run == 4) || ((letter == 'M' || letter == 'd') && run <= 2) ||
                      ((letter == 'H' || letter == 'm' || letter == 's') && run == 2);
    if (!fits || seen.find(letter) != std::string::npos) return error;
    seen += letter;
    result.parts_.push_back({letter, 0, run == 2});
    pattern.remove_prefix(run);
  }
  for (const char needed : {'y', 'M', 'd'})
    if (seen.find(needed) == std::string::npos) return error;
  return result;
}

DatePattern DatePattern::iso() { return *parse("yyyy-MM-dd"); }

DateReading DatePattern::read(std::string_view cell) const {
  if (cell.empty()) return {DateState::blank, {}};
  std::string_view rest = cell;
  int year = 0, month = 0, day = 0;
  bool fits = true;
  for (const Part& part : parts_) {
    if (part.letter == 0) {
      fits = !rest.empty() && rest.front() == part.literal;
      if (fits) rest.remove_prefix(1);
    } else if (part.letter == 'y') {
      year = take_digits(rest, 4, 4);
      fits = year >= 1;
    } else {
      const int value = take_digits(rest, part.two_digits ? 2 : 1, 2);
      const int most = part.letter == 'H' ? 23 : 59;
      if (part.letter == 'M')
        month = value;
      else if (part.letter == 'd')
        day = value;
      fits = value >= 0 && value <= most;
    }
    if (!fits) break;
  }
  if (!fits || !rest.empty()) return {could_be_swapped(cell) ? DateState::ambiguous : DateState::invalid, {}};
  const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                  std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return {DateState::invalid, {}};
  if (std::find(sentinels.begin(), sentinels.end(), date) != sentinels.end()) return {DateState::sentinel, {}};
  return {DateState::day, date};
}

}  // namespace compliance
