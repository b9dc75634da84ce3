// SPDX-License-Identifier: Apache-2.0
// What the state says to a run: holds and cancellations, and what earlier work lists asked for.

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "libcompliance/plan/order_concerns.h"
#include "libcompliance/plan/planner.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {

/// The state for a run that changes nothing: open for reading, so that it waits for no lock; none when nobody has made
/// one and --state names none. Bound to the policy's controller.
Result<std::optional<State>> look_at_state(Context& context, const Policy& policy);

class RunState {
 public:
  /// `state` null: nothing is known. All three must outlive it. `orders_of`: the policy in whose words the orders were
  /// given, when it goes by another name.
  static Result<std::unique_ptr<RunState>> read(const State* state, const Policy& policy, const ExportSet& source,
                                                const std::optional<std::string>& tenant, Date as_of,
                                                const std::optional<std::string>& orders_of = std::nullopt);

  /// For make_plan, once. `version`: what the plan is to say; the state's own unless given.
  StateView view(std::optional<std::uint64_t> version = std::nullopt);
  /// Adds what the orders themselves have to say to the findings of a plan. Call it after make_plan.
  void add_findings(PlanOutcome& outcome) const;

  /// What a run with that plan tells the state when it is committed. `plan` must outlive the result.
  WorkListNews news_of(const Plan& plan) const;

  /// OrderConcerns::doubtful, after make_plan.
  std::vector<std::string> doubtful_holds() const { return concerns_->doubtful(); }

  /// Who is concerned, for `explain`.
  OrderConcerns& concerns() { return *concerns_; }

 private:
  RunState(const Policy& policy, const ExportSet& source, SecretKey key)
      : policy_(&policy), source_(&source), key_(std::move(key)) {}
  const Policy* policy_;
  const ExportSet* source_;
  SecretKey key_;
  std::uint64_t version_ = 0;
  std::optional<Date> last_day_ = {};  // of the last finished run
  bool has_orders_ = false;
  std::optional<OrderConcerns> concerns_ = {};
  std::optional<AskedCheck> asked_ = {};
};

}  // namespace compliance::tools
