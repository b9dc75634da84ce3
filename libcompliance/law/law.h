// SPDX-License-Identifier: Apache-2.0
// What the law says, as tables (L- ids; printed in compliance-law(7)). They are part of the program: no file and no
// network is needed, and a new release is what changes them. Each table is read on its first use and stays; finding
// by name is a walk over a few rows. Rows come in the order of their file.

#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "libcompliance/base/local_text.h"
#include "libcompliance/calendar/date.h"
#include "libcompliance/calendar/period.h"
#include "libcompliance/model/vocabulary.h"

namespace compliance {

/// How sure a row is: text of law or settled case law; disputed, under appeal or read in two ways; not law yet.
enum class Certainty { settled, contested, proposed };
inline constexpr std::array<std::string_view, 3> certainty_words{"settled", "contested", "proposed"};

/// What every row carries.
struct LegalEntry {
  std::string name = {};
  std::optional<Date> from = {};   // the first day on which it holds; none: longer than the tables look back
  std::optional<Date> until = {};  // the last day; none: no end is known
  Certainty certainty = Certainty::settled;
  std::string source = {};  // official citation
};

/// Whether `entry` is in force on `day`. A proposed row never is.
bool holds_on(const LegalEntry& entry, Date day);

/// A statutory minimum: how long the law demands that records are kept (L-AWR).
struct StatutoryDuty : LegalEntry {
  LocalText law = {};         // its name with its article
  std::string citation = {};  // the short form, "AWR 52(4)"
  Period period = {};
  Counted counted = Counted::from_day;
  LocalText note = {};  // what it covers, and how it is counted
};

std::span<const StatutoryDuty> statutory_duties();

/// By name ("nl-fiscal"), or null.
const StatutoryDuty* find_statutory_duty(std::string_view name);

}  // namespace compliance
