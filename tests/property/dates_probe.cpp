// SPDX-License-Identifier: Apache-2.0
// Reads dates for dates_property.py. Each line of standard input: the form, the zone in which times without an offset
// are written or "-", the zone that counts, and the cell, with tabs between them. For each it prints the day, or why
// there is none.

#include <array>
#include <iostream>

#include "libcompliance/calendar/date_pattern.h"

using namespace compliance;

int main() {
  constexpr std::array<std::string_view, 5> states{"blank", "day", "invalid", "ambiguous", "sentinel"};
  for (std::string form, written, calendar, cell;
       std::getline(std::cin, form, '\t') && std::getline(std::cin, written, '\t') &&
       std::getline(std::cin, calendar, '\t') && std::getline(std::cin, cell);) {
    const auto zone = written == "-" ? std::nullopt : std::optional{*Zone::find(written)};
    const DateReading reading = DatePattern::parse(form)->with_zones(zone, *Zone::find(calendar))->read(cell);
    std::cout << (reading.state == DateState::day ? format_date(reading.day)
                                                  : std::string{states[static_cast<std::size_t>(reading.state)]})
              << '\n';
  }
}
