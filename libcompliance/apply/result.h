// SPDX-License-Identifier: Apache-2.0
// result.json, the machine-readable result of a run that wrote: what was done to each table, by which rule, which work
// lists there are, and the hash of every file of the output.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "libcompliance/apply/output_files.h"
#include "libcompliance/apply/work_lists.h"
#include "libcompliance/plan/asked_check.h"
#include "libcompliance/plan/plan.h"

namespace compliance {

/// `work`: by table of the plan. `outputs`: all files but this one and the reports, which are written later. No clock:
/// the same plan gives the same bytes.
/// `asked`: what became of the lines of earlier work lists, with the keys of the records that are still there.
std::string result_text(const Plan& plan, std::span<const std::vector<WorkListFile>> work,
                        std::span<const OutputFile> outputs, std::span<const AskedOutcome> asked);

}  // namespace compliance
