// SPDX-License-Identifier: Apache-2.0
// Which records the orders of the state concern: holds, cancellations, and the person who is being asked about. The
// state knows people and records by keyed fingerprints alone, so each record's key and addresses are fingerprinted and
// looked up; of a run without orders nothing is.
//
// A condition that is not known counts as held: a hold must not miss a record because a cell is blank.

#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/export/export_set.h"
#include "libcompliance/people/identity.h"
#include "libcompliance/rules/concerns.h"
#include "libcompliance/rules/verdict.h"
#include "libcompliance/state/standing_orders.h"

namespace compliance {

class OrderConcerns final : public ConcernFinder {
 public:
  /// `key`: of the state's fingerprints. `source`: whose tables are seen; it says how ids are compared. An Error when
  /// an order of this policy (StandingOrders::policy_name) is in words that it does not have any more: a condition, a
  /// record type, a purpose. Of a hold that was placed under another policy, such words keep nothing.
  static Result<OrderConcerns> make(const Policy& policy, const ExportSet& source, const StandingOrders& orders,
                                    const SecretKey& key);

  /// Marks the records that carry one of these identifiers (Concern::is_subject).
  void ask_about(const std::vector<Identifier>& person);

  ConcernId concern_of(std::size_t record, const RecordView& view) override;
  const Concerns& concerns() const override { return concerns_; }

  /// Holds that kept no record that was seen, wholly or with one of their scopes; holds of other policies; and holds
  /// whose day of review has passed: somebody must look. Their place is the name of the hold. And records of people who
  /// were erased that were made anew after that, and records that share with somebody who has ended something what
  /// identifies nobody for certain (TC-82, TC-83).
  std::vector<Finding> findings(Date as_of) const;

  /// In the first run under a policy's name, holds that were placed under another one and kept no record that was seen,
  /// as "hold-1 (policy duck)": is this that policy under a new name?
  std::vector<std::string> doubtful() const;

 private:
  OrderConcerns(const Policy& policy, const ExportSet& source, const StandingOrders& orders, const SecretKey& key);
  bool is_of_another(const Hold& hold) const { return hold.policy_name != policy_name_; }
  bool keeps_nothing(std::size_t hold) const;
  Finding of_another(std::size_t hold) const;
  Result<void> add(const Hold& hold);
  Result<void> add(const CancellationOrder& order);
  void look_for(const std::string& kind);
  // Whose orders a cell is asked for: a hold must not miss a person, a cancellation must not take another's cells. What
  // several people can share ends nothing, but somebody should look at it.
  enum class Finds { everything, holds_and_doubts, holds_alone };
  using ScopeId = std::pair<std::uint16_t, std::size_t>;  // a hold and the number of its scope
  struct Cancelled {
    Cancellation cancellation = {};
    std::optional<Date> made_on = {};
    std::string role = {};
  };
  struct Hit {
    std::vector<ScopeId> holds = {};
    std::vector<Cancelled> cancellations = {};
    bool is_subject = false;
  };
  // Where an identifier stood.
  struct Seen {
    std::size_t record = 0;
    const RecordView* view = nullptr;
    std::optional<std::uint16_t> role = {};  // whose it is, if not the record's person's
    bool is_key = false;                     // the same record, whoever it is about now
  };
  void add_cell(std::string_view kind, std::string_view text, Finds finds, const Seen& seen, Concern& concern);
  void add_normal(std::string_view kind, std::string_view normal_form, Finds finds, const Seen& seen, Concern& concern);
  void add_key(std::string_view kind, std::string_view key, Finds finds, const Seen& seen, Concern& concern);
  void cancel(const Cancelled& cancelled, const Seen& seen, Concern& concern);

  struct DigestHash {
    std::size_t operator()(const Digest& digest) const;
  };
  struct WatchedField {
    std::size_t field = 0;
    std::string_view kind = {};
    bool of_organisation = false;
    bool certainly = false;
    std::optional<std::uint16_t> role = {};  // whose it is, if not the record's person's
  };
  // What is to be looked at in the records of one type.
  struct Watch {
    bool key = false;
    std::string key_kind = {};
    std::vector<WatchedField> fields = {};
    std::vector<std::pair<Condition, ScopeId>> conditions = {};
    std::string link_kind = {};  // of the keys of what it belongs to, when those are looked for; else empty
    bool any() const { return key || !fields.empty() || !conditions.empty() || !link_kind.empty(); }
  };

  const Policy* policy_;
  const ExportSet* source_;
  std::string policy_name_;
  bool is_first_run_;
  NormalForms forms_;
  Fingerprinter fingerprinter_;
  Concerns concerns_;
  std::vector<Hold> holds_;  // and, behind them, what open requests freeze
  std::size_t hold_count_ = 0;
  std::set<ScopeId> kept_something_;
  using Line = std::pair<std::uint16_t, std::uint32_t>;  // table and line
  std::set<Line> new_relations_;
  std::set<Line> doubted_;  // that share what identifies nobody for certain
  std::set<Line> ended_;    // for whom something is cancelled
  std::unordered_map<Digest, Hit, DigestHash> hits_;
  std::set<std::string> kinds_;
  std::vector<Watch> watches_;  // by record type
};

}  // namespace compliance
