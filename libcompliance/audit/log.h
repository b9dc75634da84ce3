// SPDX-License-Identifier: Apache-2.0
// The audit log: a C2SP tlog-tiles folder with a signed checkpoint, verifiable with other people's code
// (compliance-audit-log(5), P9–P12). Publishing the checkpoint is the moment at which an entry exists.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/base/result.h"
#include "libcompliance/crypto/crypto.h"
#include "libcompliance/io/file_system.h"

namespace compliance {

/// The name that a log signs under, and the parts of its key. In text: "name+keyid+base64" (Go's note format).
struct LogVerifier {
  std::string name;
  PublicKey key;
  static Result<LogVerifier> parse(std::string_view text);
  std::string text() const;
};

/// What a checkpoint says: the log `origin` has `size` entries and this root.
struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root{};
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// Opens a signed note and demands a valid signature of `verifier`; unknown signatures are ignored (key rotation,
/// witnesses), a wrong one of a known key is an error.
Result<Checkpoint> open_checkpoint(std::string_view note, const LogVerifier& verifier, std::string_view source);

/// The writer's side. One process at a time: the caller holds the state's lock.
class AuditLog {
 public:
  /// Makes `folder` with an empty tree and its signed checkpoint, the key file `key_file` (Go's note form, 0600) and
  /// the verifier `folder`/"verifier". Only `compliance init` calls this.
  static void create(FileSystem& files, const std::string& folder, const std::string& key_file, std::string_view origin);

  /// Reads the key and the checkpoint and verifies it. A missing or unreadable checkpoint, or a key file that others
  /// may read, throws EnvironmentError: a log is never started anew by accident.
  static AuditLog open(FileSystem& files, const std::string& folder, const std::string& key_file);

  const Checkpoint& checkpoint() const { return checkpoint_; }

  /// Adds leaves at the end and publishes one checkpoint: entry bundles and tiles first (temporary name, fsync, rename,
  /// fsync of the folder), `checkpoint` last. What a crash leaves beyond the signed size is overwritten next time.
  void append(std::span<const std::string> leaves);

 private:
  AuditLog(FileSystem& files, std::string folder, std::string origin, SecretKey key, Checkpoint checkpoint);
  FileSystem* files_;
  std::string folder_;
  SecretKey key_;
  Checkpoint checkpoint_;
};

/// The reader's side. Recomputes the root from the entries, and checks every tile and the form of every entry.
struct LogReport {
  Checkpoint checkpoint = {};
  std::vector<Finding> findings = {};       // empty: the log verifies
  std::optional<std::uint64_t> first_bad;   // the first entry that is not what was signed, where that can be told
};

/// `kept`: checkpoints (signed notes) kept elsewhere; each must be a prefix of this log. `known`: what the state says.
/// A log that cannot be read at all is an Error.
Result<LogReport> verify_log(FileSystem& files, const std::string& folder, const LogVerifier& verifier,
                             std::span<const std::pair<std::string, std::string>> kept = {},
                             const std::optional<Checkpoint>& known = {});

/// The leaves `from` (inclusive) to `to` (exclusive) as stored; an Error names the bundle that cannot be read.
Result<std::vector<std::string>> read_leaves(FileSystem& files, const std::string& folder, std::uint64_t from,
                                             std::uint64_t to);

}  // namespace compliance
