// SPDX-License-Identifier: Apache-2.0
// Whether the promise was checked as often as the policy says. Pure.

#pragma once

#include <optional>

#include "libcompliance/base/finding.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// A warning when a run was due after `last` (the day of the last finished run) and before `today`, and was not made:
/// how many, and since when. A run on the day on which it is due is in time. Whoever runs on the last day of a month
/// has until the last day of the month in which the next run is due (31 January, 28 February, 31 March).
std::optional<Finding> missed_runs(const Cadence& cadence, Date last, Date today);

}  // namespace compliance
