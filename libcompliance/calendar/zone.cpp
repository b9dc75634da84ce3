// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/calendar/zone.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"

namespace compliance {
namespace {

struct Known {
  std::string_view name;
  int offset_hours;
  bool summer_time;
};
constexpr std::array known{Known{"Atlantic/Azores", -1, true},  Known{"Atlantic/Cape_Verde", -1, false},
                           Known{"Europe/Amsterdam", 1, true},  Known{"Europe/Athens", 2, true},
                           Known{"Europe/Berlin", 1, true},     Known{"Europe/Brussels", 1, true},
                           Known{"Europe/Copenhagen", 1, true}, Known{"Europe/Dublin", 0, true},
                           Known{"Europe/Helsinki", 2, true},   Known{"Europe/Lisbon", 0, true},
                           Known{"Europe/London", 0, true},     Known{"Europe/Luxembourg", 1, true},
                           Known{"Europe/Madrid", 1, true},     Known{"Europe/Oslo", 1, true},
                           Known{"Europe/Paris", 1, true},      Known{"Europe/Prague", 1, true},
                           Known{"Europe/Rome", 1, true},       Known{"Europe/Stockholm", 1, true},
                           Known{"Europe/Vienna", 1, true},     Known{"Europe/Warsaw", 1, true},
                           Known{"Europe/Zurich", 1, true},     Known{"UTC", 0, false}};

Instant last_sunday_one_o_clock(std::chrono::year year, std::chrono::month month) {
  using namespace std::chrono;
  return sys_days{year / month / Sunday[last]} + hours{1};
}

bool in_summer(Instant instant) {
  const auto year = std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(instant)}.year();
  return instant >= last_sunday_one_o_clock(year, std::chrono::March) &&
         instant < last_sunday_one_o_clock(year, std::chrono::October);
}

// Two digits at `at`, at most `most`.
std::optional<int> two_digits(std::string_view text, std::size_t at, int most) {
  if (!is_digit(text[at]) || !is_digit(text[at + 1])) return std::nullopt;
  const int value = (text[at] - '0') * 10 + (text[at + 1] - '0');
  return value <= most ? std::optional{value} : std::nullopt;
}

}  // namespace

Result<Zone> Zone::find(std::string_view name) {
  for (const Known& zone : known)
    if (zone.name == name) return Zone{zone.name, std::chrono::hours{zone.offset_hours}, zone.summer_time};
  std::array<std::string_view, known.size()> names;
  std::transform(known.begin(), known.end(), names.begin(), [](const Known& zone) { return zone.name; });
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) {
    hint = "supported are";
    for (const std::string_view zone : names) hint += (zone == names.front() ? " " : ", ") + std::string{zone};
  }
  return Error{.message = "expected a time zone that is supported, such as Europe/Amsterdam", .hint = std::move(hint)};
}

std::chrono::hours Zone::offset_at(Instant instant) const {
  return offset_ + std::chrono::hours{summer_time_ && in_summer(instant) ? 1 : 0};
}

Date Zone::date_of(Instant instant) const {
  return Date{std::chrono::floor<std::chrono::days>(instant + offset_at(instant))};
}

LocalTime Zone::at(std::chrono::local_seconds time) const {
  LocalTime result;
  for (const auto offset : {offset_ + std::chrono::hours{1}, offset_}) {
    const Instant instant = Instant{time.time_since_epoch()} - offset;
    if (offset_at(instant) != offset) continue;
    (result.count == 0 ? result.first : result.second) = instant;
    ++result.count;
  }
  return result;
}

Result<Instant> parse_instant(std::string_view text) {
  const Error error{.message = "expected a time with its offset, as 2026-04-01T02:00:00+02:00"};
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return error;
  const Result<Date> date = parse_date(text.substr(0, 10));
  if (!date) return error;
  const auto hour = two_digits(text, 11, 23), minute = two_digits(text, 14, 59), second = two_digits(text, 17, 59);
  if (!hour || !minute || !second) return error;
  std::chrono::minutes offset{0};
  if (text[19] == 'Z') {
    if (text.size() != 20) return error;
  } else {
    if (text.size() != 25 || (text[19] != '+' && text[19] != '-') || text[22] != ':') return error;
    const auto hours = two_digits(text, 20, 14), minutes = two_digits(text, 23, 59);
    if (!hours || !minutes) return error;
    offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    if (text[19] == '-') offset = -offset;
  }
  return Instant{std::chrono::sys_days{*date}} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
         std::chrono::seconds{*second} - offset;
}

std::string format_instant(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const auto seconds = (instant - day).count();
  char buffer[32];
  const int length = std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02dZ", static_cast<int>(seconds / 3600),
                                   static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  return format_date(Date{day}) + std::string{buffer, static_cast<std::size_t>(std::max(length, 0))};
}

}  // namespace compliance
