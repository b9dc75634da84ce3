// SPDX-License-Identifier: Apache-2.0
// Reading what somebody typed behind an option. An Error begins with the option and repeats no value: it may be a name.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/result.h"
#include "libcompliance/calendar/date.h"
#include "libcompliance/policy/policy.h"

namespace compliance::tools {

/// One line of text of at most 200 bytes, printed as it is.
Result<std::string> read_line(const char* option, const std::string& text);
/// The same; empty when it was not given.
Result<std::string> read_line(const char* option, const std::optional<std::string>& text);
Result<Date> read_day(const char* option, const std::string& text);
/// Today when it was not given.
Result<Date> read_day(const char* option, const std::optional<std::string>& text, Date today);

/// A name among names of the policy, with a suggestion when it is none.
Result<std::string> read_name(const char* option, const std::string& name, const std::vector<std::string_view>& known);

/// A tenant that the policy names, or "own".
Result<std::string> read_tenant(const std::string& name, const Policy& policy);

}  // namespace compliance::tools
