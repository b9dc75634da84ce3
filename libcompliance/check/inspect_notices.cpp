// SPDX-License-Identifier: Apache-2.0
// The versions of the privacy statement: on every day since the first, exactly one holds.
#include <algorithm>
#include <optional>

#include "libcompliance/check/inspection.h"

namespace compliance {
namespace {

Date day_after(Date day) { return add_period(day, {0, 1}); }

std::string version(const Notice& notice) { return "version \"" + notice.version + '"'; }

bool ends_before_it_begins(const Notice& notice) { return notice.until && *notice.until < notice.from; }

// The first day that the policy names, and whether `in_force` and `notices` speak of the same versions.
void inspect_start(Inspection& inspection, const Statement& statement) {
  std::optional<Date> first;
  const Place* place = nullptr;
  const auto earlier = [&](Date from, const Place& where) {
    if (first && *first <= from) return;
    first = from;
    place = &where;
  };
  if (statement.in_force) earlier(statement.in_force->from, statement.in_force->place);
  for (const Notice& notice : statement.notices) earlier(notice.from, notice.place);
  if (first && *first > inspection.as_of())
    inspection.add(
        "notice.gap", *place,
        "on " + format_date(inspection.as_of()) + " no statement holds yet; the first begins on " + format_date(*first),
        "add the version before it under notices, or wait until that day");
  for (const Notice& notice : statement.notices)
    if (ends_before_it_begins(notice))
      inspection.add("notice.gap", notice.place,
                     version(notice) + " ends on " + format_date(*notice.until) + ", before it begins",
                     "correct from: or until:");
  const auto is_in_force = [&](const Notice& notice) { return notice.version == statement.in_force->version; };
  if (statement.in_force && !statement.notices.empty() &&
      std::none_of(statement.notices.begin(), statement.notices.end(), is_in_force))
    inspection.add("notice.gap", statement.in_force->place,
                   "version \"" + statement.in_force->version + "\" is in force, and is not among the notices",
                   "add it under notices, or name one of those under in_force");
}

// `notices` in the order of their first days. A version without a last day holds until the next.
void inspect_sequence(Inspection& inspection, const std::vector<const Notice*>& notices) {
  for (std::size_t i = 0; i + 1 < notices.size(); ++i) {
    const Notice &one = *notices[i], &next = *notices[i + 1];
    if (ends_before_it_begins(one)) continue;  // what follows from its days is not worth a finding
    const bool overlap = one.from == next.from || (one.until && *one.until >= next.from);
    if (overlap)
      inspection.add("notice.gap", next.place,
                     "on " + format_date(next.from) + " both " + version(one) + " and " + version(next) + " hold",
                     "end the one on the day before the other begins");
    else if (one.until && day_after(*one.until) < next.from)
      inspection.add("notice.gap", next.place,
                     "from " + format_date(day_after(*one.until)) + " until " + version(next) + " no statement holds",
                     "data that were collected in between were collected untold: correct the days, or find them");
  }
  const Notice& last = *notices.back();
  if (!ends_before_it_begins(last) && last.until && *last.until < inspection.as_of())
    inspection.add("notice.gap", last.place, "no statement holds since " + format_date(day_after(*last.until)),
                   "add the version that holds now");
}

}  // namespace

void inspect_notices(Inspection& inspection) {
  const Statement& statement = inspection.statement();
  if (!statement.in_force)
    inspection.add("notice.not_said",
                   "the policy does not say since when it holds, and by which version of the statement",
                   "add in_force: {from: DAY, notice: VERSION}");
  inspect_start(inspection, statement);
  if (statement.notices.empty()) return;
  std::vector<const Notice*> notices;
  for (const Notice& notice : statement.notices) notices.push_back(&notice);
  std::stable_sort(notices.begin(), notices.end(), [](const Notice* a, const Notice* b) { return a->from < b->from; });
  inspect_sequence(inspection, notices);
  const Notice* current = nullptr;
  for (const Notice* notice : notices)
    if (notice->from <= inspection.as_of()) current = notice;
  if (current != nullptr && current->review_by && *current->review_by < inspection.as_of())
    inspection.add("notice.overdue", current->place,
                   version(*current) + " was to be looked at again by " + format_date(*current->review_by),
                   "look at it again, and write the next review_by:");
}

}  // namespace compliance
