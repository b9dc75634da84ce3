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
#include "libcompliance/rules/concerns.h"

namespace compliance {

/// What is known of one record on the way up from a decided record (0: itself). Holds the values of its own record type
/// only, in the order of CompiledPolicy::moments_of and conditions_of: what its own dates say, and what was collected
/// from the records that belong to it.
struct Standing {
  enum class Link : std::uint8_t { present, none, broken };
  Link link = Link::present;
  Spot spot = {};  // of the link that is broken
  std::span<const MomentValue> moments = {};
  std::span<const Truth> conditions = {};
  ConcernId concern = 0;
  bool is_sole_trader = false;  // known to be; an organisation that is itself a person
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
  bool cancelled = false;              // ended because the person wants so, or a consent is gone
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
  bool held = false;               // keep: a keeper of the state is alive (Decision::state_keepers names them)
  bool held_back = false;          // … and without it the cells would be due
  Unknown why = Unknown::no_date;  // undecided
  Spot spot = {};                  // undecided: where to look
  Date last_day = {};              // keep, not open: the last day; due: what was the last day
};

/// The fields of a record type that the same keepers cover, and that are about the same person.
struct FieldGroup {
  std::uint64_t keepers = 0;  // bits: indices into Policy::keepers
  /// Of other_roles: they are about the record's person, and about who has that role in it.
  std::optional<std::uint16_t> role = {};
  std::vector<std::size_t> fields = {};
};

/// Purposes and instructions, as bits: what a cancellation of everything ends.
std::uint64_t all_but_duties(const Policy& policy);

/// The last day of a clock that runs from `day`.
Date last_day_of(const Clock& clock, Date day);

class CompiledPolicy;

/// A moment with its parts sorted by where they are found.
struct MomentRule {
  std::size_t of = 0;  // record type
  Moment::Kind kind = Moment::Kind::date;
  std::vector<std::size_t> along = {};   // parts of the record itself, or of those on its way up
  std::vector<std::size_t> below = {};   // parts of records that belong to it, over any number of links
  std::optional<std::size_t> when = {};  // of `below`: only records count for which this condition holds
  std::vector<Clock> owed = {};          // of the duties that count from it, itself or by way of another
  bool collects = false;                 // it is made of some `below`, itself or by way of its parts
  bool can_move_on = false;              // … and it can come later when one of those records goes
  std::optional<std::size_t> slot = {};  // in Standing::moments: of a date, and of what is collected from `below`
};

/// That a moment of a record type counts for one of a record type above it.
struct Supply {
  std::size_t part = 0;
  std::size_t collector = 0;
};

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
  /// Of the keepers, as bits, those that read what is collected from records below the path.
  std::uint64_t collecting() const { return collecting_; }
  /// Of those, the ones that could live again when a record goes that they read: an `earliest`, or a ceiling.
  std::uint64_t can_revive() const { return can_revive_; }
  /// The moments that a keeper reads to decide a record of this type.
  std::span<const std::size_t> moments_read(std::size_t keeper) const { return rules_of_keepers_[keeper].moments; }
  /// What records of this type tell those above them.
  std::span<const Supply> supplies() const { return supplies_; }

 private:
  friend class CompiledPolicy;
  friend class Decision;
  static constexpr std::size_t not_above = SIZE_MAX;
  // What a keeper is for records of this type.
  struct KeeperRule {
    std::optional<Clock> clock = {};
    std::optional<std::size_t> condition = {};
    std::vector<std::size_t> moments = {};
    std::uint64_t read = 0;  // records of a path, as bits
  };
  std::vector<FieldGroup> groups_;
  std::vector<std::size_t> group_of_field_;
  std::vector<std::size_t> chain_;
  std::vector<std::size_t> depth_of_;  // by record type: where it stands in the chain, or `not_above`
  std::vector<std::size_t> ceilings_;
  std::vector<bool> read_by_clocks_;
  std::vector<KeeperRule> rules_of_keepers_;
  std::vector<Supply> supplies_;
  std::uint64_t keepers_ = 0;
  std::uint64_t collecting_ = 0;
  std::uint64_t can_revive_ = 0;
};

/// A policy with its tables. Refers to the policy, which must outlive it. One with gaps compiles too, so that `check`
/// can look at its groups; nothing may be decided with it.
class CompiledPolicy {
 public:
  explicit CompiledPolicy(const Policy& policy);

