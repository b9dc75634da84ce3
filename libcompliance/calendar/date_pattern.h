// SPDX-License-Identifier: Apache-2.0
// Reads dates and timestamps as an export writes them, and never guesses (TC-38 to TC-43, ST-31).

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/result.h"
#include "libcompliance/calendar/date.h"
#include "libcompliance/calendar/zone.h"

namespace compliance {

/// What a date cell holds. Everything but `day` and `blank` is a reason why the day is not known.
enum class DateState : std::uint8_t {
  blank,      // nothing there
  day,        // a day
  invalid,    // not the declared form, or a day or a time that does not exist, a year before 1800 or after 2100 (TC-39)
  ambiguous,  // day and month could be swapped, in a form that was not declared (TC-40); or a time that clocks showed
              // twice, on what are two different days in the zone that counts
  sentinel,   // a day that systems write for "none": 0001-01-01, 1753-01-01, 1899-12-30, 1899-12-31, 1900-01-01,
              // 1970-01-01, 2099-12-31, 2999-12-31, 9999-12-31. As written: no zone moves it
};

struct DateReading {
  DateState state = DateState::blank;
  Date day = {};  // set when state is day
};

/// The declared form of the dates of a file, such as "dd-MM-yyyy", "d/M/yyyy" or "yyyy-MM-ddTHH:mm:ss.SSSXX".
class DatePattern {
 public:
  /// Letters: yyyy; MM or M; dd or d; HH or H, mm, ss; SSS (thousandths); XXX (an offset, Z or +01:00) or XX (Z or
  /// +0100). `M`, `d` and `H` take one or two digits, all others exactly as many as they have letters. A `T`, other
  /// ASCII punctuation and spaces stand for themselves. Year, month and day must each stand once; an offset needs
  /// hours.
  static Result<DatePattern> parse(std::string_view pattern);

  /// YYYY-MM-DD, what a file has that declares nothing.
  static DatePattern iso();

  /// The same form, read as the civil day in the zone `calendar`. Timestamps with an offset are moved there; those
  /// without one only when they are `written` in a zone, else the day counts that is written. Dates without hours stay
  /// what they are. An Error: `written` for a form with an offset, or for one without hours.
  Result<DatePattern> with_zones(std::optional<Zone> written, Zone calendar) const;

  DateReading read(std::string_view cell) const;
  const std::string& text() const { return text_; }

 private:
  struct Part {
    char letter;  // y M d H m s S X, or 0 for a literal
    char literal;
    std::size_t run;  // how many letters
  };
  bool has(char letter) const;
  DateReading move(std::chrono::local_seconds written, std::optional<std::chrono::minutes> offset) const;

  std::vector<Part> parts_;
  std::string text_;
  std::optional<Zone> written_;
  std::optional<Zone> calendar_;  // when days move
};

}  // namespace compliance
