// SPDX-License-Identifier: Apache-2.0
// The privacy statement that Art. 13 and 14 demand, from a policy and a template (L-13, L-14, L-21n). Nothing in it
// that the policy does not say: what is missing is told as missing, where it would stand.

#pragma once

#include <string>
#include <string_view>

#include "libcompliance/documents/words.h"
#include "libcompliance/formats/json.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// The template that comes with the program.
std::string_view notice_template(Language language);
/// The same by the name of its file without the last extension; empty for another name.
std::string_view shipped_template(std::string_view name);

/// What a template can name; compliance-notice(1) lists it. Every member is always there; what the policy does not say
/// is false or an empty list.
Json notice_data(const Policy& policy, Date as_of, Language language);

/// The statement as Markdown (markdown.h), from `text`, a template that came from `source`.
Result<std::string> notice_markdown(const Policy& policy, Date as_of, Language language, std::string_view text,
                                    std::string_view source);

}  // namespace compliance
