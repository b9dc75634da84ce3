// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/guards.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

constexpr std::chrono::minutes clock_may_go_back{5};
constexpr std::chrono::days clock_may_go_on{400};
constexpr std::string_view review =
    "make a plan with --plan FILE, have it reviewed, and run compliance apply FILE --out DIR";

}  // namespace

Result<void> guard_always(const Plan& plan, const Circumstances& circumstances) {
  if (circumstances.destruction_is_off)
    return guard_error("deleting is switched off: the state folder holds a file \"destructive-off\"",
                       "remove that file when deleting may go on");
  if (plan.as_of > circumstances.today)
    return guard_error(
        "the day " + format_date(plan.as_of) + " has not come yet; today is " + format_date(circumstances.today),
        "nothing is deleted before its day: use --as-of with a day that has come");
  if (circumstances.last_entry) {
    if (circumstances.now + clock_may_go_back < *circumstances.last_entry)
      return guard_error("the clock says " + format_instant(circumstances.now) +
                             ", but the audit log's last entry is of " + format_instant(*circumstances.last_entry),
                         "set the clock right");
    if (circumstances.now > *circumstances.last_entry + clock_may_go_on)
      return guard_error(
          "the clock has gone on by more than 400 days since the audit log's last entry",
          "set the clock right; if it is right, review a plan and make an entry with retain --plan first");
  }
  return {};
}

Result<void> guard_age(std::optional<Instant> made, const Policy& policy, const Circumstances& circumstances) {
  const std::string remedy = "make a new plan: compliance retain … --plan FILE";
  if (!made) return guard_error("this state does not know when the plan was made", remedy);
  const Date made_on = policy.zone->date_of(*made);
  if (add_period(made_on, policy.limits.plan_age) < circumstances.today)
    return guard_error("the plan of " + format_date(made_on) + " is older than " +
                           format_period(policy.limits.plan_age) + " on " + format_date(circumstances.today),
                       remedy);
  return {};
}

std::uint64_t most_affected(const Limits& limits, std::uint64_t records) {
  // A share has up to four decimals of a percent. In whole numbers, because 0.29 * 100 is less than 29.
  constexpr std::uint64_t parts = 1'000'000;
  const auto share = static_cast<std::uint64_t>(std::llround(limits.affected_share * static_cast<double>(parts)));
  return std::max(limits.affected_minimum, records / parts * share + records % parts * share / parts);
}

Result<void> guard_unattended(const Plan& plan, const Policy& policy, const Circumstances& circumstances) {
  // By record type: a CRM may split one over several files.
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> affected;
  for (const PlannedTable& table : plan.tables) {
    affected[table.record].first += table.effects.size();
    affected[table.record].second += table.records;
  }
  for (const auto& [record, counts] : affected) {
    const auto [effects, records] = counts;
    const std::uint64_t most = most_affected(policy.limits, records);
    if (effects > most)
      return guard_error(std::to_string(effects) + " of " + count_of(records, record) +
                             " are due, and without a reviewed plan limits.affected allows " + std::to_string(most),
                         std::string{review});
  }
  for (const PlannedExport& each : plan.exports) {
    const Result<Instant> taken = parse_instant(each.taken);
    if (!taken) return Error{.message = "the plan does not say when the export was taken"};
    const Date taken_on = policy.zone->date_of(*taken);
    // Which one, where there are several.
    const std::string name = plan.exports.size() == 1 ? "the export" : "the export " + each.name;
    if (*taken > circumstances.now)
      return guard_error(
          name + " says that it was taken on " + format_date(taken_on) + ", and that day has not come yet",
          "correct taken in export.yaml");
    if (taken_on > plan.as_of)
      return guard_error(name + " was taken on " + format_date(taken_on) + ", after " + format_date(plan.as_of) +
                             ", the day that is decided for",
                         "decide for the day of the export, or a later one");
    if (add_period(taken_on, policy.limits.export_age) < plan.as_of)
      return guard_error(name + " of " + format_date(taken_on) + " is older than " +
                             format_period(policy.limits.export_age) + " on " + format_date(plan.as_of),
                         "make a new export; or " + std::string{review});
  }
  // From the last run's counts, so that a record type that is gone altogether is noticed.
  for (const auto& [record, last] : circumstances.last_record_counts) {
    std::uint64_t now = 0;
    for (const PlannedTable& table : plan.tables)
      if (table.record == record) now += table.records;
    if (now * 2 < last)
      return guard_error("the export has " + count_of(now, record) + ", and the last one had " + std::to_string(last),
                         "is it cut off? If not, " + std::string{review});
  }
  if (circumstances.last_policy_sha256 && *circumstances.last_policy_sha256 != plan.policy_sha256)
    return guard_error("the policy has changed since the last run", std::string{review});
  if (!circumstances.doubtful_holds.empty())
    return guard_error("no run was made under the name " + plan.policy +
                           " yet, and what is held under another name keeps " +
                           "nothing here: " + join_words(circumstances.doubtful_holds),
                       "is it the same policy under a new name? Then place the hold anew under this one, and release "
                       "the old one. If not, " +
                           std::string{review});
  return {};
}

}  // namespace compliance
