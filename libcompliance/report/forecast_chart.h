// SPDX-License-Identifier: Apache-2.0
// A forecast as a chart: an SVG without scripts, which prints.

#pragma once

#include <string>

#include "libcompliance/documents/words.h"
#include "libcompliance/plan/forecast.h"

namespace compliance {

/// A figure for a page of HTML: two bars a month, over all record types. A page says the same in a table beside it.
std::string forecast_chart(const Forecast& forecast, Language language);

}  // namespace compliance
