// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/compare_policies.h"

#include "libcompliance/plan/order_concerns.h"

namespace compliance::tools {
namespace {

Result<PlanOutcome> plan_of(Context& context, LoadedPolicy& before, const Policy& policy,
                            const std::vector<std::string>& folders, const State* state, const Plan& plan) {
  COMPLIANCE_TRY(ExportSet source, ExportSet::open(context.files, folders, before.policy, Fit::shared));
  COMPLIANCE_CHECK(choose_tenant(source, before, plan.tenant));
  const SecretKey key = state == nullptr ? SecretKey::random() : state->index_key();
  StandingOrders orders;
  if (state != nullptr) orders = state->standing_orders(policy.name, plan.tenant.value_or(""));
  COMPLIANCE_TRY(OrderConcerns concerns, OrderConcerns::make(before.policy, orders, key));
  const bool has_orders = !orders.holds.empty() || !orders.cancellations.empty();
  return make_plan(*before.compiled, before.bytes, source, context.files, plan.as_of, look_ahead_of(before.policy),
                   {.concerns = has_orders ? &concerns : nullptr});
}

}  // namespace

Result<std::unique_ptr<LoadedPolicy>> load_policy_before(Context& context, const std::string& path) {
  return load_policy(context, path, Demand::shape);
}

Result<void> compare_with(Context& context, std::shared_ptr<LoadedPolicy> before, const Policy& policy,
                          const std::vector<std::string>& folders, const State* state, PlanOutcome& outcome) {
  Result<PlanOutcome> old = plan_of(context, *before, policy, folders, state, outcome.plan);
  if (!old) {
    Error error = std::move(old).error();
    error.message = "the policy before, " + before->policy.source + ", cannot be compared with: " + error.message;
    return error;
  }
  COMPLIANCE_TRY(PlanComparison comparison, compare_plans(old->plan, outcome.plan));
  outcome.compared = {
      .before = {before, &before->policy}, .look_ahead = old->plan.look_ahead, .comparison = std::move(comparison)};
  return {};
}

}  // namespace compliance::tools
