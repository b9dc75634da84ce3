// SPDX-License-Identifier: Apache-2.0
// One command, one file cmd_<name>.cpp, one row in commands.cpp. Help, completion, `__dump-cli` and the tests of the
// documentation are made from the row and from what it declares.

#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "libcompliance/base/result.h"
#include "tools/compliance/arguments.h"
#include "tools/compliance/context.h"
#include "tools/compliance/exit.h"

namespace compliance::tools {

using Run = std::function<Result<Exit>(Context&)>;

struct Command {
  std::string_view name;     // "retain", or "audit verify"
  std::string_view summary;  // one line without a full stop, for --help, completion and compliance(1)

  /// Declares options and arguments; opens no file and decides nothing. The returned function does the work, and
  /// shares the variables that the declarations fill:
  ///   auto options = std::make_shared<Options>();
  ///   arguments.positional("POLICY", options->policy, "The policy");
  ///   return [options](Context& context) { return run(*options, context); };
  Run (*declare)(Arguments& arguments);
};

/// All commands, in the order in which they are listed.
std::span<const Command> commands();

/// The command of that name, or null.
const Command* find_command(std::string_view name);

}  // namespace compliance::tools
