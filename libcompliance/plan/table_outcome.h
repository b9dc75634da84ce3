// SPDX-License-Identifier: Apache-2.0
// What became of the records of one table, in numbers.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>

#include "libcompliance/plan/judgement.h"

namespace compliance {

/// How the records of one table came out. Every record is counted once under `kept` to `reduced`.
struct TableOutcome {
  std::uint64_t kept = 0;       // untouched, and nothing to say about it
  std::uint64_t undecided = 0;  // untouched: something is not known
  std::uint64_t unfounded = 0;  // untouched: some cell has no purpose
  std::uint64_t removed = 0;
  std::uint64_t stubs = 0;
  std::uint64_t reduced = 0;
  std::uint64_t early = 0;      // of those that go: before they are due, by look-ahead
  std::uint64_t over = 0;       // of those that go: past the maximum of a ceiling
  int longest_over = 0;         // days
  int longest_early = 0;        // days
  std::uint64_t to_review = 0;  // kept, but somebody should ask why
  /// Of the kept ones: how many live for which keepers (bits), and when the first of them falls due.
  std::map<std::uint64_t, std::uint64_t> kept_for = {};
  std::uint64_t kept_open = 0;  // without an end that is known yet
  /// Of all records: how many a keeper of the state keeps, by its number in Concerns::keepers; and how many of them
  /// hold cells that would be due without it.
  std::map<std::uint16_t, std::uint64_t> held_for = {};
  std::uint64_t held_back = 0;
  std::optional<Date> next_due = {};

  /// Counts a record. `state_keepers`: that keep it (Decision::state_keepers).
  void add(const RecordJudgement& judgement, std::span<const std::uint16_t> state_keepers, Date as_of);
};

}  // namespace compliance
