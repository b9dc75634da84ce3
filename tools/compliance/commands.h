// SPDX-License-Identifier: Apache-2.0
// The declare functions of the table in commands.cpp, each defined in cmd_<name>.cpp.

#pragma once

#include "tools/compliance/command.h"

namespace compliance::tools {

Run declare_completion(Arguments& arguments);
Run declare_help(Arguments& arguments);

}  // namespace compliance::tools
