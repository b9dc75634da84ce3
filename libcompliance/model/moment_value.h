// SPDX-License-Identifier: Apache-2.0
// A moment is a day, not yet, or unknown; a condition is true, false, or unknown (design, "Moments").

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "libcompliance/calendar/date.h"
#include "libcompliance/model/record_view.h"

namespace compliance {

/// Why a moment or a condition is unknown.
enum class Unknown : std::uint8_t {
  no_date,           // blank, and nothing says that it has not happened yet (TC-38)
  invalid_date,      // TC-39
  ambiguous_date,    // TC-40
  sentinel_date,     // 01-01-1900 and its kind
  implausible_date,  // before the day that it cannot precede (TC-43)
  contradiction,     // "not yet" and a day in the past, "it has happened" and one to come, or gone after coming back
  no_word,           // the condition's field is blank
  unknown_word,      // … or holds a text that the binding does not map
  broken_link,       // the record that it belongs to is not in the export (TC-134)
  new_relation,      // somebody was erased, and nobody knows whether the record was made before that or after
};
inline constexpr std::array<std::string_view, 10> unknown_words{
    "no_date",       "invalid_date", "ambiguous_date", "sentinel_date", "implausible_date",
    "contradiction", "no_word",      "unknown_word",   "broken_link",   "new_relation"};
/// The same for people, behind the name or the place of the value.
inline constexpr std::array<std::string_view, 10> unknown_phrases{
    "is blank, and nothing says that it has not happened yet",
    "is not a date in the declared form",
    "could be read as two different days",
    "holds a day that systems write for \"none\"",
    "lies before a day that it cannot precede",
    "does not agree with what else the record says",
    "is blank",
    "holds a text that the binding does not know",
    "names a record that is not in the export",
    "does not tell whether this is who was erased, or a new relation"};

struct MomentValue {
  enum class State : std::uint8_t { none, day, not_yet, unknown };  // `none`: there is no linked record to have it
  State state = State::none;
  Unknown why = Unknown::no_date;  // when unknown
  Spot spot = {};                  // of the value that decided, for explanations
  Date day = {};                   // when a day
};

struct Truth {
  enum class State : std::uint8_t { no, yes, unknown };
  State state = State::no;
  Unknown why = Unknown::no_word;  // when unknown
  Spot spot = {};
};

}  // namespace compliance
