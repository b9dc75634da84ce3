// SPDX-License-Identifier: Apache-2.0
// Reads dates as an export writes them, and never guesses (TC-38 to TC-43).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/result.h"
#include "libcompliance/calendar/date.h"

namespace compliance {

/// What a date cell holds. Everything but `day` and `blank` is a reason why the day is not known.
enum class DateState : std::uint8_t {
  blank,      // nothing there
  day,        // a day
  invalid,    // not the declared form, or a day that does not exist (TC-39)
  ambiguous,  // day and month could be swapped, in a form that was not declared (TC-40)
  sentinel,   // a day that systems write for "none": 0001-01-01, 1753-01-01, 1899-12-30, 1899-12-31, 1900-01-01,
              // 1970-01-01, 2099-12-31, 2999-12-31, 9999-12-31
};

struct DateReading {
  DateState state = DateState::blank;
  Date day = {};  // set when state is day
};

/// The declared form of the dates of a file, such as "dd-MM-yyyy", "d/M/yyyy" or "yyyy-MM-dd HH:mm:ss".
class DatePattern {
 public:
  /// Letters: yyyy; MM or M; dd or d; HH, mm, ss (checked, then dropped: the civil date counts). `M` and `d` take one
  /// or two digits, all others exactly two. Other ASCII punctuation and spaces stand for themselves. Year, month and
  /// day must each stand once.
  static Result<DatePattern> parse(std::string_view pattern);

  /// YYYY-MM-DD, what a file has that declares nothing.
  static DatePattern iso();

  DateReading read(std::string_view cell) const;
  const std::string& text() const { return text_; }

 private:
  struct Part {
    char letter;  // y M d H m s, or 0 for a literal
    char literal;
    bool two_digits;
  };
  std::vector<Part> parts_;
  std::string text_;
};

}  // namespace compliance
