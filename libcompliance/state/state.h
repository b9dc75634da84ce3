// SPDX-License-Identifier: Apache-2.0
// What the toolkit remembers between runs, in one folder that `compliance init` alone creates:
//
//   state.db           runs, counts and the outbox of the audit log (SQLite; TRUNCATE, EXTRA, secure_delete)
//   audit/             the audit log (tlog-tiles)
//   keys/audit.key     the log's signing key
//   lock               held by every run that writes
//
// Folders are 0700, files 0600. A change of state and its audit entry are written in one transaction; the entry is
// brought into the log afterwards, and at the next opening if a crash came between (A11). No table holds a cell.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libcompliance/audit/entry.h"
#include "libcompliance/audit/log.h"
#include "libcompliance/base/result.h"
#include "libcompliance/io/file_system.h"

namespace compliance {

/// What a run is about. The same words go into the audit entries.
struct RunSubject {
  enum class Command { retain, apply };
  Command command = Command::retain;
  By by = By::cli;
  std::string policy_name = {};
  std::string policy_sha256 = {};  // hex
  std::string plan_sha256 = {};    // hex, of the plan's bytes
  std::string as_of = {};          // YYYY-MM-DD
};

class State {
 public:
  /// Makes the folder and everything in it, with an `init` entry in the log. An existing folder is an Error. Appears
  /// whole or not at all.
  static Result<void> create(FileSystem& files, const std::string& folder, std::string_view controller,
                             std::string_view origin, std::string_view now, By by, std::string_view tool);

  /// Opens an existing state. Missing: an Error whose hint is `compliance init`. Damaged, of a newer version, readable
  /// by others: EnvironmentError that names the file; nothing is recreated.
  /// `Access::write` takes the lock (held elsewhere: EnvironmentError), finishes or undoes what a killed run left (see
  /// `begin`), and brings the outbox into the log. `Access::read` takes no lock and changes nothing.
  enum class Access { read, write };
  static Result<State> open(FileSystem& files, const std::string& folder, Access access, std::string_view now = {},
                            std::string_view tool = {});
  State(State&&) noexcept;
  ~State();

  const std::string& controller() const;
  std::string audit_folder() const;
  LogVerifier verifier() const;
  std::optional<Checkpoint> known_checkpoint() const;  // what state.db believes the log's head is

  /// Facts of earlier runs, for the guards.
  std::optional<std::string> last_policy_sha256(const std::string& policy_name) const;  // of the last finished run
  std::map<std::string, std::uint64_t> last_record_counts(const std::string& policy_name) const;  // per record type
  bool plan_was_applied(const std::string& plan_sha256) const;
  std::optional<std::string> last_time() const;  // of the last audit entry, RFC 3339 UTC
  bool destruction_is_off() const;               // the kill switch: a file `destructive-off` in the state folder

  /// A plan was written (`--plan`): one entry.
  void record_plan(const RunSubject& subject, const std::map<std::string, std::uint64_t>& counts, std::string_view now,
                   std::string_view tool);

  /// A run in three steps; each is one transaction with its audit entry, published before the call returns.
  ///   begin      before the first output byte; remembers where the output is prepared and where it will stand.
  ///   committed  the prepared output is complete and synced, but not yet renamed. From here a crash is rolled forward.
  ///   done       the output stands at its place.
  /// What `open(write)` finds of a killed run: begun → the prepared output is removed and the run aborted (its entry:
  /// `*.abort`); committed → the rename is finished, if it had not happened, and the run done.
  std::string begin(const RunSubject& subject, const std::string& prepared, const std::string& final_place,
                    std::string_view now, std::string_view tool);  // the id of the operation
  void committed(const std::string& operation, const std::map<std::string, std::uint64_t>& counts,
                 const std::map<std::string, std::uint64_t>& record_counts, std::string_view now, std::string_view tool);
  void done(const std::string& operation);
  void abort(const std::string& operation, std::string_view now, std::string_view tool);

 private:
  struct Parts;
  explicit State(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace compliance
