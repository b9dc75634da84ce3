// SPDX-License-Identifier: Apache-2.0
// A letter on paper: sender, addressee where the window of an envelope is, day, references, text. For letter.cpp alone.

#pragma once

#include <string>
#include <string_view>

#include "libcompliance/documents/letter.h"

namespace compliance {

/// `subject` is plain text, `body` HTML.
std::string letter_page(const LetterFacts& facts, std::string_view subject, std::string_view body);

}  // namespace compliance
