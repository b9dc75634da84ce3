// SPDX-License-Identifier: Apache-2.0
// The facts of a letter as its template can name them. For letter.cpp alone.

#pragma once

#include "libcompliance/documents/letter.h"
#include "libcompliance/formats/json.h"

namespace compliance {

/// One member: a text, an object or false, or a list, which is empty when nothing is known. `fact` may be asked of any
/// facts.
Json letter_member(LetterFact fact, const LetterFacts& facts);

/// What templates can name in all kinds: salutation and request.
void add_general_members(Json& data, const LetterFacts& facts);

}  // namespace compliance
