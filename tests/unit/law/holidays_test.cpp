// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/law/holidays.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>

using namespace compliance;
using namespace std::chrono;

namespace {

const Holiday* holiday_on(const std::vector<Holiday>& days, Date day) {
  const auto found = std::find_if(days.begin(), days.end(), [&](const Holiday& each) { return each.day == day; });
  return found == days.end() ? nullptr : &*found;
}

enum class Contested { works, rests };

// The next day that is no Saturday, Sunday or holiday; `day` itself if it is none.
std::string next_working_day(Date day, Contested contested) {
  for (;; day = add_days(day, 1)) {
    const weekday in_week{day};
    if (in_week == Saturday || in_week == Sunday) continue;
    const std::vector<Holiday> days = holidays(static_cast<int>(day.year()), "NL");
    const Holiday* holiday = holiday_on(days, day);
    if (holiday == nullptr || (holiday->certainty == Certainty::contested && contested == Contested::works))
      return format_date(day);
  }
}

}  // namespace

TEST_SUITE("law/holidays") {
  TEST_CASE("easter_sunday is the day of the Gregorian calendar") {
    for (const Date day :
         {2020y / 4 / 12, 2021y / 4 / 4, 2022y / 4 / 17, 2023y / 4 / 9, 2024y / 3 / 31, 2025y / 4 / 20, 2026y / 4 / 5,
          2027y / 3 / 28, 2028y / 4 / 16, 2029y / 4 / 1, 2030y / 4 / 21, 2031y / 4 / 13,
          // The earliest and the latest that there can be, and the two exceptions of Gauss's rule.
          1818y / 3 / 22, 2285y / 3 / 22, 1943y / 4 / 25, 2038y / 4 / 25, 1954y / 4 / 18, 1981y / 4 / 19}) {
      CAPTURE(format_date(day));
      CHECK(format_date(easter_sunday(static_cast<int>(day.year()))) == format_date(day));
    }
    for (int year = 1583; year < 4000; ++year) CHECK(weekday{easter_sunday(year)} == Sunday);
  }

  TEST_CASE("holidays of the Netherlands are those of the Algemene termijnenwet, in order (L-TIME)") {
    std::string listed;
    for (const Holiday& holiday : holidays(2026, "NL")) {
      listed += format_date(holiday.day) + " " + holiday.rule;
      listed += holiday.certainty == Certainty::contested ? " contested\n" : "\n";
    }
    CHECK(listed ==
          "2026-01-01 nl-new-year\n"
          "2026-01-02 nl-decree-2026 contested\n"
          "2026-04-03 nl-good-friday contested\n"
          "2026-04-06 nl-easter-monday\n"
          "2026-04-27 nl-kings-day\n"
          "2026-05-05 nl-liberation-day\n"
          "2026-05-14 nl-ascension\n"
          "2026-05-15 nl-decree-2026 contested\n"
          "2026-05-25 nl-whit-monday\n"
          "2026-12-25 nl-christmas\n"
          "2026-12-26 nl-second-christmas\n");
    CHECK(holidays(2026, "DE").empty());
  }

  TEST_CASE("holidays move King's Day off a Sunday, and know none before 2014") {
    for (const Date day : {2014y / 4 / 26, 2020y / 4 / 27, 2025y / 4 / 26, 2030y / 4 / 27, 2031y / 4 / 26}) {
      CAPTURE(format_date(day));
      const std::vector<Holiday> days = holidays(static_cast<int>(day.year()), "NL");
      const Holiday* found = holiday_on(days, day);
      REQUIRE(found != nullptr);
      CHECK(found->rule == "nl-kings-day");
    }
    const std::vector<Holiday> before = holidays(2013, "NL");
    CHECK(std::none_of(before.begin(), before.end(), [](const Holiday& each) { return each.rule == "nl-kings-day"; }));
  }

  TEST_CASE("holidays carry the one-month terms of L-TIME to the days that it names") {
    struct Row {
      Date nominal;
      const char* legal_latest;
      const char* with_contested;
    };
    for (const Row& row : {
             Row{2026y / 2 / 28, "2026-03-02", "2026-03-02"},   // a Saturday
             Row{2028y / 2 / 29, "2028-02-29", "2028-02-29"},   //
             Row{2028y / 3 / 29, "2028-03-29", "2028-03-29"},   //
             Row{2026y / 4 / 5, "2026-04-07", "2026-04-07"},    // Easter
             Row{2026y / 4 / 27, "2026-04-28", "2026-04-28"},   // King's Day
             Row{2026y / 5 / 5, "2026-05-06", "2026-05-06"},    // Liberation Day
             Row{2026y / 5 / 14, "2026-05-15", "2026-05-18"},   // Ascension, then a decree day
             Row{2026y / 5 / 25, "2026-05-26", "2026-05-26"},   // Whit Monday
             Row{2026y / 9 / 30, "2026-09-30", "2026-09-30"},   //
             Row{2026y / 12 / 25, "2026-12-28", "2026-12-28"},  // Christmas on Friday and Saturday
             Row{2026y / 1 / 1, "2026-01-02", "2026-01-05"},    // New Year's Day, then a decree day
             Row{2026y / 4 / 3, "2026-04-03", "2026-04-07"},    // Good Friday
         }) {
      CAPTURE(format_date(row.nominal));
      CHECK(next_working_day(row.nominal, Contested::works) == row.legal_latest);
      CHECK(next_working_day(row.nominal, Contested::rests) == row.with_contested);
    }
  }
}
