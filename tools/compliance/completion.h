// SPDX-License-Identifier: Apache-2.0
// Completion scripts, made from the table of commands and what each declares. Where a word is expected of which only
// its kind is known, the shells complete file names.

#pragma once

#include <string>

namespace compliance::tools {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace compliance::tools
