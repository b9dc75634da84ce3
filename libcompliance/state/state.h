// SPDX-License-Identifier: Apache-2.0
// What the toolkit remembers between runs, in one folder that `compliance init` alone creates:
//
//   state.db           runs, counts, holds, requests and what they order, what work lists asked for, and the outbox of
//   the
//                      audit log (SQLite; TRUNCATE, EXTRA, secure_delete)
//   audit/             the audit log (tlog-tiles)
//   keys/audit.key     the log's signing key
//   keys/index.key     the key of all fingerprints, outside of state.db, so that a stolen database alone does not let
//                      anybody try a list of addresses on it (TC-125)
//   lock               held by every run that writes
//   destructive-off    the kill switch: while anything stands here, nothing is removed
//
// Folders are 0700, files 0600. No table holds a cell: people and records stand in it as fingerprints.
//
// Design:
//   * A change of state and its audit entry are written in one transaction. The entry is brought into the log after
//     that, and at the next opening if a crash came between; each exactly once (A11). The log's checkpoint is never
//     ahead of what the database has written, and both are equal after every call that returned. If they do not belong
//     together, nothing is written any more: a new log, or a log with a gap, would hide what happened (A12).
//   * Everything that writes holds the lock as long as the State lives, so that two runs cannot apply one plan twice
//     (C01). Readers take no lock: SQLite shows them the last committed state.
//   * Output is never half there. The journal of a run is its row in the database: where the output is prepared and
//     where it will stand, and how far the run came. Both places are forgotten when the run has ended.
//   * A call that throws EnvironmentError may have written its transaction and failed to publish it. The State is to be
//     given up; the next `open(write)` finishes the work.
//   * `files` must see the operating system's files, because SQLite opens state.db by itself; a wrapper may let calls
//     fail.
//   * A state of version 1, which knew no holds and had no index.key, or of version 2, which knew no requests, is
//   brought
//     up to date by the first opening for writing; until then a reader sees one without them.
//   * Whatever can change a verdict (a hold, a cancellation) makes `version` grow, so that a plan can be told from one
//     that was made before.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/audit/entry.h"
#include "libcompliance/audit/log.h"
#include "libcompliance/base/result.h"
#include "libcompliance/crypto/crypto.h"
#include "libcompliance/io/file_system.h"
#include "libcompliance/state/asked.h"
#include "libcompliance/state/requests.h"
#include "libcompliance/state/standing_orders.h"

namespace compliance {

/// What a run is about. The same words go into the audit entries.
struct RunSubject {
  enum class Command { retain, apply };
  Command command = Command::retain;
  By by = By::cli;
  std::string policy_name = {};
  std::string policy_sha256 = {};  // hex; empty: none
  std::string plan_sha256 = {};    // hex, of the plan's bytes; empty: none
  std::string as_of = {};          // YYYY-MM-DD
  std::string tenant = {};         // whose rows it saw; empty: the export knows no tenants (SI-01)
  /// The Unix user number of who runs it, for four eyes. Kept in state.db, never in the log.
  std::optional<std::uint32_t> operator_id = {};
};

/// What `open(write)` did about a run that was killed, to be told to the user.
struct RecoveredRun {
  /// `undone`: begun and no more; what was prepared is removed. `finished`: the output now stands at its place.
  /// `lost`: committed, but neither the prepared output nor the place is there any more. Somebody removed it; the run
  /// does not count as finished, and its plan can be applied again.
  enum class Outcome { undone, finished, lost };
  Outcome outcome;
  RunSubject::Command command;
  std::string final_place;
};

class State {
 public:
  /// Makes the folder and everything in it, with an `init` entry in the log. An existing folder, or an `origin` that is
  /// no name for a log (is_log_name), is an Error. Appears whole or not at all.
  static Result<void> create(FileSystem& files, const std::string& folder, std::string_view controller,
                             std::string_view origin, std::string_view now, By by, std::string_view tool);

  /// Opens an existing state. Missing: an Error whose hint is `compliance init`. Damaged, of a newer version, readable
  /// by others: EnvironmentError that names the file; nothing is recreated.
  /// `Access::write` takes the lock (held elsewhere: EnvironmentError), brings the outbox into the log, and finishes or
  /// undoes what a killed run left (see `begin`); it needs `now` and `tool`. `Access::read` takes no lock, changes
  /// nothing, works on a full or read-only disk, and does not look at the log.
  enum class Access { read, write };
  static Result<State> open(FileSystem& files, const std::string& folder, Access access, std::string_view now = {},
                            std::string_view tool = {});
  State(State&&) noexcept;
  ~State();

  const std::string& controller() const;
  std::string audit_folder() const;
  LogVerifier verifier() const;  // of the log; throws EnvironmentError when audit/verifier cannot be read

  /// What state.db believes the log's head is. A log that is shorter or has another root was changed.
  Checkpoint known_checkpoint() const;

  /// How many entries state.db has written, published or not. A log that is longer shows that state.db was restored
  /// from an older copy.
  std::uint64_t entry_count() const;

  /// What this opening did about killed runs, in their order.
  const std::vector<RecoveredRun>& recovered() const;

  /// Facts of earlier runs, for the guards. A run is finished when `done` was called, or when it was committed and
  /// recovered.
  std::optional<std::string> last_policy_sha256(const std::string& policy_name,
                                                const std::string& tenant = {}) const;  // of the last finished run
  std::map<std::string, std::uint64_t> last_record_counts(const std::string& policy_name,
                                                          const std::string& tenant = {}) const;  // per record type
  std::optional<std::string> last_as_of(const std::string& policy_name,
                                        const std::string& tenant = {}) const;  // YYYY-MM-DD
  bool plan_was_applied(const std::string& plan_sha256) const;  // finished, or committed and soon finished
  std::string last_time() const;                                // of the last audit entry, RFC 3339 UTC
  bool destruction_is_off() const;                              // the kill switch

