// SPDX-License-Identifier: Apache-2.0
// The five exit statuses. Each means the same for every command, for ever; compliance(1) prints this table.

#pragma once

namespace compliance::tools {

enum class Exit {
  done = 0,      // done, and nothing needs a person
  findings = 1,  // done, and something needs a person
  refused = 2,   // the command line, policy, export, plan or request is wrong; nothing was changed
  machine = 3,   // the machine failed: file, disk, lock, permission; nothing is half done
  guard = 4,     // a guard refused; nothing was changed
};

}  // namespace compliance::tools
