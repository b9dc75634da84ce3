// SPDX-License-Identifier: Apache-2.0
// From a plan to an output folder and an entry in the log, for `retain --out` and `apply`.

#pragma once

#include <string>
#include <vector>

#include "libcompliance/plan/asked_check.h"
#include "libcompliance/plan/guards.h"
#include "libcompliance/plan/plan.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {

/// What the guards ask about the world and about earlier runs.
Circumstances circumstances_of(const Context& context, const State& state, const Policy& policy,
                               const std::string& tenant);

/// Refuses an output inside the export, which is never touched, or inside the state.
Result<void> demand_elsewhere(Context& context, const std::string& output, const ExportSet& source);

/// What is said about an output: nothing to a job when all is well, counts when a person must look.
void report_output(Context& context, const Plan& plan, std::span<const Finding> findings, const std::string& report,
                   const std::string& out);

RunSubject subject_of(const Context& context, RunSubject::Command command, const Plan& plan);

/// The report of a run, for people.
struct Reports {
  std::string text = {};                 // report.txt
  std::string page = {};                 // report.html
  std::vector<AskedOutcome> asked = {};  // of earlier work lists, for result.json
};
/// How many months an output looks ahead in its reports unless somebody asks for others.
inline constexpr std::size_t usual_forecast = 12;

/// Carries out `plan` into the new folder `out`, with the reports. Refuses a plan that was carried out before. What
/// fails leaves nothing behind but an abort in the log.
Result<void> carry_out(Context& context, State& state, RunSubject::Command command, const Plan& plan,
                       const LoadedPolicy& policy, const ExportSet& source, const std::string& out,
                       const Reports& reports, const WorkListNews& news);

}  // namespace compliance::tools
