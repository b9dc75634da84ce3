// SPDX-License-Identifier: Apache-2.0
// Signed notes (C2SP signed-note, tlog-checkpoint): the few lines in which a log says how long it is and what its root
// is, and the keys that sign them, in the text forms of Go's sumdb/note, so that other people's tools take them.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libcompliance/base/result.h"
#include "libcompliance/crypto/crypto.h"

namespace compliance {

/// Whether a log may sign under this name: 1 to 200 printable ASCII characters without space and "+". By convention
/// the name is a URL without a scheme: "acme.example/dpo/audit".
bool is_log_name(std::string_view name);

/// The name that a log signs under, and its public key. In text: "name+keyid+base64" (Go's note form).
struct LogVerifier {
  std::string name;
  PublicKey key;
  static Result<LogVerifier> parse(std::string_view text);  // one line feed at the end is fine
  std::string text() const;

  friend bool operator==(const LogVerifier&, const LogVerifier&) = default;
};

/// The same with the secret key: "PRIVATE+KEY+name+keyid+base64".
struct LogSigner {
  std::string name;
  SecretKey key;
  static Result<LogSigner> parse(std::string_view text);  // one line feed at the end is fine
  std::string text() const;                               // the caller wipes it
  LogVerifier verifier() const { return {name, public_key_of(key)}; }
};

/// What a checkpoint says: the log `origin` has `size` entries and this root.
struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root{};
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// The longest note that is read, in bytes.
inline constexpr std::uint64_t max_note_size = 64 * 1024;

/// The signed note of a checkpoint. Its origin is the signer's name.
std::string sign_checkpoint(std::uint64_t size, const Digest& root, const LogSigner& signer);

/// Opens a signed note and demands a valid signature of `verifier` and its name as the origin; unknown signatures are
/// ignored (key rotation, witnesses), a wrong one of a known key is an error. Exactly three lines, at most 16
/// signatures, one text for one value: anything else is an Error with its line in `source`.
Result<Checkpoint> open_checkpoint(std::string_view note, const LogVerifier& verifier, std::string_view source);

/// The same without looking at the signatures, for readers that only need to know how long the log says it is.
Result<Checkpoint> read_checkpoint(std::string_view note, std::string_view source);

}  // namespace compliance
