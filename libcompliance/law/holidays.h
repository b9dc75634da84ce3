// SPDX-License-Identifier: Apache-2.0
// Days on which a legal term does not end (L-TIME 5), worked out from the rules of a country. Weekends are not among
// them.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/law/law.h"

namespace compliance {

/// A day that a rule names. A contested one counts under the Algemene termijnenwet, but may not be a public holiday
/// under Regulation 1182/71: Good Friday, and days equated by decree.
struct Holiday {
  Date day = {};
  std::string rule = {};  // the name of its rule, "nl-kings-day"
  LocalText title = {};
  Certainty certainty = Certainty::settled;
};

/// How the days of one rule are found. Exactly one of the first four says it.
struct HolidayRule : LegalEntry {
  std::string country = {};  // ISO 3166-1 alpha-2
  LocalText title = {};
  std::optional<std::chrono::month_day> each_year = {};
  std::optional<int> days_after_easter = {};  // negative: before it
  std::vector<Date> on = {};                  // days named one by one
  bool day_before_sunday = false;             // of each_year: a Sunday is replaced by the day before
};

std::span<const HolidayRule> holiday_rules();

/// The holidays of a year in a country that has rules ("NL"), by day; two rules can name the same day. Empty for any
/// other country.
std::vector<Holiday> holidays(int year, std::string_view country);

/// Easter Sunday of the Gregorian calendar (years 1583 to 9999).
Date easter_sunday(int year);

}  // namespace compliance
