// SPDX-License-Identifier: Apache-2.0
// What the codes of findings mean, as compliance-findings(7) explains them: the page is part of the library.

#pragma once

#include <map>
#include <string>
#include <string_view>

#include "libcompliance/base/finding.h"

namespace compliance {

/// The page as it is written.
extern const std::string_view findings_page;

struct FindingMeaning {
  Severity severity = Severity::warning;
  std::string summary = {};  // one sentence
  std::string text = {};     // the whole explanation, which starts with it; one paragraph without mark-up
};

/// Every explanation on a page of that form: "**code** (severity)", and below it ":   text". Of findings_page, all
/// codes that exist; parity/findings-page holds that.
std::map<std::string, FindingMeaning, std::less<>> read_meanings(std::string_view page);

}  // namespace compliance
