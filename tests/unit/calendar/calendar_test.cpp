// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <ostream>

#include "libcompliance/calendar/date.h"
#include "libcompliance/calendar/date_pattern.h"
#include "libcompliance/calendar/period.h"
#include "libcompliance/calendar/zone.h"

using namespace compliance;
using namespace std::chrono;

namespace {

std::string last_day(const char* start, const char* period) {
  return format_date(add_period(*parse_date(start), *parse_period(period)));
}

}  // namespace

TEST_SUITE("calendar") {
  TEST_CASE("add_period adds once and clamps to the month's end") {
    CHECK(last_day("2024-02-29", "3 years") == "2027-02-28");   // TC-28
    CHECK(last_day("2023-02-28", "3 years") == "2026-02-28");   // TC-29
    CHECK(last_day("2024-02-29", "4 years") == "2028-02-29");   // TC-30
    CHECK(last_day("2024-08-31", "P2Y6M") == "2027-02-28");     // TC-32
    CHECK(last_day("2026-01-31", "2 months") == "2026-03-31");  // TC-33
    CHECK(last_day("2026-01-31", "1 month") == "2026-02-28");
    CHECK(last_day("2023-12-31", "2 months") == "2024-02-29");
    CHECK(last_day("2026-03-02", "7 days") == "2026-03-09");  // TC-115
    CHECK(last_day("2026-03-02", "P4W") == "2026-03-30");
    CHECK(last_day("2026-03-02", "0 days") == "2026-03-02");
    CHECK(last_day("2026-11-30", "P1M1D") == "2026-12-31");
  }

  TEST_CASE("parse_date says what it wanted and keeps the value to itself") {
    CHECK(parse_date("31/01/2024").error().message == "expected a date as YYYY-MM-DD");
    for (const char* text : {"2023-02-29", "2024-13-01", "2024-04-31", "2024-00-10", "0000-01-01", "2024-1-01",
                             "2024-01-01 ", "+024-01-01", "", "2024-01-0a"}) {
      CAPTURE(text);
      CHECK_FALSE(parse_date(text));
    }
    CHECK(*parse_date("2024-02-29") == 2024y / 2 / 29);
  }

  TEST_CASE("parse_period takes ISO 8601 and words, and nothing that merely looks like them (TC-182, G01)") {
    CHECK(*parse_period("P3Y") == Period{36, 0});
    CHECK(*parse_period("3 years") == Period{36, 0});
    CHECK(*parse_period("1 year") == Period{12, 0});
    CHECK(*parse_period("2 years 6 months") == Period{30, 0});
    CHECK(*parse_period("P1Y2M3W4D") == Period{14, 25});
    CHECK(*parse_period("P0D") == Period{});
    for (const char* text : {"",
                             "P",
                             "3Y",
                             "3",
                             "3years",
                             "3  years",
                             "-1 day",
                             "1 mounth",
                             "010 days",
                             "010d",
                             "0d",
                             "P3",
                             "PT3H",
                             "P1D1Y",
                             "P1Y1Y",
                             "1 day 1 year",
                             "3 years ",
                             " 3 years",
                             "1.5 years",
                             "P1001Y",
                             "999999999999 days",
                             "3 yearss",
                             "p3y",
                             "years"}) {
      CAPTURE(text);
      CHECK_FALSE(parse_period(text));
    }
    CHECK(format_period(*parse_period("P2Y6M")) == "2 years 6 months");
    CHECK(format_period({}) == "0 days");
    CHECK(format_period({1, 1}) == "1 month 1 day");
  }

  TEST_CASE("year_end is the last day of the book year, also where February ends it (L-AWR)") {
    const auto end_of = [](Date day, const char* ends) { return year_end(day, parse_year_end(ends).value()); };
    CHECK(end_of(2019y / 12 / 31, "12-31") == 2019y / 12 / 31);
    CHECK(end_of(2020y / 1 / 1, "12-31") == 2020y / 12 / 31);
    CHECK(end_of(2019y / 6 / 30, "06-30") == 2019y / 6 / 30);
    CHECK(end_of(2019y / 7 / 1, "06-30") == 2020y / 6 / 30);
    for (const char* ends : {"02-28", "02-29"}) {
      CAPTURE(ends);
      CHECK(end_of(2024y / 2 / 28, ends) == 2024y / 2 / 29);
      CHECK(end_of(2024y / 2 / 29, ends) == 2024y / 2 / 29);
      CHECK(end_of(2024y / 3 / 1, ends) == 2025y / 2 / 28);
    }
    for (const char* text : {"", "31-12", "12-32", "02-30", "6-30", "12-31 ", "-12-31"}) {
      CAPTURE(text);
      CHECK_FALSE(parse_year_end(text));
    }
  }

  TEST_CASE("compare knows which period is certainly longer") {
    const auto order = [](const char* a, const char* b) { return compare(*parse_period(a), *parse_period(b)); };
    CHECK(order("3 years", "P3Y") == Order::no_longer);
    CHECK(order("3 years", "2 years") == Order::longer);
    CHECK(order("4 weeks", "1 month") == Order::no_longer);
    CHECK(order("30 days", "1 month") == Order::depends);
    CHECK(order("32 days", "1 month") == Order::longer);
  }

  TEST_CASE("DatePattern reads the declared form and never guesses") {
    const DatePattern dutch = *DatePattern::parse("dd-MM-yyyy");
    CHECK(dutch.read("29-02-2024").state == DateState::day);
    CHECK(dutch.read("29-02-2024").day == 2024y / 2 / 29);
    CHECK(dutch.read("").state == DateState::blank);
    CHECK(dutch.read("31-02-2023").state == DateState::invalid);    // TC-39
    CHECK(dutch.read("03/04/2021").state == DateState::ambiguous);  // TC-40
    CHECK(dutch.read("23/04/2021").state == DateState::invalid);
    CHECK(dutch.read("2021-04-03").state == DateState::invalid);
    CHECK(dutch.read("1-4-2021").state == DateState::ambiguous);
    CHECK(dutch.read(" 01-04-2021").state == DateState::invalid);
    CHECK(dutch.read("01-01-1900").state == DateState::sentinel);
    CHECK(dutch.read("31-12-9999").state == DateState::sentinel);
    const DatePattern iso = DatePattern::iso();
    CHECK(iso.read("03/04/2021").state == DateState::ambiguous);  // TC-40: nothing declared
    CHECK(DatePattern::parse("dd/MM/yyyy")->read("03/04/2021").day == 2021y / 4 / 3);
    const DatePattern time = *DatePattern::parse("yyyy-MM-dd HH:mm:ss");
    CHECK(time.read("2026-03-31 23:59:59").day == 2026y / 3 / 31);  // TC-34
    CHECK(time.read("2026-04-01 00:00:00").day == 2026y / 4 / 1);
    CHECK(time.read("2026-04-01 24:00:00").state == DateState::invalid);
    CHECK(DatePattern::parse("d/M/yyyy")->read("3/12/2021").day == 2021y / 12 / 3);
    for (const char* text : {"", "dd-MM", "dd-MM-yy", "dd-mm-yyyy", "dd-MM-yyyy-dd", "yyyyMMddTT", "dd0MM-yyyy",
                             "yyyy-MM-dd HH:mm:ss.SS", "yyyy-MM-dd XXX", "yyyy-MM-dd HH X", "yyyy-MM-ddZHH"}) {
      CAPTURE(text);
      CHECK_FALSE(DatePattern::parse(text));
    }
  }

  TEST_CASE("DatePattern reads timestamps as days in the zone that counts (ST-31, TC-12)") {
    const Zone utc = *Zone::find("UTC"), amsterdam = *Zone::find("Europe/Amsterdam");
    const auto form = [](const char* pattern, std::optional<Zone> written, Zone calendar) {
      return *DatePattern::parse(pattern)->with_zones(written, calendar);
    };
    const DatePattern api = form("yyyy-MM-ddTHH:mm:ss.SSSXX", std::nullopt, amsterdam);
    CHECK(api.read("2026-01-31T22:59:59.999+0000").day == 2026y / 1 / 31);
    CHECK(api.read("2026-01-31T23:15:00.000+0000").day == 2026y / 2 / 1);
    CHECK(api.read("2026-01-31T23:15:00.000Z").day == 2026y / 2 / 1);
    CHECK(api.read("2026-02-01T00:30:00.000+0130").day == 2026y / 2 / 1);
    CHECK(api.read("2026-02-01T00:30:00.000+0140").day == 2026y / 1 / 31);
    CHECK(api.read("2026-01-31T20:00:00.000-0300").day == 2026y / 2 / 1);
    for (const char* cell : {"2026-01-31T23:15:00.000+00:00", "2026-01-31T23:15:00+0000", "2026-01-31T23:15:00.000",
                             "2026-01-31 23:15:00.000Z", "2026-01-31T23:15:00.000+1500", "2026-01-31T23:15:00.000z",
                             "2026-01-31T23:15:00.000+0060", "2026-01-31T23:15:00.000Z "}) {
      CAPTURE(cell);
      CHECK(api.read(cell).state == DateState::invalid);
    }
    CHECK(form("yyyy-MM-ddTHH:mmXXX", std::nullopt, amsterdam).read("2026-06-30T22:00+00:00").day == 2026y / 7 / 1);

    const DatePattern naive = form("yyyy-MM-dd HH:mm:ss", utc, amsterdam);
    CHECK(naive.read("2026-06-30 21:59:59").day == 2026y / 6 / 30);
    CHECK(naive.read("2026-06-30 22:00:00").day == 2026y / 7 / 1);
    CHECK(form("d/M/yyyy H:mm", utc, amsterdam).read("30/6/2026 9:00").day == 2026y / 6 / 30);
    // The sentinel is the day that is written, or what the zone makes of it.
    CHECK(naive.read("1899-12-31 23:30:00").state == DateState::sentinel);
    CHECK(naive.read("1969-12-31 23:30:00").state == DateState::sentinel);
    CHECK(naive.read("0204-06-30 12:00:00").state == DateState::invalid);
    CHECK(naive.read("2101-01-01 12:00:00").state == DateState::invalid);
    CHECK(naive.read("1800-01-01 12:00:00").state == DateState::day);
    CHECK(naive.read("9999-12-31 23:30:00").state == DateState::sentinel);
    CHECK(naive.read("0001-01-01 00:00:00").state == DateState::sentinel);
    // Without a zone, the day that is written.
    CHECK(form("yyyy-MM-dd HH:mm:ss", std::nullopt, amsterdam).read("2026-06-30 22:00:00").day == 2026y / 6 / 30);
  }

  TEST_CASE("DatePattern rejects local times that were skipped, and those that are two days (ST-31)") {
    const Zone amsterdam = *Zone::find("Europe/Amsterdam"), cape_verde = *Zone::find("Atlantic/Cape_Verde");
    const DatePattern naive = *DatePattern::parse("yyyy-MM-dd HH:mm:ss");
    const DatePattern here = *naive.with_zones(amsterdam, amsterdam), there = *naive.with_zones(amsterdam, cape_verde);
    CHECK(here.read("2026-03-29 01:59:59").day == 2026y / 3 / 29);
    CHECK(here.read("2026-03-29 02:00:00").state == DateState::invalid);
    CHECK(here.read("2026-03-29 02:59:59").state == DateState::invalid);
    CHECK(here.read("2026-03-29 03:00:00").day == 2026y / 3 / 29);
    // Twice, but here on the same day. One hour to the west of Greenwich it is 23:30 on the 24th, or 00:30.
    CHECK(here.read("2026-10-25 02:30:00").day == 2026y / 10 / 25);
    CHECK(there.read("2026-10-25 02:30:00").state == DateState::ambiguous);
    CHECK(there.read("2026-10-25 01:59:59").day == 2026y / 10 / 24);
    CHECK(there.read("2026-10-25 03:00:00").day == 2026y / 10 / 25);
    CHECK(DatePattern::parse("yyyy-MM-dd HH:mm:ssXXX")
              ->with_zones(std::nullopt, cape_verde)
              ->read("2026-10-25 02:30:00+02:00")
              .day == 2026y / 10 / 24);
  }

  TEST_CASE("DatePattern takes a zone only for times that do not say their own") {
    const Zone utc = *Zone::find("UTC");
    CHECK(DatePattern::parse("yyyy-MM-ddTHH:mm:ssXXX")->with_zones(utc, utc).error().message ==
          "a form with an offset has no zone");
    CHECK(DatePattern::parse("yyyy-MM-dd")->with_zones(utc, utc).error().message == "a form without hours has no zone");
    CHECK(DatePattern::iso().with_zones(std::nullopt, utc)->read("2026-04-01").day == 2026y / 4 / 1);
  }

  TEST_CASE("parse_instant demands an offset") {
    CHECK(format_instant(*parse_instant("2026-04-01T02:00:00+02:00")) == "2026-04-01T00:00:00Z");
    CHECK(format_instant(*parse_instant("2026-01-31T23:15:00Z")) == "2026-01-31T23:15:00Z");
    for (const char* text : {"2026-04-01", "2026-04-01T02:00:00", "2026-04-01 02:00:00Z", "2026-04-01T25:00:00Z",
                             "2026-04-01T02:00Z", "2026-04-01T02:00:00+2:00", "2026-04-01T02:00:00Zx"}) {
      CAPTURE(text);
      CHECK_FALSE(parse_instant(text));
    }
  }

  TEST_CASE("Zone::date_of gives the civil date in the policy's zone (TC-12, TC-34)") {
    const Zone amsterdam = *Zone::find("Europe/Amsterdam");
    CHECK(amsterdam.date_of(*parse_instant("2026-01-31T23:15:00Z")) == 2026y / 2 / 1);
    CHECK(amsterdam.date_of(*parse_instant("2026-01-31T22:59:59Z")) == 2026y / 1 / 31);
    CHECK(amsterdam.date_of(*parse_instant("2026-07-31T22:00:00Z")) == 2026y / 8 / 1);
    CHECK(Zone::find("Europe/Amsterdm").error().hint == "did you mean \"Europe/Amsterdam\"?");
    CHECK_FALSE(Zone::find("America/New_York"));
  }

  TEST_CASE("Zone::date_of agrees with the system's time zone database") {
    if (setenv("TZ", "Europe/Amsterdam", 1) != 0) FAIL("cannot set TZ");
    tzset();
    const Zone amsterdam = *Zone::find("Europe/Amsterdam");
    int differences = 0;
    for (Instant at = sys_days{1997y / 1 / 1}; at < sys_days{2037y / 1 / 1}; at += minutes{17 * 31}) {
      const std::time_t seconds = at.time_since_epoch().count();
      std::tm local{};
      localtime_r(&seconds, &local);
      const Date expected{year{local.tm_year + 1900}, month{static_cast<unsigned>(local.tm_mon + 1)},
                          day{static_cast<unsigned>(local.tm_mday)}};
      if (expected != amsterdam.date_of(at)) ++differences;
    }
    CHECK(differences == 0);
  }
}
