// SPDX-License-Identifier: Apache-2.0
// The whole working for one record, or for all records about one person: each keeper, its clock, the place of the value
// that decided, and the verdicts. The values themselves are read only when somebody asks for them.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libcompliance/base/sensitive.h"
#include "libcompliance/export/export_set.h"
#include "libcompliance/plan/plan.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {

struct ExplainedKeeper {
  std::size_t keeper = 0;
  KeeperState state = {};
  Place place = {};  // of the value that decided; empty when none did
  /// What stands there, with Values::shown.
  std::optional<Sensitive<std::string>> value = {};
};

struct ExplainedGroup {
  std::vector<std::size_t> fields = {};  // those that hold something
  Verdict verdict = {};
  Place place = {};  // undecided: where to look
  std::optional<Sensitive<std::string>> value = {};
};

/// A cell that is due, and from which other verdicts are computed: it stays as long as one of those is needed.
struct ExplainedEvidence {
  std::size_t field = 0;
  std::vector<std::string> read_by = {};  // moments and keepers; and the words of the record type that name it
};

struct Explanation {
  std::size_t record = 0;  // type
  Place place = {};        // of the record
  Date as_of = {};
  std::size_t paths = 0;  // how many ways lead from it to the top
  bool is_sole_trader = false;
  std::vector<std::size_t> blank_fields = {};
  std::vector<ExplainedGroup> groups = {};
  std::vector<ExplainedEvidence> evidence = {};
  std::vector<ExplainedKeeper> keepers = {};    // that cover something of this record type
  std::vector<std::string> state_keepers = {};  // holds that keep it
  std::optional<EffectAction> action = {};      // what `retain` would do, but for records that link to it
};

enum class Values { hidden, shown };

/// What there is to explain, and how.
struct Question {
  Date as_of = {};
  std::optional<Period> look_ahead = {};
  ConcernFinder* concerns = nullptr;  // what the state says; null: nothing
  Values values = Values::hidden;
};

/// Explains the record of that type and key. An Error when there is none; it does not repeat the key.
Result<Explanation> explain_record(const CompiledPolicy& policy, const ExportSet& source, std::size_t record,
                                   const Sensitive<std::string>& key, const Question& question);

/// Explains every record that carries an identifier of the person whom `question.concerns` was asked about, and every
/// record that belongs to one of those, in the order of the export. None is no Error.
Result<std::vector<Explanation>> explain_person(const CompiledPolicy& policy, const ExportSet& source,
                                                const Question& question);

}  // namespace compliance
