// SPDX-License-Identifier: Apache-2.0
// What a request is about, in words. For letters.

#pragma once

#include <string>

#include "libcompliance/base/local_text.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// A purpose, a record type or RECORD.FIELD, as people call it; another name stays as it is.
LocalText item_words(const Policy& policy, const std::string& item);

/// Behind what it explains, with the space in front.
LocalText in_brackets(const LocalText& words);

}  // namespace compliance
