// SPDX-License-Identifier: Apache-2.0
// Internal to state: how entries get from a transaction into the audit log, each exactly once (A11, A12).
//
// An entry is written into the table `outbox` in the transaction that changes the state, and appended to the log after
// that. When the log's checkpoint stands, the row is deleted. A crash between the two leaves a log that is longer than
// the database knows, but never longer than the database has written; what the log has is then compared with the rows.

#pragma once

#include <string>

#include "libcompliance/audit/entry.h"
#include "libcompliance/audit/log.h"
#include "libcompliance/io/file_system.h"
#include "libcompliance/state/database.h"

namespace compliance {

class Outbox {
 public:
  /// All three outlive it. `folder` is the state's.
  Outbox(FileSystem& files, Database& database, const std::string& folder)
      : files_(&files), database_(&database), folder_(&folder) {}

  /// Writes an entry in the transaction that is open. Fills in its number, its id and whether the clock went back.
  void add(AuditEntry entry, std::string_view now);

  /// Brings all entries into the log. Throws EnvironmentError when the log and the database do not belong together any
  /// more: one of them was restored from an older copy, removed or rewritten. Then nothing is changed.
  void publish();

 private:
  std::vector<std::string> unpublished(const Checkpoint& log) const;

  FileSystem* files_;
  Database* database_;
  const std::string* folder_;
};

/// What the database says of the log's head.
Checkpoint known_checkpoint(const Database& database);

/// How many entries were written, published or not.
std::uint64_t entry_count(const Database& database);

}  // namespace compliance
