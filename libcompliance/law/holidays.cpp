// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/law/holidays.h"

#include <algorithm>

#include "libcompliance/formats/scalars.h"
#include "libcompliance/law/table.h"

namespace compliance {
namespace {

namespace row_shapes {

using namespace law_shapes;

constexpr Shape days{.kind = Shape::Kind::integer, .least = 1, .most = 200};
constexpr Shape dates{.kind = Shape::Kind::list, .item = &day, .least = 1};
constexpr std::array day_before_words{std::string_view{"day_before"}};
constexpr Shape day_before{.kind = Shape::Kind::word, .words = day_before_words};
constexpr std::array keys{ShapeKey{"country", &text, required, "Where it holds."},
                          ShapeKey{"title", &local_text, required, "What it is called."},
                          ShapeKey{"each_year", &text, Presence::exactly_one, "On this day, MM-DD."},
                          ShapeKey{"days_before_easter", &days, Presence::exactly_one, "So many days before Easter."},
                          ShapeKey{"days_after_easter", &days, Presence::exactly_one, "So many days after Easter."},
                          ShapeKey{"on", &dates, Presence::exactly_one, "On these days."},
                          ShapeKey{"on_sunday", &day_before, optional, "What a Sunday does.", "each_year"},
                          from_key,
                          until_key,
                          certainty_key,
                          source_key};
constexpr Shape row{.kind = Shape::Kind::map, .keys = keys};

}  // namespace row_shapes

Result<void> read_row(const YamlNode& node, HolidayRule& rule) {
  rule.country = node.at("country").text;
  rule.title = local_text_of(node.at("title"));
  if (const YamlNode* each_year = node.find("each_year")) {
    // A year that is no leap year: 29 February is no day of each year.
    COMPLIANCE_TRY(const Date day, at(each_year->place, parse_date("2001-" + each_year->text)));
    rule.each_year = day.month() / day.day();
  }
  if (const YamlNode* before = node.find("days_before_easter")) {
    COMPLIANCE_TRY(const std::uint64_t count, read_integer(*before));
    rule.days_after_easter = -static_cast<int>(count);
  }
  if (const YamlNode* after = node.find("days_after_easter")) {
    COMPLIANCE_TRY(const std::uint64_t count, read_integer(*after));
    rule.days_after_easter = static_cast<int>(count);
  }
  if (const YamlNode* on = node.find("on")) {
    for (const YamlNode& item : on->items) {
      COMPLIANCE_TRY(const Date day, read_date(item));
      rule.on.push_back(day);
    }
  }
  rule.day_before_sunday = node.find("on_sunday") != nullptr;
  return {};
}

std::vector<Date> days_of(const HolidayRule& rule, int year) {
  if (rule.days_after_easter) return {add_days(easter_sunday(year), *rule.days_after_easter)};
  if (rule.each_year) {
    const Date day = std::chrono::year{year} / *rule.each_year;
    const bool moves = rule.day_before_sunday && std::chrono::weekday{day} == std::chrono::Sunday;
    return {moves ? add_days(day, -1) : day};
  }
  std::vector<Date> named;
  for (const Date day : rule.on)
    if (day.year() == std::chrono::year{year}) named.push_back(day);
  return named;
}

}  // namespace

std::span<const HolidayRule> holiday_rules() {
  static const auto rows = load_table("public_holidays", row_shapes::row, read_row);
  return rows;
}

std::vector<Holiday> holidays(int year, std::string_view country) {
  std::vector<Holiday> found;
  for (const HolidayRule& rule : holiday_rules()) {
    if (rule.country != country) continue;
    for (const Date day : days_of(rule, year))
      if (holds_on(rule, day)) found.push_back({day, rule.name, rule.title, rule.certainty});
  }
  std::stable_sort(found.begin(), found.end(), [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  return found;
}

// The anonymous computus (Meeus, Jones, Butcher): exact for the Gregorian calendar.
Date easter_sunday(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int in_century = year % 100;
  const int correction = (century - (century + 8) / 25 + 1) / 3;
  const int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
  const int weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
  const int shift = (golden + 11 * epact + 22 * weekday) / 451;
  const int march_days = epact + weekday - 7 * shift + 114;
  return std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(march_days / 31)} /
         std::chrono::day{static_cast<unsigned>(march_days % 31 + 1)};
}

}  // namespace compliance
