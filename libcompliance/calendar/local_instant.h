// SPDX-License-Identifier: Apache-2.0
// Instants as clocks of a zone show them.

#pragma once

#include <string>

#include "libcompliance/calendar/zone.h"

namespace compliance {

/// With the offset of that instant: "2026-03-31T00:30:00+02:00".
std::string format_local(Instant instant, const Zone& zone);

}  // namespace compliance
