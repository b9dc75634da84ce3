// SPDX-License-Identifier: Apache-2.0
// What must be so before anything is deleted (design, "Guards"; P6, P7). Pure: the facts are arguments. Each guard is
// passed only by applying a plan that a person has reviewed, or not at all.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/result.h"
#include "libcompliance/plan/plan.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// What is known of the world and of earlier runs.
struct Circumstances {
  Date today = {};
  Instant now = {};
  std::optional<Instant> last_entry = {};              // of the audit log
  std::optional<std::string> last_policy_sha256 = {};  // of the last run that wrote, if there was one
  std::map<std::string, std::uint64_t> last_record_counts = {};
  std::vector<std::string> doubtful_holds = {};  // OrderConcerns::doubtful
  bool destruction_is_off = false;
};

/// Before every run that deletes: the kill switch, an as-of day in the future, a clock that jumped (more than five
/// minutes back, or more than 400 days on, since the last entry of the log).
Result<void> guard_always(const Plan& plan, const Circumstances& circumstances);

/// Before a run without a reviewed plan: more records of a type affected than `limits` allow, an export older than they
/// allow (on the as-of day) or from the future, a table with fewer than half of the records that it had, another policy
/// than last time, a first run under a policy's name while a hold that was placed under another name keeps nothing.
Result<void> guard_unattended(const Plan& plan, const Policy& policy, const Circumstances& circumstances);

/// Before a reviewed plan is applied: one that was made longer ago than `limits.plan_age` allows, or of which nobody
/// knows when. What the reviewer knew of the people in it may have changed since. `made`: when it was written.
Result<void> guard_age(std::optional<Instant> made, const Policy& policy, const Circumstances& circumstances);

/// How many records of a type a run may affect without a reviewed plan.
std::uint64_t most_affected(const Limits& limits, std::uint64_t records);

}  // namespace compliance
