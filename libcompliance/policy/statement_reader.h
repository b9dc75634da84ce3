// SPDX-License-Identifier: Apache-2.0
// Reads statement.h's part of a policy, in the order in which names are needed.

#pragma once

#include "libcompliance/formats/yaml.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// What records and purposes refer to: controller, contact points, tenants, sources. Before the records.
Result<void> read_who(const YamlNode& root, Statement& statement);

/// What refers to records and purposes. After them.
Result<void> read_promises(const YamlNode& root, Policy& policy);

Result<Reference> read_reference(const YamlNode& node);

}  // namespace compliance
