// SPDX-License-Identifier: Apache-2.0
// What the policy before would have done with the same export, for `retain --compare` and for `apply` of such a plan.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "libcompliance/base/scratch.h"
#include "libcompliance/plan/planner.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {

/// Reads the policy before. It may be one in which `check` finds errors: what it leaves open is undecided, so it would
/// have done nothing there.
Result<std::unique_ptr<LoadedPolicy>> load_policy_before(Context& context, const std::string& path);

/// What the run of the policy now was made from.
struct ComparedRun {
  const Policy& policy;
  const std::vector<std::string>& folders;  // of its exports
  const State* state = nullptr;             // whose holds count under both; null: none
  Scratch* scratch = nullptr;
};

/// Makes the plan of `before` for the exports and the day of `outcome`, and sets PlanOutcome::compared and what the
/// plan says of it. An Error when the exports cannot be decided with it: a table that its clocks need is not there, or
/// it does not know the tenant or what a hold names.
Result<void> compare_with(Context& context, const std::shared_ptr<LoadedPolicy>& before, const ComparedRun& run,
                          PlanOutcome& outcome);

}  // namespace compliance::tools
