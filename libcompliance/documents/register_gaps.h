// SPDX-License-Identifier: Apache-2.0
// What is really there and not in the register (TC-196, SE-36). Codes are explained in compliance-findings(7).

#pragma once

#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/export/export.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// Compares an export with the policy by names alone, reading no record: files that nobody has declared, columns that
/// nobody has mapped, a system or its record types that the policy does not list under `systems`, a system whose host
/// is not among the recipients.
std::vector<Finding> register_gaps(const Policy& policy, const Export& source);

}  // namespace compliance
