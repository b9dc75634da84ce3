// SPDX-License-Identifier: Apache-2.0
// Is a policy complete and consistent, and does an export fit it? Every code is explained in compliance-findings(7).

#pragma once

#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/export/export_set.h"
#include "libcompliance/policy/policy.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {

/// Gaps and contradictions inside a policy, in the order of the file; what concerns the whole stands last. `as_of` is
/// the day on which the law and dates of review are looked at. With a finding of severity error, other commands refuse
/// the policy.
std::vector<Finding> check_policy(const Policy& policy, Date as_of);

/// The first error among the findings of `check_policy`, as the refusal that other commands give.
Result<void> demand_sound(const Policy& policy, Date as_of);

/// Reads the whole export: files that nobody has declared, columns that are missing or not mapped, records that cannot
/// be read, keys that stand twice, links that lead nowhere, dates and words that cannot be read, columns and people
/// that the policy forbids, fields that nothing feeds. Each kind of trouble is one finding a column, with its count and
/// its first lines. `as_of`: the day on which people have their age.
std::vector<Finding> check_export(const CompiledPolicy& policy, const ExportSet& source, Date as_of);

}  // namespace compliance
