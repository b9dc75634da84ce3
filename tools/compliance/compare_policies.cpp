// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/compare_policies.h"

#include "tools/compliance/run_state.h"

namespace compliance::tools {
namespace {

Result<PlanOutcome> plan_of(Context& context, LoadedPolicy& before, const ComparedRun& run, const Plan& plan) {
  COMPLIANCE_TRY(ExportSet source, ExportSet::open(context.files, run.folders, before.policy, Fit::shared));
  COMPLIANCE_CHECK(choose_tenant(source, before, plan.tenant));
  COMPLIANCE_TRY(const auto run_state, RunState::read(run.state, before.policy, source, plan.tenant, plan.as_of, run.policy.name));
  return make_plan(*before.compiled, before.bytes, source, context.files, plan.as_of, look_ahead_of(before.policy),
                   {.concerns = run_state->view().concerns}, 0, run.scratch);
}

}  // namespace

Result<std::unique_ptr<LoadedPolicy>> load_policy_before(Context& context, const std::string& path) {
  return load_policy(context, path, Demand::shape);
}

Result<void> compare_with(Context& context, const std::shared_ptr<LoadedPolicy>& before, const ComparedRun& run,
                          PlanOutcome& outcome) {
  Result<PlanOutcome> old = plan_of(context, *before, run, outcome.plan);
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
