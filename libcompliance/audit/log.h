// SPDX-License-Identifier: Apache-2.0
// The audit log: a C2SP tlog-tiles folder with a signed checkpoint, verifiable with other people's code
// (compliance-audit-log(5), P9–P12). Publishing the checkpoint is the moment at which an entry exists.
//
// Design:
//   * Adding entries reads only the right edge of the tree: one unfinished tile a level and the last bundle.
//   * Nothing that the published checkpoint needs is ever changed in place. New files stand beside the old ones until
//     the new checkpoint is there; then the unfinished tiles that it made superfluous are removed. A crash leaves files
//     that no checkpoint needs; the next append overwrites or removes those in its way.
//   * The writer trusts the disk as little as the reader does: it refuses to extend a tree whose right edge is not what
//     the checkpoint signs, for that would sign the damage.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libcompliance/audit/note.h"
#include "libcompliance/base/finding.h"
#include "libcompliance/base/result.h"
#include "libcompliance/io/file_system.h"

namespace compliance {

/// The writer's side. One process at a time: the caller holds the state's lock.
class AuditLog {
 public:
  /// Makes `folder` with an empty tree and its signed checkpoint, the key file `key_file` (Go's note form, 0600) and
  /// the verifier `folder`/"verifier"; none of them may be there. `origin` must be a name for a log (is_log_name), or
  /// std::logic_error is thrown. Only `compliance init` calls this.
  static void create(FileSystem& files, const std::string& folder, const std::string& key_file,
                     std::string_view origin);

  /// Reads the key and the checkpoint and verifies it. A missing or unreadable checkpoint, or a key file that others
  /// may read, throws EnvironmentError: a log is never started anew by accident.
  static AuditLog open(FileSystem& files, const std::string& folder, const std::string& key_file);

  const Checkpoint& checkpoint() const { return checkpoint_; }

  /// Adds leaves at the end and publishes one checkpoint: entry bundles and tiles first (fsync of each and of their
  /// folders), `checkpoint` last (temporary name, fsync, rename, fsync of the folder). What a crash leaves beyond the
  /// signed size is overwritten next time. No leaves: nothing happens. A leaf is 1 to 4096 bytes, or std::logic_error
  /// is thrown. When this throws EnvironmentError, it may or may not have published: open the log again and look.
  void append(std::span<const std::string> leaves);

 private:
  AuditLog(FileSystem& files, std::string folder, LogSigner signer, Checkpoint checkpoint)
      : files_(&files), folder_(std::move(folder)), signer_(std::move(signer)), checkpoint_(std::move(checkpoint)) {}

  FileSystem* files_;
  std::string folder_;
  LogSigner signer_;
  Checkpoint checkpoint_;
};

/// The reader's side.
struct LogReport {
  Checkpoint checkpoint = {};
  std::vector<Finding> findings = {};      // empty: the log verifies
  std::optional<std::uint64_t> first_bad;  // the first entry that is not what was signed, where that can be told
};

/// Recomputes the root from the entries, and checks every tile and the form of every entry. `kept`: checkpoints (signed
/// notes) kept elsewhere, each with the name of its file; each must be a prefix of this log. `known`: what the state
/// says. A log whose checkpoint cannot be read at all is an Error. Memory does not grow with the log, but for 32 bytes
/// an operation that was begun and never ended.
///
/// The codes of the findings, all of severity `error` but the last one's:
///   audit.bad_signature   a checkpoint is not signed by this log's key, or was changed
///   audit.missing         a bundle or tile is not there, or is no file
///   audit.cut             it ends before its last entry or hash
///   audit.extended        it goes on after its last entry or hash
///   audit.entry_changed   an entry is not the one that was signed
///   audit.tile_changed    a tile does not hold the hashes of the entries
///   audit.root_differs    entries and tiles do not lead to the signed root: both were changed
///   audit.rolled_back     a kept or known checkpoint is longer than the log
///   audit.rewritten       a kept or known checkpoint is not a prefix of the log
///   audit.bad_form        an entry was signed that is not in its canonical form
///   audit.bad_order       an entry says another number than its place, or an earlier time than the one before it
///   audit.bad_run         a run ends that had not begun
///   audit.unfinished_run  a run has begun and not ended, and others came after it
Result<LogReport> verify_log(FileSystem& files, const std::string& folder, const LogVerifier& verifier,
                             std::span<const std::pair<std::string, std::string>> kept = {},
                             const std::optional<Checkpoint>& known = {});

/// The leaves `from` (inclusive) to `to` (exclusive) as stored and not verified; an Error names the file that cannot be
/// read, or says that the log is shorter.
Result<std::vector<std::string>> read_leaves(FileSystem& files, const std::string& folder, std::uint64_t from,
                                             std::uint64_t to);

}  // namespace compliance
