// SPDX-License-Identifier: Apache-2.0
// What people have ordered besides the policy, and the state remembers: holds, cancellations, and what open requests
// keep or forbid to use. Whom they are about is
// kept as a fingerprint (people/identity.h) under keys/index.key, never as the value.
//
// For which runs an order counts: a hold counts under every policy of the controller. An e-mail address means the same
// person under each; and a key or a condition that another policy has words for is most probably the same customer in
// another system, or the same policy under a new name, and a hold must not miss a record. Cancellations are in the
// words of one policy and count under that one. An order with a tenant counts for runs on that tenant's rows, one
// without for all.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libcompliance/calendar/date.h"
#include "libcompliance/crypto/crypto.h"
#include "libcompliance/model/vocabulary.h"

namespace compliance {

/// People or records by a fingerprint, or all records for which a condition holds.
struct HoldScope {
  std::string kind = {};  // of the fingerprint: "email", "phone", "record:contact"; empty: a condition
  Digest fingerprint{};
  std::string condition = {};  // RECORD.FIELD=WORD
  bool is_condition() const { return kind.empty(); }
  friend bool operator==(const HoldScope&, const HoldScope&) = default;
};

/// A legal hold: what a claim or a dispute needs stays, whatever has ended (ST-30). Matter and owner are the words of
/// whoever places it.
struct NewHold {
  std::string matter = {};
  std::string owner = {};
  Date review = {};  // when somebody must look whether it is still needed
  std::string policy_name = {};
  std::string tenant = {};  // empty: of all
  std::vector<HoldScope> scopes = {};
};

struct Hold : NewHold {
  std::string name = {};         // "hold-1"; never given twice
  std::string placed_at = {};    // RFC 3339, UTC
  std::string released_at = {};  // empty while it stands
  bool stands() const { return released_at.empty(); }
};

/// An erasure, an objection or a withdrawal: it ends purposes for one person, never duties.
struct CancellationOrder {
  std::string policy_name = {};
  std::string tenant = {};  // empty: of all
  std::string kind = {};
  Digest fingerprint{};
  std::string purpose = {};        // of that policy; empty: all
  Date from = {};                  // the first day on which it has effect
  std::optional<Date> until = {};  // the last; none: for good
  Ends ends = Ends::now;
  bool also_unfounded = false;  // cells that no keeper ever covered are due as well: an erasure
  /// The day on which the person asked. Of records that carry the person's address, those that were made after it are a
  /// new relation and are left alone. None, or an order by a record's key: it does not matter when it was made.
  std::optional<Date> made_on = {};
  /// By a record's key: the cells of that role alone ("sender"), for somebody whose record it is not. Else empty.
  std::string role = {};
  std::string request = {};  // "R-2026-000001"; empty: none
  friend bool operator==(const CancellationOrder&, const CancellationOrder&) = default;
};

/// An open request keeps the person's records as they are, like a hold, until it is answered (TC-100, TC-157). It
/// counts for the same runs as a hold's scope does.
struct Freeze {
  std::string request = {};  // "R-2026-000001"
  std::string policy_name = {};
  std::string tenant = {};  // empty: of all
  std::string kind = {};
  Digest fingerprint{};
  std::optional<Date> until = {};  // the last day; none: until the request says otherwise
  bool holds_on(Date day) const { return !until || day <= *until; }
  friend bool operator==(const Freeze&, const Freeze&) = default;
};

/// Purposes for which a person's data are not used now (Art. 18; SI-47). It keeps nothing and ends nothing: `select`
/// and `share` leave the person out.
struct UseRestriction {
  std::string request = {};
  std::string policy_name = {};
  std::string tenant = {};
  std::string kind = {};
  Digest fingerprint{};
  std::vector<std::string> purposes = {};  // of that policy; empty: all
  Date from = {};
  std::optional<Date> until = {};
  bool holds_on(Date day) const { return from <= day && (!until || day <= *until); }
  friend bool operator==(const UseRestriction&, const UseRestriction&) = default;
};

struct StandingOrders {
  std::uint64_t version = 0;     // of the state
  std::string policy_name = {};  // of the run that they are for
  bool is_first_run = false;     // no run of that policy and tenant has been finished yet
  std::vector<Hold> holds = {};
  std::vector<CancellationOrder> cancellations = {};
  std::vector<Freeze> freezes = {};
  std::vector<UseRestriction> restrictions = {};
};

struct OrderChange {
  enum class What { hold_placed, hold_released, cancelled, cancellation_ended, frozen, freeze_ended };
  What what = What::hold_placed;
  std::string name = {};  // of the hold or the request; empty for a cancellation that no request made
  friend bool operator==(const OrderChange&, const OrderChange&) = default;
};

}  // namespace compliance
