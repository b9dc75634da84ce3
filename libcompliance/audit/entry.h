// SPDX-License-Identifier: Apache-2.0
// One entry of the audit log (compliance-audit-log(5)). There is no field that could hold free text, a path or a cell:
// file names, reasons and names of people cannot get into the log, because there is nowhere to put them (P11, A15).

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libcompliance/base/result.h"

namespace compliance {

/// What was done. A run that writes has a begin before the first output byte and a commit or abort after it.
enum class Act {
  init,
  plan,
  retain_begin,
  retain_commit,
  retain_abort,
  apply_begin,
  apply_commit,
  apply_abort,
  hold_add,
  hold_release,  // shares its operation with the hold_add
  cancellation_add,
  explain,
  request_add,  // all entries about one request share its operation
  request_verify,
  request_decide,
  request_extend,
  request_refuse,
  request_cancel,
  request_fulfil,
  request_close,
  request_letter,
  consent_add,
  recipient_told,
  breach_add,
  breach_close,  // shares its operation with the breach_add
};

/// Who started it: by hand at a terminal, or a scheduled job.
enum class By { cli, timer };

/// `seq` and counts go up to 2^53−1, so that every JSON reader takes them for what they are.
struct AuditEntry {
  std::uint64_t seq = 0;         // the index in the tree, from 0; the authority on order
  std::string time = {};         // RFC 3339, UTC, seconds: "2026-11-21T20:03:00Z"
  bool clock_went_back = false;  // the time lies before the previous entry's
  Act act = Act::init;
  By by = By::cli;
  std::string id = {};             // 32 hex digits, random, of this entry
  std::string op = {};             // 32 hex digits, random, shared by the entries of one operation
  std::string policy_digest = {};  // base64url SHA-256 of the policy; empty: null
  std::string plan_digest = {};    // base64url HMAC of the plan under a key that the state keeps; empty: null
  std::string as_of = {};          // YYYY-MM-DD; empty: null
  std::string request = {};        // "R-2026-000001", or a breach, "B-2026-000001"; else empty
  std::string tenant = {};         // whose rows the run saw: a name of the policy; empty: of nobody in particular
  std::vector<std::pair<std::string, std::uint64_t>> counts = {};  // keys [a-z_]{1,32}, unique, in any order
  std::string tool = {};  // version of the program: [0-9A-Za-z.~-]{1,32}, a digit first

  friend bool operator==(const AuditEntry&, const AuditEntry&) = default;
};

/// The longest leaf.
inline constexpr std::size_t max_leaf_size = 4096;

/// The entry as one line of restricted RFC 8785 JSON without a line feed. Throws std::logic_error when a field does not
/// have its form or the line would pass 4096 bytes: that is a mistake in the program, never in the input.
std::string to_leaf(const AuditEntry& entry);

/// Reads a leaf back, with the counts sorted by key; every deviation from the canonical form is an Error.
Result<AuditEntry> parse_leaf(std::string_view leaf);

std::string_view to_string(Act act);  // "retain.commit"

}  // namespace compliance
