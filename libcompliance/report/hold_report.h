// SPDX-License-Identifier: Apache-2.0
// Holds as text and JSON: matter, owner, dates, and how much is held. Whom a hold is about cannot be told: the state
// has fingerprints only.

#pragma once

#include <span>
#include <string>

#include "libcompliance/report/reports.h"
#include "libcompliance/state/standing_orders.h"

namespace compliance {

/// Whether it stands and its review date has passed: a person must look.
bool needs_review(const Hold& hold, Date today);

std::string holds_text(std::span<const Hold> holds, Date today);
Json holds_json(std::span<const Hold> holds, Date today);

}  // namespace compliance
