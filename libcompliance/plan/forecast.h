// SPDX-License-Identifier: Apache-2.0
// What falls due in the coming months if nothing changes: no new export, no hold, no request, no run. A histogram that
// is filled while records are decided. Pure. What is known today counts as known: a day to come happens on that day,
// and a date that contradicts a word today is undecided, even if a later day would reconcile them.
//
// A cell falls due on the day after the last day of the keeper that lives longest. What is due counts in the calendar
// month of that day, so a run without look-ahead on the last day of that month finds it. Look-ahead brings a run
// forward, not the day on which something is due.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "libcompliance/model/record_view.h"
#include "libcompliance/plan/judgement.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {

/// Each record once, by the day on which something falls due.
struct DueCounts {
  std::uint64_t now = 0;  // due already
  std::vector<std::uint64_t> months = {};
  std::uint64_t later = 0;      // after those months
  std::uint64_t open = 0;       // no end is known yet: something must happen first. Or it holds nothing but a key
  std::uint64_t undecided = 0;  // something is not known, and no ceiling will end it
  std::uint64_t unfounded = 0;  // no purpose ever covered it
  std::uint64_t needed = 0;     // of `first`: there is nothing to do before another record needs its dates no longer

  friend bool operator==(const DueCounts&, const DueCounts&) = default;
};

/// Of one record type.
struct ForecastOf {
  std::size_t record = 0;
  DueCounts first = {};  // by the day on which a run first has something to do with the record
  DueCounts whole = {};  // by the day on which all that it holds is due. Then it goes; or it stays as a stub, or with
                         // its dates, as long as another record needs that
};

class Forecast {
 public:
  /// `months`: how many, the month of the day after `as_of` first.
  Forecast(const CompiledPolicy& policy, Date as_of, std::size_t months);

  /// Counts a record that `decision` has just decided, with all its paths. `affected`: something is done to it now.
  /// `needed`: as it was judged with.
  enum class Affected { no, yes };
  void add(std::size_t record, const RecordView& view, const Decision& decision, Affected affected,
           ClocksNeeded needed);

  std::size_t months() const { return months_; }
  /// The first day of a month.
  Date month(std::size_t number) const;
  /// Of each record type, in the policy's order.
  std::span<const ForecastOf> records() const { return records_; }

 private:
  // When something falls due, ordered by what prevents the rest from going.
  struct Due {
    enum class Kind { day, unfounded, undecided, open };
    Kind kind = Kind::day;
    Date last_day = {};
  };
  Due due_of(std::uint64_t keepers, const Decision& decision) const;
  void count(DueCounts& counts, const Due& due) const;

  const CompiledPolicy* policy_;
  Date as_of_;
  Date first_month_;
  std::size_t months_;
  std::vector<ForecastOf> records_;
  std::vector<Due> groups_;  // of the record that is counted
};

}  // namespace compliance
