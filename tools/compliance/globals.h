// SPDX-License-Identifier: Apache-2.0
// The options of every command. They may stand before or after it.

#pragma once

#include <optional>
#include <string>

#include "tools/compliance/arguments.h"
#include "tools/compliance/context.h"

namespace compliance::tools {

struct GlobalOptions {
  std::optional<std::string> state;
  std::optional<std::string> as_of;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool help = false;
  bool version = false;
};

void declare_globals(Arguments& arguments, GlobalOptions& options);

/// Turns what was typed into what is meant. The environment names the state folder unless --state does.
Result<void> apply_globals(const GlobalOptions& options, Context& context);

}  // namespace compliance::tools
