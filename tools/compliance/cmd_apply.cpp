// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/apply/apply.h"
#include "libcompliance/base/text.h"
#include "libcompliance/plan/planner.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/carry_out.h"
#include "tools/compliance/commands.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string plan;
  std::string out;
  std::optional<std::string> language;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, context.files.open(options.plan));
  COMPLIANCE_TRY(const Plan plan, read_plan(*file, options.plan));
  std::vector<std::string> folders;
  for (const PlannedExport& each : plan.exports) folders.push_back(each.folder);
  std::vector<std::string> paths{plan.policy_file};
  paths.insert(paths.end(), folders.begin(), folders.end());
  for (const std::string& path : paths)
    if (!context.files.kind(path))
      return Error{.message = "the plan was made for this, and it is not here",
                   .place = {path, 0, 0},
                   .hint =
                       "a plan names its policy and its export as seen from the folder in which it was made: run "
                       "apply there"};
  COMPLIANCE_TRY(const auto loaded, load_policy(context, plan.policy_file, Demand::sound));
  COMPLIANCE_TRY(ExportSet source, ExportSet::open(context.files, folders, loaded->policy));
  COMPLIANCE_CHECK(source.choose_tenant(plan.tenant, loaded->policy));
  COMPLIANCE_CHECK(demand_elsewhere(context, options.out, source));
  COMPLIANCE_TRY(State state, open_state(context, loaded->policy));
  COMPLIANCE_CHECK(match(plan, loaded->bytes, source));
  COMPLIANCE_CHECK(guard_always(plan, circumstances_of(context, state, loaded->policy)));
  // The same policy and the same export come to the same plan. One that somebody wrote by hand does not.
  COMPLIANCE_TRY(const PlanOutcome outcome, make_plan(*loaded->compiled, loaded->bytes, source, context.files,
                                                      plan.as_of, look_ahead_of(loaded->policy), {}, usual_forecast));
  if (digest_of(outcome.plan) != digest_of(plan))
    return guard_error("the plan is not what its policy and its export come to",
                       "make a new plan: compliance retain … --plan FILE");
  const Reports reports{
      .text = retention_text(outcome, loaded->policy, source, all_lines),
      .page = retention_page(outcome, loaded->policy, source, options.language == "nl" ? Language::nl : Language::en)};
  COMPLIANCE_CHECK(carry_out(context, state, RunSubject::Command::apply, plan, *loaded, source, options.out, reports));
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
  arguments.option("--lang", "LANGUAGE", &options->language, "The language of report.html; en if absent")
      .one_of({"nl", "en"});
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