  const Policy& policy() const { return *policy_; }
  const RecordRules& of(std::size_t record) const { return records_[record]; }
  /// The moments of the policy, with the same indices; behind them those that `via` makes of duties.
  std::span<const MomentRule> moments() const { return moments_; }
  /// The moments of a record type that have a slot, in the order of their slots.
  std::span<const std::size_t> moments_of(std::size_t record) const { return moments_of_[record]; }
  /// The conditions on a record type that purposes and duties ask, each once: indices into `conditions`.
  std::span<const std::size_t> conditions_of(std::size_t record) const { return conditions_of_[record]; }
  std::span<const Condition> conditions() const { return conditions_; }

  /// The moment as seen from a record of type `record` at the bottom of `path`; none when no linked record has it.
  MomentValue moment_at(std::size_t moment, std::size_t record, Path path) const;
  /// Whether the condition holds on that path. None when no linked record has it.
  std::optional<Truth> condition_at(std::size_t condition, std::size_t record, Path path) const;
  /// What the record tells the collector of `supply`: its part, unless a condition keeps it out.
  MomentValue supplied_at(const Supply& supply, std::size_t record, Path path) const;
  /// Which records of a path the moment reads, as bits.
  std::uint64_t records_read(std::size_t moment, std::size_t record) const;
  /// How many links lead from `record` up to `ancestor`, which must be in its chain.
  std::size_t depth(std::size_t record, std::size_t ancestor) const { return records_[record].depth_of_[ancestor]; }

 private:
  friend class Decision;
  void gather_conditions();
  void gather_moments();
  std::size_t add_via_moment(const Keeper& keeper, std::size_t record);
  void give_slots();
  RecordRules compile_record(std::size_t record);
  RecordRules::KeeperRule compile_keeper(std::size_t keeper, std::size_t record, const RecordRules& rules);
  void group_fields(std::size_t record, RecordRules& rules) const;
  void find_clock_fields(std::size_t record, RecordRules& rules) const;
  void find_what_keepers_read(std::size_t record);

  const Policy* policy_;
  std::vector<RecordRules> records_;
  std::vector<Condition> conditions_;
  std::vector<std::optional<std::size_t>> condition_of_keeper_;
  std::vector<MomentRule> moments_;
  std::vector<std::vector<std::size_t>> moments_of_, conditions_of_;  // by record type
  std::vector<std::size_t> condition_slot_;                           // where in those
};

/// Decides records one after another. Reused, so that nothing is allocated per record.
class Decision {
 public:
  /// `look_ahead`: ceilings whose moment has happened and whose last day lies before `as_of` + `look_ahead` count as
  /// passed (RF-15, TC-35).
  /// `concerns`: what the Standing's numbers mean; null when the state adds nothing.
  Decision(const CompiledPolicy& policy, Date as_of, std::optional<Period> look_ahead,
           const Concerns* concerns = nullptr);

  /// Starts a record of that type.
  void start(std::size_t record);
  /// Adds one of its paths. A record has at least one. Returns the keepers that live, or may live, by way of this path.
  std::uint64_t add(Path path);
  /// The verdicts of the record, one a group, after all its paths. Valid until `start`.
  std::span<const Verdict> verdicts();

  /// The states behind them, indexed like Policy::keepers.
  std::span<const KeeperState> keepers() const { return states_; }
  /// The keepers of the state that keep the record, whatever the policy says: indices into Concerns::keepers,
  /// ascending.
  std::span<const std::uint16_t> state_keepers() const { return state_keepers_; }
  Date as_of() const { return as_of_; }

 private:
  KeeperState judge(std::size_t keeper, Path path) const;
  void cut(KeeperState& state, Path path) const;
  const Concern* heed(Path path);
  void cancel(KeeperState& state, std::size_t keeper, const Cancellation& cancellation) const;
  const std::vector<KeeperState>& states_of(const FieldGroup& group);
  std::optional<Date> unfounded_through(std::optional<std::uint16_t> role) const;
  Verdict combine(const FieldGroup& group);

  const CompiledPolicy* policy_;
  Date as_of_;
  std::optional<Date> next_run_;
  const Concerns* concerns_;
  const RecordRules* rules_ = nullptr;
  std::size_t record_ = 0;
  std::vector<KeeperState> states_;
  std::vector<KeeperState> states_in_role_;
  std::vector<std::uint16_t> state_keepers_;
  std::optional<Spot> may_be_kept_;     // by a keeper of the state, above the broken link that stands here
  const Concern* own_ = nullptr;        // of the record itself
  std::optional<Date> erased_through_;  // on all paths so far: the last day before cells without a keeper are due
  bool is_first_path_ = true;
  std::vector<Verdict> verdicts_;
};

}  // namespace compliance
