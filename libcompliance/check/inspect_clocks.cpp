// SPDX-License-Identifier: Apache-2.0
// Whether whatever keeps data alive can begin and will end, and whether it and the ceilings agree.
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/check/inspection.h"

namespace compliance {
namespace {

class ClockInspection {
 public:
  explicit ClockInspection(Inspection& inspection) : inspection_(inspection), policy_(inspection.policy()) {
    const auto& promises = policy_.statement.promises;
    states_retention_ = promises && std::count(promises->states.begin(), promises->states.end(), "retention") > 0;
    for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
      if (policy_.keepers[k].kind != Keeper::Kind::duty && policy_.keepers[k].keep && policy_.keepers[k].keep->period)
        with_period_ |= std::uint64_t{1} << k;
  }

  void run() {
    for (const Keeper& keeper : policy_.keepers) {
      inspect_gaps(keeper);
      inspect_against_ceilings(keeper);
      inspect_reach(keeper);
    }
    for (const Ceiling& ceiling : policy_.ceilings) inspect_ceiling(ceiling);
    if (states_retention_ && !without_period_.empty())
      inspection_.add(
          "promise.retention", policy_.statement.promises->place,
          "the statement says that it tells how long data are kept, and it does not for " + join_words(without_period_),
          "add keep: {for: PERIOD, after: MOMENT} to each");
  }

 private:
  void inspect_gaps(const Keeper& keeper) {
    const std::string name = called(keeper);
    if (keeper.kind == Keeper::Kind::duty) {
      if (keeper.statutory != nullptr && !holds_on(*keeper.statutory, inspection_.as_of()))
        inspection_.add("duty.not_in_force", keeper.place,
                        name + " rests on \"" + keeper.statutory->name + "\", which is not in force on " +
                            format_date(inspection_.as_of()),
                        "name the law that is; compliance-law(7) has the days");
      if (!keeper.storage())
        inspection_.add("duty.no_clock", keeper.place, name + " does not say how long the law demands the data",
                        "add keep: {for: PERIOD, after: MOMENT}; compliance-law(7) has the periods");
      return;
    }
    if (!keeper.keep && !keeper.use_until) {
      without_period_.push_back(name);
      inspection_.add("purpose.no_end", keeper.place, name + " has no end: nobody has said how long its data are kept",
                      "add use_until: MOMENT, keep: {for: PERIOD, after: MOMENT}, or both");
    } else if (keeper.keep && !keeper.keep->after) {
      inspection_.add("purpose.no_trigger", keeper.place, name + " says how long, and not after what",
                      "add after: MOMENT to its keep");
    } else if (keeper.keep && !keeper.keep->period) {
      without_period_.push_back(name);
      inspection_.add("purpose.no_period", keeper.place, name + " says after what, and not how long",
                      "add for: PERIOD to its keep; 0 days when the data go at once");
    } else if (!keeper.keep && keeper.kind == Keeper::Kind::purpose && !is_followed_up(keeper)) {
      without_period_.push_back(name);
      if (!states_retention_)  // or else the promise is broken
        inspection_.add("ceiling.missing", keeper.place,
                        name + " lasts as long as something else does, and nothing is said about the time after that",
                        "add keep: {for: PERIOD, after: MOMENT} (0 days when the data go at once), or a ceiling");
    }
  }

  // Whether the time after is said for each of its cells: by a ceiling, or by another purpose that keeps it for a
  // while.
  bool is_followed_up(const Keeper& keeper) const {
    return std::all_of(keeper.covers.begin(), keeper.covers.end(), [&](const FieldRef& ref) {
      return !inspection_.holds_people(ref.record) || is_under_ceiling(ref.record) ||
             (inspection_.keepers_of(ref) & with_period_) != 0;
    });
  }

  bool is_under_ceiling(std::size_t record) const {
    return std::any_of(policy_.ceilings.begin(), policy_.ceilings.end(), [&](const Ceiling& ceiling) {
      return std::count(ceiling.covers.begin(), ceiling.covers.end(), record) > 0;
    });
  }

  void inspect_against_ceilings(const Keeper& keeper) {
    const std::optional<Clock> clock = keeper.storage();
    for (const Ceiling& ceiling : policy_.ceilings) {
      const bool meets = std::any_of(keeper.covers.begin(), keeper.covers.end(), [&](const FieldRef& ref) {
        return std::count(ceiling.covers.begin(), ceiling.covers.end(), ref.record) > 0;
      });
      if (!meets) continue;
      if (clock && clock->after == ceiling.after) compare_with(ceiling, keeper, *clock);
      // A law whose period nobody has said, and a promise that all of it goes.
      if (!clock && keeper.kind == Keeper::Kind::duty) add_longer_duty(ceiling, keeper);
    }
  }

