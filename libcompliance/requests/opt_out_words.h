// SPDX-License-Identifier: Apache-2.0
// The words of a message that are an objection by themselves, such as a subject line "Bel niet" (SE-11; TC-147).

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/policy/statement.h"

namespace compliance {

/// The channels that such a message stops, in the policy's order; none when it is no such word. Case, spaces, signs at
/// either end and what mail programs put in front ("Re:", "Fwd:", "Antw:") do not matter; other words do.
std::vector<std::string> channels_stopped_by(std::string_view message, const Rights& rights);

}  // namespace compliance
