// SPDX-License-Identifier: Apache-2.0
// A policy that is being looked at, and what was found. The inspections below look at one concern each; check_policy
// runs them all.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/check/finding_codes.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

class Inspection {
 public:
  Inspection(const Policy& policy, Date as_of);

  const Policy& policy() const { return *policy_; }
  const Statement& statement() const { return policy_->statement; }
  Date as_of() const { return as_of_; }

  /// The keepers of a cell, as bits of Policy::keepers.
  std::uint64_t keepers_of(FieldRef ref) const { return keepers_of_[ref.record][ref.field]; }
  bool is_declared_recipient(std::string_view name) const;
  /// Whether the record type holds data of persons: an organisation does when it can be a sole trader.
  bool holds_people(std::size_t record) const;

  /// `place` says where; without one it is the policy as a whole.
  void add(KnownCode code, const Place& place, std::string message, std::string hint);
  void add(KnownCode code, std::string message, std::string hint) {
    add(code, Place{policy_->source, 0, 0}, std::move(message), std::move(hint));
  }

  /// What was found, in the order of the file; what concerns the whole stands last.
  std::vector<Finding> take_findings();

 private:
  const Policy* policy_;
  Date as_of_;
  std::vector<std::vector<std::uint64_t>> keepers_of_;  // by record type and field
  std::vector<Finding> findings_;
};

bool rests_on(const Keeper& purpose, Basis basis);

/// `purpose "newsletter"`, `duty "fiscal"`.
std::string called(const Keeper& keeper);

/// "contact.name, contact.email and customer.name".
std::string names_of(const Policy& policy, const std::vector<FieldRef>& fields);

void inspect_records(Inspection& inspection);
void inspect_moments(Inspection& inspection);
void inspect_clocks(Inspection& inspection);
void inspect_purposes(Inspection& inspection);
void inspect_recipients(Inspection& inspection);
void inspect_transfers(Inspection& inspection);
void inspect_promises(Inspection& inspection);
void inspect_statement(Inspection& inspection);
void inspect_operation(Inspection& inspection);
void inspect_notices(Inspection& inspection);
void inspect_profiling(Inspection& inspection);
void inspect_rights(Inspection& inspection);

}  // namespace compliance
