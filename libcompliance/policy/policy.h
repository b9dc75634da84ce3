// SPDX-License-Identifier: Apache-2.0
// A policy as written, with every name resolved (compliance-policy(5) is the law of the language). Immutable after
// reading; records, moments and keepers refer to each other by index.

#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/local_text.h"
#include "libcompliance/base/result.h"
#include "libcompliance/calendar/period.h"
#include "libcompliance/calendar/zone.h"
#include "libcompliance/law/law.h"
#include "libcompliance/model/category.h"
#include "libcompliance/model/vocabulary.h"
#include "libcompliance/policy/field_ref.h"
#include "libcompliance/policy/statement.h"

namespace compliance {

enum class FieldType { text, date, word };

struct Field {
  std::string name = {};
  const Category* category = nullptr;
  FieldType type = FieldType::text;
  std::vector<std::string> values = {};  // of type word
  std::optional<Identifies> identifies = {};
  bool free_text = false;
  std::optional<Period> review_after = {};
  bool mandatory = false;                          // without it there is no contract (Art. 13(2)(e); SI-32)
  std::vector<Provenance> provenance = {};         // its own, or else its record's
  std::vector<std::size_t> sources = {};           // of third_party and public: indices into Statement::sources
  std::vector<std::size_t> derived_from = {};      // fields of this record
  std::optional<std::string> about = {};           // whose it is, when not the record's: sender, organiser
  std::vector<std::string> may_name = {};          // of free text: who else may stand in it
  bool is_file = false;                            // a path; the file goes with its last reference (SI-31, SI-72)
  bool open_category = false;                      // "and other such data": what it holds is not enumerated (ST-06)
  std::optional<std::string> special_ground = {};  // why a special category may be kept (Art. 9(2), 10, 87)
  Place place = {};
};

/// True when the field holds one of the words.
struct Condition {
  FieldRef field = {};
  std::vector<std::int16_t> words = {};  // indices into the field's values
  Place place = {};
};

struct RecordType {
  std::string name = {};
  RecordKind is = RecordKind::person;
  std::optional<std::size_t> belongs_to = {};
  std::optional<Condition> sole_trader_when = {};
  /// The date field that says since when the record is there: whether it is somebody who was erased, or a new relation.
  std::optional<std::size_t> created = {};
  std::vector<Field> fields = {};
  LocalText subjects = {};  // whom it is about, in words (Art. 30(1)(c)); may be empty
  Role role = Role::controller;
  std::optional<std::string> anonymise = {};  // when due: the recipe; absent: erase
  std::optional<std::size_t> copies = {};     // the record type of which it holds earlier versions
  bool examples_only = false;                 // the statement gives examples of its fields, not the list
  Place place = {};

  std::optional<std::size_t> find_field(std::string_view field_name) const;
};

struct Moment {
  /// `several`: the policy combines moments without saying how. `check` reports it; nothing is decided with it.
  enum class Kind { date, latest, earliest, several };
  std::string name = {};
  std::size_t of = 0;  // record type
  Kind kind = Kind::date;
  // Kind::date: fields of the record type.
  std::size_t date = 0;
  std::optional<Condition> not_yet_when = {};
  std::optional<std::size_t> not_before = {};
  std::optional<std::size_t> resumed_on = {};
  // The others: moments that stand before this one in Policy::moments; of this record type, of one that it belongs to,
  // or of one that belongs to it. Of the last, those of all linked records count.
  std::vector<std::size_t> moments = {};
  std::optional<LocalText> title = {};
  Place place = {};
};

/// The calendar's year.
inline constexpr std::chrono::month_day calendar_year_ends{std::chrono::December, std::chrono::day{31}};

struct Clock {
  Period period = {};
  std::size_t after = 0;  // moment
  Counted counted = Counted::from_day;
  std::chrono::month_day year_ends = calendar_year_ends;  // unless counted from the day
};

/// A `keep` as written. What is missing is a gap that `check` reports; nothing is decided with it.
struct Keep {
  std::optional<Period> period = {};
  std::optional<std::size_t> after = {};  // moment
  Counted counted = Counted::from_day;
  std::chrono::month_day year_ends = calendar_year_ends;  // unless counted from the day
};

struct Ceiling {
  std::vector<std::size_t> covers = {};  // record types
  Period at_most = {};
  std::size_t after = 0;  // moment
  Place place = {};
};

inline constexpr std::array<std::string_view, 3> keeper_kind_words{"duty", "instruction", "purpose"};

/// A duty, a purpose, or the documented instruction of a customer (of processor records): what keeps cells alive.
struct Keeper {
  enum class Kind { duty, instruction, purpose };
  Kind kind = Kind::purpose;
  std::string name = {};
  std::optional<Condition> applies_when = {};
  std::vector<FieldRef> covers = {};          // none: a gap, the promise does not say which data it needs
  std::optional<std::size_t> use_until = {};  // moment
  std::optional<Keep> keep = {};              // absent: as long as use_until; neither: a gap, like a `keep` that lacks
                                              // something
  std::optional<LocalText> title = {};
  // Purposes.
  std::vector<Basis> bases = {};  // one, or check asks which of them counts (SF-16)
  std::optional<LocalText> interest = {};
  std::optional<Reference> assessment = {};
  MessageKind message = MessageKind::service;
  std::vector<std::string> channels = {};
  std::vector<std::string> topics = {};  // of which a person may refuse one and take another (ST-23)
  std::optional<ConsentMethod> consent = {};
  std::optional<std::string> consent_evidence = {};
  std::optional<Date> from = {};                  // since when there is this purpose (SE-49)
  std::vector<std::size_t> compatible_with = {};  // keepers for which its data were collected (Art. 6(4))
  // Instructions.
  std::vector<std::size_t> tenants = {};        // indices into Statement::tenants
  std::optional<std::string> instruction = {};  // its reference
  // Duties; and purposes that rest on a law.
  std::string law = {};                      // with `from`: its citation
  const StatutoryDuty* statutory = nullptr;  // that `from` names; law, period and counting come from there
  /// A record type. Covered cells of records above it live by the latest of its records that belong to them. The
  /// moment of `keep` is then one of this record type.
  std::optional<std::size_t> via = {};
  Place place = {};

