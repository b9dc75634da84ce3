// SPDX-License-Identifier: Apache-2.0
// Makes a plan: reads an export twice (first the records that others belong to, then all) and decides every record.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/base/scratch.h"
#include "libcompliance/export/export_set.h"
#include "libcompliance/plan/asked_check.h"
#include "libcompliance/plan/forecast.h"
#include "libcompliance/plan/plan.h"
#include "libcompliance/plan/plan_comparison.h"
#include "libcompliance/plan/plan_findings.h"
#include "libcompliance/plan/table_outcome.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {

/// With what another policy would have done.
struct ComparedOutcome {
  std::shared_ptr<const Policy> before = {};
  std::optional<Period> look_ahead = {};  // of that policy
  PlanComparison comparison = {};
};

struct PlanOutcome {
  Plan plan = {};
  std::vector<std::string> state_keepers = {};  // by number, as in TableOutcome::held_for
  std::vector<AskedOutcome> asked = {};         // what the CRM did of what it was asked
  std::vector<TableOutcome> tables = {};        // as in the plan
  std::vector<UndecidedCause> causes = {};      // in the order of the export
  std::vector<Finding> findings = {};           // undecided causes, then unfounded and stale records; each once a
                                                // table and message, with its lines
  std::optional<Forecast> forecast = {};
  std::optional<ComparedOutcome> compared = {};
};

/// What the state adds to a run.
struct StateView {
  ConcernFinder* concerns = nullptr;  // null: nothing
  AskedCheck* asked = nullptr;        // sees every record once; null: no work list is outstanding
  std::uint64_t version = 0;          // State::version; 0: no state was there
};

/// `look_ahead`: instead of the policy's; none is none. An Error when the export does not fit the policy, a record
/// cannot be read, a key stands twice, or a file changes while it is read. `policy_bytes`: as read, for the hash.
/// `forecast_months`: 0 makes no forecast. `scratch`: where keys and links go that take more than its memory; null
/// keeps all of them in memory. What comes out is the same; only of several faults in an export another one may be
/// named.
Result<PlanOutcome> make_plan(const CompiledPolicy& policy, std::string_view policy_bytes, const ExportSet& source,
                              FileSystem& files, Date as_of, std::optional<Period> look_ahead,
                              const StateView& state = {}, std::size_t forecast_months = 0, Scratch* scratch = nullptr);

}  // namespace compliance
