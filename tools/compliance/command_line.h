// SPDX-License-Identifier: Apache-2.0
// From the words of the command line to the function to run.

#pragma once

#include <span>
#include <string>

#include "tools/compliance/command.h"
#include "tools/compliance/globals.h"

namespace compliance::tools {

struct Invocation {
  std::string speaker = "compliance";  // who an error message is from: "compliance retain"
  GlobalOptions globals = {};
  Run run = {};
};

/// Finds the command, declares its parameters and fills them. `invocation.speaker` is right after an error, too.
Result<void> read_command_line(std::span<const std::string> words, Invocation& invocation);

}  // namespace compliance::tools
