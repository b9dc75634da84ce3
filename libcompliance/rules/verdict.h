// SPDX-License-Identifier: Apache-2.0
// The one function that every command is a view of: what a cell lives for, and until when (compliance-verdict(7)).
// Pure: no files, no clock. A policy is compiled once a record type into a small table; deciding a record touches that
// table and the moments of the records that it belongs to, and allocates nothing.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "libcompliance/calendar/date.h"
#include "libcompliance/model/moment_value.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// What is known of one record on the way up from a decided record (0: itself). Holds the values of its own record type
/// only, in the order of CompiledPolicy::moments_of and conditions_of.
struct Standing {
  enum class Link : std::uint8_t { present, none, broken };
  Link link = Link::present;
  Spot spot = {};  // of the link that is broken
  std::span<const MomentValue> moments = {};
  std::span<const Truth> conditions = {};
};

/// One way up: the record itself, the record that it belongs to, and so on to the top. A record that belongs to several
/// has several.
using Path = std::span<const Standing>;

/// What one keeper does for a record.
struct KeeperState {
  /// In the order in which they win when a record has several paths: a cell lives while it lives for any of them.
  enum class Life : std::uint8_t { not_applicable, ended, unknown, alive };
  static constexpr std::uint16_t no_ceiling = UINT16_MAX;

  Life life = Life::not_applicable;
  bool open = false;                   // alive without an end that is known yet
  bool early = false;                  // ended by look-ahead: `last_day` has not passed
  Unknown why = Unknown::no_date;      // when unknown
  std::uint16_t ceiling = no_ceiling;  // which ceiling set `last_day`, if one did
  Spot spot = {};                      // of the value that decided
  Date last_day = {};                  // when ended, or alive and not open
  MomentValue use = {};                // the end of use: a day, not yet (open), unknown, or none (does not apply)
};

enum class VerdictKind : std::uint8_t { keep, undecided, due, unfounded };
inline constexpr std::array<std::string_view, 4> verdict_words{"keep", "undecided", "due", "unfounded"};

/// What becomes of the cells of one field group.
struct Verdict {
  VerdictKind kind = VerdictKind::unfounded;
  std::uint64_t keepers = 0;       // keep: those that are alive; undecided: that may be; due: that have ended
  bool open = false;               // keep: until something happens
  bool early = false;              // due by look-ahead: `last_day` has not passed
  bool at_ceiling = false;         // due: a ceiling set the last day, so a later day is over the maximum
  Unknown why = Unknown::no_date;  // undecided
  Spot spot = {};                  // undecided: where to look
  Date last_day = {};              // keep, not open: the last day; due: what was the last day
};

/// The fields of a record type that the same keepers cover.
struct FieldGroup {
  std::uint64_t keepers = 0;  // bits: indices into Policy::keepers
  std::vector<std::size_t> fields = {};
};

class CompiledPolicy;

/// The table for one record type.
class RecordRules {
 public:
  std::span<const FieldGroup> groups() const { return groups_; }
  std::size_t group_of(std::size_t field) const { return group_of_field_[field]; }
  /// The record types on the way up, itself first.
  std::span<const std::size_t> chain() const { return chain_; }
  std::span<const std::size_t> ceilings() const { return ceilings_; }
  /// All keepers that cover any field, as bits.
  std::uint64_t keepers() const { return keepers_; }
  /// Whether some moment or condition of the policy reads the field. Such a cell is what other verdicts are computed
  /// from: as long as anything lives that depends on it, erasing it would change those verdicts behind their back.
  bool is_read_by_clocks(std::size_t field) const { return read_by_clocks_[field]; }
  /// Which records of a path these keepers read to decide a record of this type, as bits: 0 is itself, 1 the record
  /// that it belongs to, and so on.
  std::uint64_t read_by(std::uint64_t keepers) const;

 private:
  friend class CompiledPolicy;
  friend class Decision;
  std::vector<FieldGroup> groups_;
  std::vector<std::size_t> group_of_field_;
  std::vector<std::size_t> chain_;
  std::vector<std::size_t> ceilings_;
  std::vector<bool> read_by_clocks_;
  std::vector<std::uint64_t> read_by_keeper_;
  std::uint64_t keepers_ = 0;
};

/// A policy with its tables. Refers to the policy, which must outlive it.
class CompiledPolicy {
 public:
  explicit CompiledPolicy(const Policy& policy);

  const Policy& policy() const { return *policy_; }
  const RecordRules& of(std::size_t record) const { return records_[record]; }
  /// The moments of kind `date` of a record type: indices into Policy::moments.
  std::span<const std::size_t> moments_of(std::size_t record) const { return moments_of_[record]; }
  /// The conditions on a record type that purposes and duties ask, each once: indices into `conditions`.
  std::span<const std::size_t> conditions_of(std::size_t record) const { return conditions_of_[record]; }
  std::span<const Condition> conditions() const { return conditions_; }

 private:
  friend class Decision;
  static std::uint64_t records_read(const Policy& policy, std::size_t record, const RecordRules& rules,
                                    const Keeper& keeper);
  const Policy* policy_;
  std::vector<RecordRules> records_;
  std::vector<Condition> conditions_;
  std::vector<std::optional<std::size_t>> condition_of_keeper_;
  std::vector<std::vector<std::size_t>> moments_of_, conditions_of_;  // by record type
  std::vector<std::size_t> moment_slot_, condition_slot_;             // where in those
};

/// Decides records one after another. Reused, so that nothing is allocated per record.
class Decision {
 public:
  /// `look_ahead`: ceilings whose moment has happened and whose last day lies before `as_of` + `look_ahead` count as
  /// passed (RF-15, TC-35).
  Decision(const CompiledPolicy& policy, Date as_of, std::optional<Period> look_ahead);

  /// Starts a record of that type.
  void start(std::size_t record);
  /// Adds one of its paths. A record has at least one. Returns the keepers that live, or may live, by way of this path.
  std::uint64_t add(Path path);
  /// The verdicts of the record, one a group, after all its paths. Valid until `start`.
  std::span<const Verdict> verdicts();

  /// The states behind them, indexed like Policy::keepers.
  std::span<const KeeperState> keepers() const { return states_; }
  Date as_of() const { return as_of_; }

 private:
  KeeperState judge(std::size_t keeper, Path path) const;
  void cut(KeeperState& state, Path path) const;
  MomentValue moment_at(std::size_t moment, Path path) const;
  Verdict combine(std::uint64_t keepers) const;

  const CompiledPolicy* policy_;
  Date as_of_;
  std::optional<Date> next_run_;
  const RecordRules* rules_ = nullptr;
  std::size_t record_ = 0;
  std::vector<KeeperState> states_;
  std::vector<Verdict> verdicts_;
};

}  // namespace compliance