  /// The clock that ends storage. None when the policy does not say it: `check` reports that, and no command decides
  /// with such a policy.
  std::optional<Clock> storage() const;
};

struct Cadence {
  Period every = {};
  std::optional<Period> look_ahead = {};
  Place place = {};
};

struct Limits {
  double affected_share = 0.05;
  std::uint64_t affected_minimum = 10;
  Period export_age = {0, 7};
  Period plan_age = {0, 30};
};

struct Policy {
  std::string name = {};
  std::string source = {};  // the file that it was read from
  LocalText title = {};
  std::optional<Zone> zone = {};  // always set after reading
  std::chrono::month_day book_year_ends = calendar_year_ends;
  std::string controller = {};
  Statement statement = {};
  std::vector<RecordType> records = {};
  std::vector<Moment> moments = {};
  std::vector<Ceiling> ceilings = {};
  // Duties first, then instructions, then purposes: the order in which a verdict names them.
  std::vector<Keeper> keepers = {};
  std::vector<std::string> roles = {};
  std::vector<std::string> service = {};
  bool four_eyes = false;                   // who applies a plan is not who made it
  std::optional<std::string> secrecy = {};  // where those roles are bound to secrecy (SF-23)
  std::optional<Cadence> cadence = {};
  Limits limits = {};

  std::optional<std::size_t> find_record(std::string_view record_name) const;
  const Field& field(FieldRef ref) const { return records[ref.record].fields[ref.field]; }
  std::string name_of(FieldRef ref) const;  // "contact.email"

  /// The record types whose moments count for records above them: collected by a moment, or by a duty `via` them.
  std::vector<std::size_t> collected_from() const;

  /// How many links lead from `record` up to `ancestor` (0: the same), or none.
  std::optional<std::size_t> steps_up(std::size_t record, std::size_t ancestor) const;
};

/// Leaves instructions that others than this tenant have given without cells: nobody but a controller decides why its
/// records are kept (Art. 28(3)(a), SI-01).
void keep_to_tenant(Policy& policy, std::string_view tenant);

/// Whether people have the right to take their data along: it exists where something rests on consent or a contract
/// (Art. 20(1)(a), L-6r). False only when every purpose says what it rests on, and none on either.
bool portability_applies(const Policy& policy);

inline constexpr std::size_t most_keepers = 64;      // a verdict holds the keepers of a cell as bits
inline constexpr std::size_t most_moment_depth = 8;  // a moment of moments of …, and a date at last

/// Reads and resolves a policy. Errors have a place; every name that is not known has a suggestion. Refused besides
/// wrong shapes: a moment or a condition that the covered record cannot reach by its links, a chain of belongs_to or of
/// moments that runs in a circle, moments that are nested too deep, more than 64 keepers.
Result<Policy> read_policy(std::string_view bytes, std::string_view source);

}  // namespace compliance
