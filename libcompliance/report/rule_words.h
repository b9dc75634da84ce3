// SPDX-License-Identifier: Apache-2.0
// Internal to report: what a policy's rules say, in one line each.

#pragma once

#include <string>
#include <vector>

#include "libcompliance/policy/policy.h"

namespace compliance {

/// When a keeper ends: "3 years after customer_left", "until customer_left", "without an end" for a gap.
std::string clock_text(const Keeper& keeper, const Policy& policy);

/// A rule that two policies write otherwise. Empty: one of them has no such rule.
struct RuleChange {
  std::string rule = {};  // "support", "ceiling", "moment customer_left"
  std::string before = {};
  std::string now = {};
};

/// What bears on records of one type: the clock, condition and fields of each keeper that covers some of its fields,
/// the moments that they count from, its ceilings, the end of a book year. Titles and reasons do not.
std::vector<RuleChange> rule_changes(const std::string& record, const Policy& before, const Policy& now);

}  // namespace compliance
