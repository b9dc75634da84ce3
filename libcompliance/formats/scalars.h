// SPDX-License-Identifier: Apache-2.0
// The meaning of a YAML scalar, demanded by type. Each error carries the place and says what was expected.

#pragma once

#include <cstdint>
#include <string>

#include "libcompliance/calendar/date.h"
#include "libcompliance/calendar/period.h"
#include "libcompliance/calendar/zone.h"
#include "libcompliance/formats/yaml.h"

namespace compliance {

Result<std::string> read_text(const YamlNode& node);             // any scalar, not empty
Result<std::uint64_t> read_integer(const YamlNode& node);        // unquoted decimal, no sign, no leading zero
Result<bool> read_boolean(const YamlNode& node);                 // unquoted true or false
Result<Date> read_date(const YamlNode& node);                    // unquoted or quoted YYYY-MM-DD
Result<Instant> read_instant(const YamlNode& node);              // RFC 3339 with offset
Result<Period> read_period(const YamlNode& node);                // P3Y or 3 years
Result<double> read_share(const YamlNode& node);                 // 5% or 2.5%: returns 0.05; above 0%, at most 100%

}  // namespace compliance
