// SPDX-License-Identifier: Apache-2.0
// What the state adds to a policy for certain people and records (design, section 2): keepers that keep whole records
// (legal holds; requests that are open), and cancellations, which end purposes for one person (an erasure, an
// objection, a consent that is withdrawn). Which records they concern is somebody else's to find (ConcernFinder); what
// follows from it is decided here, without files or clock.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libcompliance/calendar/date.h"
#include "libcompliance/model/record_view.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

/// A keeper that the state adds. It keeps every cell of the records that it concerns, and of all that hang below them,
/// without an end, until it is released.
struct StateKeeper {
  std::string name = {};  // "hold:hold-1": what a verdict calls it
};

/// Some purposes have ended for the person whose cells these are. Duties and holds are never cancelled.
struct Cancellation {
  std::uint64_t keepers = 0;       // of the policy, as bits
  Date from = {};                  // the first day on which they keep nothing any more
  std::optional<Date> until = {};  // the last of those days; none: for good
  Ends ends = Ends::now;
  bool also_unfounded = false;  // cells that no keeper ever covered are due as well: an erasure (Art. 17(1)(d))
  /// Where the day on which the record was made should stand, if nobody knows whether this is the relation that was
  /// cancelled or a new one. What it would end is then unknown.
  std::optional<Spot> unsure = {};

  bool holds_on(Date day) const { return from <= day && (!until || day <= *until); }
  friend bool operator==(const Cancellation&, const Cancellation&) = default;
};

/// A person has a role in a record that is not his own: the sender of a message to somebody else. What is cancelled for
/// him ends for the cells of that role alone.
struct RoleCancellation {
  std::uint16_t role = 0;  // of other_roles of the record's type
  Cancellation cancellation = {};
  friend bool operator==(const RoleCancellation&, const RoleCancellation&) = default;
};

/// What concerns one record: by itself, not by what it belongs to.
struct Concern {
  std::vector<std::uint16_t> keepers = {};  // indices into Concerns::keepers, ascending
  std::vector<Cancellation> cancellations = {};
  std::vector<RoleCancellation> in_roles = {};
  bool is_subject = false;  // the record carries an identifier of the person who is being asked about

  friend bool operator==(const Concern&, const Concern&) = default;
};

/// Who else cells of a record can be about: `about` of its fields, without repetition, in their order. Staff are none:
/// what they did for somebody goes with that person's record (TC-88).
std::vector<std::string> other_roles(const RecordType& type);
/// Which of those a field has; none: it is about the record's own person.
std::optional<std::uint16_t> other_role_of(const RecordType& type, std::size_t field);

/// The number of a concern in its table; 0 is that of records that nothing concerns.
using ConcernId = std::uint32_t;

class Concerns {
 public:
  explicit Concerns(std::vector<StateKeeper> keepers = {}) : keepers_(std::move(keepers)) {}

  const std::vector<StateKeeper>& keepers() const { return keepers_; }
  const Concern& operator[](ConcernId id) const { return concerns_[id]; }
  /// How keepers of the state find records of a type. Where the way up to one is broken, its cells cannot be asked, and
  /// of what lies above it not even the key is known: what would be due is undecided then.
  enum class FoundBy : std::uint8_t { nothing, key, cells };
  FoundBy found_by(std::size_t record) const {
    return record < found_by_.size() ? found_by_[record] : FoundBy::nothing;
  }
  void set_found_by(std::size_t record, FoundBy by);
  /// The number of this concern; a new one when there is none like it yet.
  ConcernId id_of(Concern concern);

 private:
  std::vector<StateKeeper> keepers_;
  std::vector<Concern> concerns_ = {Concern{}};
  std::vector<FoundBy> found_by_ = {};  // by record type
};

/// Finds what concerns a record, from its key and its cells.
class ConcernFinder {
 public:
  virtual ~ConcernFinder() = default;
  virtual ConcernId concern_of(std::size_t record, const RecordView& view) = 0;
  virtual const Concerns& concerns() const = 0;
};

}  // namespace compliance
