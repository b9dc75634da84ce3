// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/apply/apply.h"
#include "libcompliance/base/text.h"
#include "libcompliance/crypto/crypto.h"
#include "libcompliance/formats/yaml.h"
#include "libcompliance/io/files.h"
#include "libcompliance/plan/planner.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/carry_out.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/compare_policies.h"
#include "tools/compliance/memory.h"
#include "tools/compliance/run_state.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string plan;
  std::string out;
  std::optional<std::string> language;
};

std::string words_of(const OrderChange& change) {
  const std::string name = change.name.empty() ? "a cancellation" : change.name;
  switch (change.what) {
    case OrderChange::What::hold_placed:
      return name + " was placed";
    case OrderChange::What::hold_released:
      return name + " was released";
    case OrderChange::What::cancelled:
      return change.name.empty() ? "a cancellation was made" : name + " has ended purposes";
    case OrderChange::What::cancellation_ended:
      return name + " no longer ends purposes";
    case OrderChange::What::frozen:
      return name + " keeps records as they are";
    case OrderChange::What::freeze_ended:
      return name + " no longer keeps records";
  }
  return name;
}

// Whoever reviewed the plan saw other holds and requests than there are now (TC-63, TC-100).
Result<void> demand_current(const Plan& plan, const State& state, const Policy& policy) {
  if (plan.state_version > state.version())
    return guard_error("the plan was made with another state, or this one was restored from an older copy",
                       "make a new plan: compliance retain … --plan FILE");
  std::vector<std::string> changes;
  for (const OrderChange& change : state.changes_since(plan.state_version, policy.name, plan.tenant.value_or("")))
    changes.push_back(words_of(change));
  if (changes.empty()) return {};
  return guard_error("since the plan was made, " + join_words(changes),
                     "make a new plan: compliance retain … --plan FILE");
}

// Where the policy demands four eyes, who applies is not who planned.
Result<void> demand_other_eyes(const Plan& plan, const State& state, const Policy& policy, const Context& context) {
  if (!policy.four_eyes) return {};
  const std::vector<std::uint32_t> planners = state.planned_by(digest_of(plan));
  if (planners.empty())
    return guard_error("the policy demands four eyes, and nobody is known to have made this plan with this state",
                       "make it with compliance retain … --plan FILE; then somebody else applies it");
  if (planners.size() == 1 && planners.front() == context.operator_id)
    return guard_error("the policy demands four eyes, and who made this plan cannot apply it",
                       "have somebody else review and apply it");
  return {};
}

Result<void> demand_young(const Plan& plan, const State& state, const Policy& policy,
                          const Circumstances& circumstances) {
  const std::string digest = digest_of(plan);
  // One that was carried out is done, however old: that is what the user is to be told.
  if (state.plan_was_applied(digest)) return {};
  std::optional<Instant> made;
  if (const auto text = state.planned_at(digest))
    if (const auto instant = parse_instant(*text)) made = *instant;
  return guard_age(made, policy, circumstances);
}

// Whoever reviewed the plan saw what is new in it against the policy before as that was then (TC-57).
Result<std::shared_ptr<LoadedPolicy>> load_compared(const Plan& plan, Context& context) {
  if (!plan.compared_with) return std::shared_ptr<LoadedPolicy>{};
  const std::string& path = plan.compared_with->policy_file;
  COMPLIANCE_TRY(const std::string bytes, read_file(context.files, path, yaml_size_limit));
  if (to_hex(as_bytes(sha256(bytes))) != plan.compared_with->policy_sha256)
    return guard_error(path + " has changed since the plan was made",
                       "make a new plan: compliance retain … --compare " + path + " --plan FILE");
  COMPLIANCE_TRY(std::shared_ptr<LoadedPolicy> before, load_policy_before(context, path));
  return before;
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, context.files.open(options.plan));
  COMPLIANCE_TRY(const Plan plan, read_plan(*file, options.plan));
  std::vector<std::string> folders;
  for (const PlannedExport& each : plan.exports) folders.push_back(each.folder);
  std::vector<std::string> paths{plan.policy_file};
  paths.insert(paths.end(), folders.begin(), folders.end());
  if (plan.compared_with) paths.push_back(plan.compared_with->policy_file);
  for (const std::string& path : paths)
    if (!context.files.kind(path))
      return Error{.message = "the plan was made for this, and it is not here",
                   .place = {path, 0, 0},
                   .hint =
                       "a plan names its policy and its export as seen from the folder in which it was made: run "
                       "apply there"};
  COMPLIANCE_TRY(const auto loaded, load_policy(context, plan.policy_file, Demand::sound));
  COMPLIANCE_TRY(ExportSet source, ExportSet::open(context.files, folders, loaded->policy));
  COMPLIANCE_CHECK(choose_tenant(source, *loaded, plan.tenant));
  COMPLIANCE_CHECK(demand_elsewhere(context, options.out, source));
  COMPLIANCE_TRY(State state, open_state(context, loaded->policy));
  COMPLIANCE_CHECK(match(plan, loaded->bytes, source));
  COMPLIANCE_TRY(const std::shared_ptr<LoadedPolicy> before, load_compared(plan, context));
  const Circumstances circumstances = circumstances_of(context, state, loaded->policy, plan.tenant.value_or(""));
  COMPLIANCE_CHECK(guard_always(plan, circumstances));
  COMPLIANCE_CHECK(demand_current(plan, state, loaded->policy));
  COMPLIANCE_CHECK(demand_other_eyes(plan, state, loaded->policy, context));
  COMPLIANCE_TRY(const auto run_state, RunState::read(&state, loaded->policy, source, plan.tenant, plan.as_of));
  COMPLIANCE_TRY(const auto scratch, scratch_for(context, std::nullopt, options.out));
  // The same policy and the same export come to the same plan. One that somebody wrote by hand does not.
  COMPLIANCE_TRY(PlanOutcome outcome, make_plan(*loaded->compiled, loaded->bytes, source, context.files, plan.as_of,
                                                look_ahead_of(loaded->policy), run_state->view(plan.state_version),
                                                usual_forecast, scratch.get()));
  run_state->add_findings(outcome);
  if (before)
    COMPLIANCE_CHECK(compare_with(context, before, {loaded->policy, folders, &state, scratch.get()}, outcome));
  if (digest_of(outcome.plan) != digest_of(plan))
    return guard_error("the plan is not what its policy and its export come to",
                       "make a new plan: compliance retain … --plan FILE");
  COMPLIANCE_CHECK(demand_young(plan, state, loaded->policy, circumstances));
  const Language language = options.language == "nl" ? Language::nl : Language::en;
  const Reports reports{.text = retention_text(outcome, loaded->policy, source, all_lines, language),
                        .page = retention_page(outcome, loaded->policy, source, language),
                        .asked = outcome.asked};
  COMPLIANCE_CHECK(carry_out(context, state, RunSubject::Command::apply, plan, *loaded, source, options.out, reports,
                             run_state->news_of(plan)));
  if (context.json)
    context.out.write(
        to_json_text(retention_json("apply", outcome, loaded->policy).set("out", printable(options.out))));
  else
    report_output(context, plan, outcome.findings, reports.text, options.out);
  return needs_a_person(outcome.findings) ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_apply(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("PLAN", &options->plan, "A plan that retain --plan wrote");
  arguments.option("--out", "DIR", &options->out, "The new folder for the clean copy and the work lists");
  arguments.option("--lang", "LANGUAGE", &options->language, "The language of the reports; en if absent")
      .one_of({"nl", "en"});
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
