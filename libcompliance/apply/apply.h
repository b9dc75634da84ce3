// SPDX-License-Identifier: Apache-2.0
// Carries out a plan: exactly what it says, or nothing. Writes into a folder that does not stand at its place yet:
//
//   export/             the clean copy: untouched records and files byte for byte, with export.yaml
//   delete/FILE.csv     work list for the CRM: the keys of the records to delete
//   update/FILE.csv     work list for the CRM: the keys of the records to update, and the columns to empty
//   result.json         what was done, for programs
//
// Of several exports, each has a folder of its name in the first three.

#pragma once

#include <span>
#include <string_view>

#include "libcompliance/export/export_set.h"
#include "libcompliance/io/files.h"
#include "libcompliance/plan/asked_check.h"
#include "libcompliance/plan/plan.h"

namespace compliance {

/// Refuses, by name, what is not what the plan was made for: the policy, the binding, a byte in a table, a file that
/// was added or is gone. The tables are checked once more while they are copied.
Result<void> match(const Plan& plan, std::string_view policy_bytes, const ExportSet& source);

/// Writes all of the above below `out`. `match` must have passed. Every input byte is hashed on its way; a file that is
/// not the one that was planned for is refused by name (P7, F17), and then `out` is worthless. Each file is synced.
/// `asked`: what became of earlier work lists, for result.json.
Result<void> write_output(const Plan& plan, const Policy& policy, const ExportSet& source, FileSystem& files,
                          AtomicFolder& out, std::span<const AskedOutcome> asked = {});

}  // namespace compliance