  /// The operators who wrote that plan (`record_plan`), without repetition; none when nobody is known to have.
  std::vector<std::uint32_t> planned_by(const std::string& plan_sha256) const;

  /// When that plan was written last, RFC 3339 UTC. None: this state does not know.
  std::optional<std::string> planned_at(const std::string& plan_sha256) const;

  /// The key of fingerprints. EnvironmentError when it is missing, damaged or readable by others; a state of version 1
  /// has none, nor anything that would need it.
  SecretKey index_key() const;

  /// Whether it knows orders at all: one of version 1 that is open for reading does not.
  bool knows_orders() const;

  /// Grows with every change that bears on verdicts; from 0.
  std::uint64_t version() const;

  /// The holds that stand and the cancellations, as far as they count for a run of that policy and tenant
  /// (standing_orders.h), in the order in which they were made.
  StandingOrders standing_orders(const std::string& policy_name, const std::string& tenant = {}) const;

  /// What has changed for such runs since the state had that version, in order: why a plan is stale (TC-63).
  std::vector<OrderChange> changes_since(std::uint64_t version, const std::string& policy_name,
                                         const std::string& tenant = {}) const;

  /// All holds, released ones too, in the order in which they were placed.
  std::vector<Hold> holds() const;

  /// Places a hold; its name is the result ("hold-3"). std::logic_error for one without matter, owner or scope: who
  /// asks for it is told before (TC-65).
  std::string add_hold(const NewHold& hold, By by, std::string_view now, std::string_view tool);

  /// Releases a hold. One that is not there, or is released already, is an Error.
  Result<void> release_hold(const std::string& name, By by, std::string_view now, std::string_view tool);

  void add_cancellation(const CancellationOrder& cancellation, By by, std::string_view now, std::string_view tool);

  /// The register of requests, closed ones too, in the order of their names. By one name: an Error when there is none.
  std::vector<Request> requests() const;
  Result<Request> find_request(const std::string& name) const;

  /// Registers what came in one letter, with what each request orders at once; their names. `linked_to`: a request that
  /// is there, of the same letter; else empty.
  std::vector<std::string> add_requests(const std::vector<RequestToAdd>& letter, const std::string& linked_to, By by,
                                        std::string_view now, std::string_view tool);

  /// The next step of a request as this State holds it, which must be allowed (may_follow), with all that it orders
  /// from now on, and more by which the person is recognised. `recorded_at` is set here.
  void add_step(const Request& request, const RequestStep& step, const RequestOrders& orders,
                const std::vector<SubjectMark>& more, By by, std::string_view now, std::string_view tool);

  /// Notes in the log that a letter about the request is being delivered; nothing of it is kept.
  void record_letter(const Request& request, By by, std::string_view now, std::string_view tool);

  /// Adds those that are not there yet; how many.
  std::uint64_t add_consent(const std::vector<ConsentEvent>& events, By by, std::string_view now,
                            std::string_view tool);
  std::vector<ConsentEvent> consent_events(const std::string& policy_name, const std::string& tenant = {}) const;

  /// The register of breaches, likewise. Closing needs an end that may_close allows.
  std::vector<Breach> breaches() const;
  Result<Breach> find_breach(const std::string& name) const;
  std::string add_breach(const NewBreach& breach, By by, std::string_view now, std::string_view tool);
  void close_breach(const Breach& breach, const BreachEnd& end, By by, std::string_view now, std::string_view tool);

  /// What work lists for that policy, tenant and export asked for and no later export has shown to be done.
  void outstanding(const std::string& policy_name, const std::string& tenant, const std::string& export_name,
                   const std::function<void(const Outstanding&)>& use) const;

  /// Values of so many records were shown to somebody (`explain --show-values`): one entry.
  void record_shown(const RunSubject& subject, std::uint64_t records, std::string_view now, std::string_view tool);

  /// A plan was written (`--plan`): one entry.
  void record_plan(const RunSubject& subject, const std::map<std::string, std::uint64_t>& counts, std::string_view now,
                   std::string_view tool);

  /// A run in three steps; each is one transaction with its audit entry, published before the call returns.
  ///   begin      before the first output byte; remembers where the output is prepared (AtomicFolder::temporary) and
  ///              where it will stand. Relative paths are made absolute.
  ///   committed  the prepared output is complete and handed over (AtomicFolder::hand_over), but not yet renamed. From
  ///              here a crash is rolled forward. After a failure of this call the output must be left alone.
  ///   done       the output stands at its place.
  /// What `open(write)` finds of a killed run: begun → the prepared output is removed and the run aborted (its entry:
  /// `*.abort`); committed → the rename is finished, if it had not happened, and the run done.
  /// `abort` ends a run that was begun and not committed in the same way. A step out of order is std::logic_error.
  std::string begin(const RunSubject& subject, const std::string& prepared, const std::string& final_place,
                    std::string_view now, std::string_view tool);  // the id of the operation
  /// `news`: what the run's work lists ask for, and what it saw done.
  void committed(const std::string& operation, const std::map<std::string, std::uint64_t>& counts,
                 const std::map<std::string, std::uint64_t>& record_counts, std::string_view now, std::string_view tool,
                 const WorkListNews& news = {});
  void done(const std::string& operation);
  void abort(const std::string& operation, std::string_view now, std::string_view tool);

 private:
  struct Parts;
  explicit State(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace compliance
