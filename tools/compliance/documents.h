// SPDX-License-Identifier: Apache-2.0
// What the commands that print documents share: languages, formats, a file instead of stdout.

#pragma once

#include <optional>
#include <string>

#include "libcompliance/documents/words.h"
#include "tools/compliance/context.h"

namespace compliance::tools {

/// The language of --lang; Dutch without it.
Language language_of(const std::optional<std::string>& word);

/// The format that --json and --format ask for together; `otherwise` when neither is given.
Result<std::string> format_of(const Context& context, const std::optional<std::string>& format,
                              std::string_view otherwise);

/// Writes `document` to the new file `path`, or to stdout.
Result<void> deliver(Context& context, const std::optional<std::string>& path, std::string_view document);

}  // namespace compliance::tools
