// SPDX-License-Identifier: Apache-2.0
// Fills in a Mustache template. The one place that knows the Mustache library.

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "libcompliance/formats/json.h"

namespace compliance {

/// `text` with its tags replaced from `data`. Texts go through `escape`, unless the tag has three braces. `null`,
/// false, an empty text and an empty list are false for a section. Refused, with `source` as its place: a template that
/// does not close what it opens, that changes delimiters or names partials (a text of `data` is never read as a
/// template), and one that names a member which `data` does not have where it is looked up.
Result<std::string> fill_in(std::string_view text, std::string_view source, const Json& data,
                            const std::function<std::string(std::string_view)>& escape);

}  // namespace compliance
