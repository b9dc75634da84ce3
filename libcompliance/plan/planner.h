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
#include "libcompliance/rules/verdict.h"

namespace compliance {

/// How the records of one table came out. Every record is counted once under `kept` to `reduced`.
struct TableOutcome {
  std::uint64_t kept = 0;       // untouched, and nothing to say about it
  std::uint64_t undecided = 0;  // untouched: something is not known
  std::uint64_t unfounded = 0;  // untouched: some cell has no purpose
  std::uint64_t removed = 0;
  std::uint64_t stubs = 0;
  std::uint64_t reduced = 0;
  std::uint64_t early = 0;      // of those that go: before they are due, by look-ahead
  std::uint64_t over = 0;       // of those that go: past the maximum of a ceiling
  int longest_over = 0;         // days
  int longest_early = 0;        // days
  std::uint64_t to_review = 0;  // kept, but somebody should ask why
  /// Of the kept ones: how many live for which keepers (bits), and when the first of them falls due.
  std::map<std::uint64_t, std::uint64_t> kept_for = {};
  std::uint64_t kept_open = 0;  // without an end that is known yet
  /// Of all records: how many a keeper of the state keeps, by its number in Concerns::keepers; and how many of them
  /// hold cells that would be due without it.
  std::map<std::uint16_t, std::uint64_t> held_for = {};
  std::uint64_t held_back = 0;
  std::optional<Date> next_due = {};
};

/// One thing that is not known, and how many records wait for it.
struct UndecidedCause {
  Unknown why = Unknown::no_date;
  Spot spot = {};
  std::map<std::size_t, std::uint64_t> records = {};  // by record type
};

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
