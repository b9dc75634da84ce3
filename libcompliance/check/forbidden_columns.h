// SPDX-License-Identifier: Apache-2.0
// Columns of an export whose name says that they hold what the policy forbids (SE-37).

#pragma once

#include <string>
#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/export/binding.h"

namespace compliance {

/// The category that a column's name hints at ("Geslacht", "birth_date", "geloof"), or null. By whole words for short
/// ones: "Page" is no age. A hint for a person, never a decision.
const Category* category_hint(std::string_view column);

/// column.forbidden for each column of the table at `path` whose name hints at a category that the policy forbids for
/// its record type, unless the column is mapped to a field of that very category: of that the policy says more.
std::vector<Finding> forbidden_columns(const Policy& policy, const TableBinding& binding, const std::string& path,
                                       const std::vector<std::string>& header);

/// The age under which nobody may stand in such records, or none.
std::optional<std::uint64_t> least_age(const Policy& policy, std::size_t record);

}  // namespace compliance
