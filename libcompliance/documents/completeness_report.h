// SPDX-License-Identifier: Apache-2.0
// The completeness table for people and for programs.

#pragma once

#include <string>
#include <vector>

#include "libcompliance/documents/completeness.h"
#include "libcompliance/formats/json.h"

namespace compliance {

/// A row a line: sign, article, element, and below it what is missing, with its place.
std::string completeness_text(const std::vector<CompletenessRow>& rows, const Policy& policy, Language language);
/// A table (markdown.h).
std::string completeness_markdown(const std::vector<CompletenessRow>& rows, const Policy& policy, Language language);
/// `result`: what the command starts its JSON with.
Json completeness_json(const std::vector<CompletenessRow>& rows, const Policy& policy, Json result);

}  // namespace compliance
