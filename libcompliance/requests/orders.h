// SPDX-License-Identifier: Apache-2.0
// What a request changes at once and later, without anybody's further doing (design, section 2). Pure: worked out anew
// after each step; the state then ends the orders that are no longer there and adds the new ones, for each fingerprint
// of the person.
//
//   * access, portability: freeze until answered; after a refusal until the six weeks for the court are over (TC-100)
//   * erasure: no use until decided; consent and marketing end on the day of receipt, whoever asks. Once the person is
//     recognised, contract and other interests end when their use has ended, those interests at once when granted
//     (TC-136, TC-137). Duties never
//   * account deletion: no use from the day of receipt; all but duties ends on the day after the window
//   * minor: as an erasure, without a window
//   * restriction: freeze from receipt; no use from the day on which the person is recognised, until lifted
//   * objection: marketing ends on the day of receipt; other interests are not used until decided, and end when granted
//   * withdrawal, opt-out: consent; marketing: end on the day of receipt
//   * CCPA: know: freeze; delete: as an erasure; opt-out, limit: what is sold, or sensitive, is not used
//
// A request about a deceased person orders nothing, nor does one that nobody can be recognised by.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libcompliance/policy/policy.h"
#include "libcompliance/requests/request.h"

namespace compliance {

struct PurposeEnd {
  std::string purpose = {};  // of the policy
  Date from = {};            // the first day on which it keeps nothing any more
  Ends ends = Ends::now;
  bool also_unfounded = false;  // cells that no keeper ever covered are due as well (Art. 17(1)(d))
  std::optional<Date> made_on = {};
  friend bool operator==(const PurposeEnd&, const PurposeEnd&) = default;
};

struct NoUse {
  std::vector<std::string> purposes = {};  // empty: all
  Date from = {};
  std::optional<Date> until = {};  // the last day; none: until a step ends it
  friend bool operator==(const NoUse&, const NoUse&) = default;
};

struct FreezeUntil {
  std::optional<Date> until = {};  // the last day; none: until a step ends it
  friend bool operator==(const FreezeUntil&, const FreezeUntil&) = default;
};

struct RequestOrders {
  std::optional<FreezeUntil> freeze = {};  // keeps every cell of the person's records, like a hold
  std::vector<PurposeEnd> ends = {};
  std::vector<NoUse> no_use = {};
  friend bool operator==(const RequestOrders&, const RequestOrders&) = default;
};

RequestOrders orders_of(const Request& request, const Policy& policy);

}  // namespace compliance
