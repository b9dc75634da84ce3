// SPDX-License-Identifier: Apache-2.0
// What every document about a plan says in the same words: plan files, result.json, what retain prints.

#pragma once

#include "libcompliance/formats/json.h"
#include "libcompliance/plan/plan.h"

namespace compliance {

/// {"remove": …, "stub": …, "reduce": …}.
Json counts_json(const ActionCounts& counts);

/// Adds to `document` which policy, exports, tenant and day a plan is of, and its digest.
Json& describe_plan(Json& document, const Plan& plan);

}  // namespace compliance
