// SPDX-License-Identifier: Apache-2.0
// Internal to state: the rows of the table `operation`, and the audit entries that are made of them.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/audit/entry.h"
#include "libcompliance/state/database.h"
#include "libcompliance/state/state.h"

namespace compliance {

enum class Step { planned, begun, committed, done, aborted, lost };

struct Operation {
  std::string id = {};
  RunSubject subject = {};
  std::string plan_digest = {};  // as the log has it; empty: no plan
  std::string prepared = {};     // empty once the operation has ended
  std::string final_place = {};
};

/// A new operation with a random id. Throws std::logic_error when a hash in `subject` is not one.
Operation insert_operation(Database& database, const RunSubject& subject, Step step, const std::string& prepared,
                           const std::string& final_place);

/// All operations at that step, in the order of their beginning.
std::vector<Operation> operations_at(const Database& database, Step step);

/// The operation, which must be at `step`, or std::logic_error is thrown.
Operation operation_at(const Database& database, const std::string& id, Step step);

/// Moves an operation to `committed`, or ends it and forgets its places.
void move_operation(Database& database, const Operation& operation, Step to);

/// The entry that says so: with "begin", "commit" or "abort" by the command of the operation.
enum class Phase { begin, commit, abort };
AuditEntry entry_of(const Operation& operation, Phase phase, std::string_view tool);

/// The entry of a run that showed values; it has an operation of its own, which the database does not keep.
AuditEntry shown_entry_of(const RunSubject& subject, std::string_view tool);

/// The entry of a plan that was written.
AuditEntry plan_entry_of(const Operation& operation, std::string_view tool);

}  // namespace compliance