  void add_longer_duty(const Ceiling& ceiling, const Keeper& duty) {
    inspection_.add("duty.over_ceiling", duty.place,
                    called(duty) + (duty.storage() ? " keeps" : " may keep") + " data longer than the ceiling of " +
                        format_period(ceiling.at_most),
                    "the law goes first; the privacy statement must mention it");
  }

  void compare_with(const Ceiling& ceiling, const Keeper& keeper, const Clock& clock) {
    // Counted from the end of the year, it can last a year longer, less a day.
    Period longest = clock.period;
    if (clock.counted != Counted::from_day) longest.months += 12;
    const Order order = compare(longest, ceiling.at_most);
    const std::string at_most = format_period(ceiling.at_most);
    if (keeper.kind == Keeper::Kind::duty) {
      if (order != Order::no_longer) add_longer_duty(ceiling, keeper);
    } else if (order == Order::longer) {
      inspection_.add(
          "purpose.over_ceiling", keeper.place,
          called(keeper) + " keeps data for " + format_period(clock.period) + ", and the ceiling is " + at_most,
          "shorten the one or raise the other: they are two promises");
    } else if (order == Order::depends) {
      inspection_.add("purpose.about_ceiling", keeper.place,
                      called(keeper) + " can keep data longer than the ceiling of " + at_most + ", in some months",
                      "write both in the same unit");
    }
  }

  // A keeper of records for which its moment has passed already, that says nothing of the time after it.
  void inspect_reach(const Keeper& keeper) {
    if (keeper.use_until && has_passed_when_it_applies(keeper, *keeper.use_until))
      return inspection_.add("keeper.unreachable", keeper.place,
                             called(keeper) + " applies to records for which \"" +
                                 policy_.moments[*keeper.use_until].name + "\" has passed, and ends its use there",
                             "let it apply before that moment, or let its use end at a later one");
    const std::optional<Clock> clock = keeper.storage();
    if (clock && clock->period == Period{} && clock->counted == Counted::from_day &&
        has_passed_when_it_applies(keeper, clock->after))
      inspection_.add("keeper.unreachable", keeper.place,
                      called(keeper) + " applies to records for which \"" + policy_.moments[clock->after].name +
                          "\" has passed, and keeps their data until that day",
                      "let it apply before that moment, or keep the data for a while after it");
  }

  // Whether every record to which it applies is past the moment: its condition and the moment's "not_yet_when" read
  // one field, and share no word. All parts of a `latest` must have passed, any part of an `earliest`.
  bool has_passed_when_it_applies(const Keeper& keeper, std::size_t moment) const {
    if (!keeper.applies_when) return false;
    const Moment& definition = policy_.moments[moment];
    const auto passed = [&](std::size_t part) { return has_passed_when_it_applies(keeper, part); };
    switch (definition.kind) {
      case Moment::Kind::latest:
        return std::all_of(definition.moments.begin(), definition.moments.end(), passed);
      case Moment::Kind::earliest:
        return std::any_of(definition.moments.begin(), definition.moments.end(), passed);
      case Moment::Kind::several:
        return false;
      case Moment::Kind::date:
        break;
    }
    const auto& not_yet = definition.not_yet_when;
    const Condition& applies = *keeper.applies_when;
    return not_yet && not_yet->field == applies.field &&
           std::none_of(applies.words.begin(), applies.words.end(), [&](std::int16_t word) {
             return std::count(not_yet->words.begin(), not_yet->words.end(), word) > 0;
           });
  }

  void inspect_ceiling(const Ceiling& ceiling) {
    for (const std::size_t record : ceiling.covers) {
      const bool covered = std::any_of(policy_.keepers.begin(), policy_.keepers.end(), [&](const Keeper& keeper) {
        return keeper.kind != Keeper::Kind::duty &&
               std::any_of(keeper.covers.begin(), keeper.covers.end(),
                           [&](const FieldRef& ref) { return ref.record == record; });
      });
      if (!covered)
        inspection_.add("ceiling.unused", ceiling.place,
                        "no purpose keeps any field of " + policy_.records[record].name + ", so nothing is cut",
                        "take " + policy_.records[record].name + " out of covers; a duty is not cut by a ceiling");
    }
  }

  Inspection& inspection_;
  const Policy& policy_;
  bool states_retention_ = false;
  std::uint64_t with_period_ = 0;  // purposes and instructions that say how long, as bits
  std::vector<std::string> without_period_;
};

}  // namespace

void inspect_clocks(Inspection& inspection) { ClockInspection{inspection}.run(); }

}  // namespace compliance
