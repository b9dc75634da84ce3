// SPDX-License-Identifier: Apache-2.0
// The parts of reading a policy that already has the right shape. Only what a shape cannot say is checked here. Each
// part resolves names of the parts before it, in this order.

#pragma once

#include "libcompliance/formats/yaml.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// Record types and their fields. After the sources of the statement.
Result<void> read_records(const YamlNode& root, Policy& policy);

/// Moments, each behind those that it is made of, and ceilings.
Result<void> read_moments(const YamlNode& root, Policy& policy);

/// Duties, instructions and purposes, in the order in which a verdict names them.
Result<void> read_keepers(const YamlNode& root, Policy& policy);

/// Refuses a moment that a record cannot reach, since it can only follow its links upwards. `hint`: what to do when the
/// moment is one of records below it.
Result<void> demand_reach(const Policy& policy, const Place& place, std::size_t record, std::size_t moment,
                          std::string hint = {});
/// How a record gets at a moment of those that belong to it.
std::string collecting_hint(const Policy& policy, std::size_t record, std::size_t moment);

}  // namespace compliance
