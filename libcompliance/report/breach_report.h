// SPDX-License-Identifier: Apache-2.0
// The register of breaches as text and JSON (Art. 33(5)).

#pragma once

#include <span>
#include <string>

#include "libcompliance/report/reports.h"
#include "libcompliance/requests/breach.h"

namespace compliance {

std::string breaches_text(std::span<const Breach> breaches, Instant now);
Json breaches_json(std::span<const Breach> breaches, Instant now);

}  // namespace compliance
