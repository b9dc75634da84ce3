// SPDX-License-Identifier: Apache-2.0
// A plan: what would be done, record by record, bound by hash to the policy and to every byte of the export
// (compliance-plan(5)). It names records by their key and holds no cell besides.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/bytes.h"
#include "libcompliance/base/result.h"
#include "libcompliance/calendar/date.h"
#include "libcompliance/calendar/period.h"

namespace compliance {

/// What happens to one record.
enum class EffectAction {
  remove,  // the whole record goes
  stub,    // all but its key goes: a record that stays links to it
  reduce,  // some of its cells go
};
inline constexpr std::array<std::string_view, 3> effect_words{"remove", "stub", "reduce"};

/// What the policy before would have done with a record that now has an effect (TC-57).
enum class EffectBefore { not_compared, nothing, remove, stub, reduce };
inline constexpr std::array<std::string_view, 5> before_words{"", "nothing", "remove", "stub", "reduce"};

/// How many records have each effect, in the order of `effect_words`.
using ActionCounts = std::array<std::uint64_t, effect_words.size()>;

struct Effect {
  std::uint64_t line = 0;  // where the record starts
  std::string key = {};
  EffectAction action = EffectAction::remove;
  std::vector<std::string> fields = {};  // reduce: which fields go, in the policy's order
  std::vector<std::string> ended = {};   // the keepers that have ended, duties first
  Date due_since = {};  // remove, stub: since when all of it is due; reduce: since when the first cell is
  bool early = false;   // by look-ahead, before it is due
  EffectBefore before = EffectBefore::not_compared;
};

struct PlannedExport {
  std::string name = {};
  std::string folder = {};  // as it was named when the plan was made
  std::string binding_sha256 = {};
  std::string taken = {};  // RFC 3339, UTC
};

struct PlannedTable {
  std::size_t of = 0;       // export
  std::string file = {};    // in the export's folder
  std::string record = {};  // record type
  std::string sha256 = {};  // hex
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;
  std::vector<Effect> effects = {};  // in the order of the file

  std::uint64_t count(EffectAction action) const { return counts()[static_cast<std::size_t>(action)]; }
  ActionCounts counts() const;
};

/// A file that is copied as it is.
struct PlannedFile {
  std::size_t of = 0;  // export
  std::string file = {};
  std::string sha256 = {};
};

/// The policy before, when the plan says what a change of policy does.
struct ComparedWith {
  std::string policy_file = {};  // as it was named when the plan was made
  std::string policy_sha256 = {};
};

struct Plan {
  std::string policy = {};
  std::string policy_file = {};  // as it was named when the plan was made
  std::string policy_sha256 = {};
  std::string law_sha256 = {};  // of the table of statutory duties, when the policy names one of them
  std::optional<ComparedWith> compared_with = {};  // every effect then says what was before
  std::vector<PlannedExport> exports = {};
  std::optional<std::string> tenant = {};  // whose records, where the exports hold those of several
  Date as_of = {};
  std::optional<Period> look_ahead = {};
  std::uint64_t state_version = 0;  // of the holds that were heeded; 0: no state was there
  /// By record type: how many records a run may affect without a reviewed plan.
  std::map<std::string, std::uint64_t> limits = {};
  std::vector<PlannedTable> tables = {};  // in the order of the exports and their bindings
  std::vector<PlannedFile> files = {};

  std::uint64_t effects() const;
  /// Where a file stands in the output's folders: its name, behind that of its export where there are several.
  std::string place_of(std::size_t of, std::string_view file) const;
  std::string place_of(const PlannedTable& table) const { return place_of(table.of, table.file); }
};

/// What one rule has done: a keeper that has ended, and so lets records go.
struct RuleTotal {
  std::string keeper = {};
  ActionCounts records = {};
  Date first_due_since = {};
};
/// By keeper, in the order in which they first occur. A record counts for each keeper that has ended for it.
std::vector<RuleTotal> rule_totals(std::span<const PlannedTable> tables);

/// Writes the plan: a header line, a line an effect, and a last line with the number of effects and the SHA-256 of all
/// lines before it. Returns the SHA-256 of the whole.
std::string write_plan(const Plan& plan, ByteSink& sink);

/// The plan's identity: the SHA-256 of what `write_plan` writes, but for the paths and the state's version. However
/// policies and export are spelled, the same plan is the same.
std::string digest_of(const Plan& plan);

/// Reads a plan back. A line that is missing, changed or added is an Error, even one whose hash was made to fit: what
/// is read is what `write_plan` writes for it, byte for byte.
Result<Plan> read_plan(ByteSource& source, std::string_view name);

}  // namespace compliance
