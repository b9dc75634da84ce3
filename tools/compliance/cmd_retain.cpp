// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/base/text.h"
#include "libcompliance/io/files.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/carry_out.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/compare_policies.h"
#include "tools/compliance/memory.h"
#include "tools/compliance/run_state.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::vector<std::string> sources;
  std::optional<std::string> plan;
  std::optional<std::string> out;
  std::optional<std::string> tenant;
  std::optional<std::string> forecast;
  std::optional<std::string> compare;
  std::optional<std::string> language;
  std::optional<std::string> memory;
};

constexpr std::uint64_t longest_forecast = 120;

// How many months; none without being asked, except for the reports of an output.
Result<std::size_t> months_of(const Options& options) {
  if (!options.forecast) return options.out ? usual_forecast : 0;
  const auto months = parse_number(*options.forecast);
  if (!months || *months == 0 || *months > longest_forecast)
    return Error{.message = "expected --forecast with a number of months, 1 to " + std::to_string(longest_forecast)};
  return static_cast<std::size_t>(*months);
}

Result<void> write_plan_file(Context& context, State& state, const Plan& plan, const std::string& path) {
  std::vector<std::string> paths{plan.policy_file};
  if (plan.compared_with) paths.push_back(plan.compared_with->policy_file);
  for (const PlannedExport& each : plan.exports) paths.push_back(each.folder);
  for (const std::string& each : paths)
    if (find_invalid_utf8(each) != std::string::npos)
      return Error{.message = "a plan names its files, and this path is not UTF-8", .place = {each, 0, 0}};
  remove_abandoned_beside(context.files, path);
  COMPLIANCE_TRY(AtomicFile file, AtomicFile::create(context.files, path, FileSystem::Replace::no));
  write_plan(plan, file);
  state.record_plan(subject_of(context, RunSubject::Command::retain, plan), counts_of(plan), now_text(context),
                    tool_version());
  file.commit();
  context.acted = "the plan is in " + path;
  return {};
}

enum class Holds { known, not_known };

void print(const Options& options, Context& context, const PlanOutcome& outcome, const Policy& policy,
           const std::string& report, Holds holds) {
  if (context.json) {
    context.out.write(to_json_text(retention_json("retain", outcome, policy)));
  } else if (options.out) {
    report_output(context, outcome.plan, outcome.findings, report, *options.out);
  } else if (context.verbosity != Verbosity::quiet) {
    context.out.write(report);
    if (options.plan)
      context.out.write("\nNothing was changed. The plan is in " + printable(*options.plan) +
                        "; review it, and carry it out with: compliance apply " + printable(*options.plan) +
                        " --out DIR\n");
    else
      context.out.write(
          std::string{holds == Holds::known ? "" : "\nNo state was found: legal holds are not known to this run.\n"} +
          (options.compare ? "\nNothing was changed. Write a plan to review with --plan FILE.\n"
                           : "\nNothing was changed. Carry it out with --out DIR, or write a plan to review with "
                             "--plan FILE.\n"));
  }
}

Result<Exit> run(const Options& options, Context& context) {
  if (options.plan && options.out)
    return Error{.message = "expected --plan or --out, not both",
                 .hint = "--plan FILE for a plan to review; --out DIR to carry it out at once"};
  if (options.compare && options.out)
    return Error{.message = "expected --compare without --out: what a change of policy makes due needs a reviewed plan",
                 .hint = "--plan FILE, and compliance apply FILE when it is reviewed"};
  COMPLIANCE_TRY(const std::size_t months, months_of(options));
  COMPLIANCE_TRY(const auto scratch, scratch_for(context, options.memory, options.out ? options.out : options.plan));
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::sound));
  const Policy& policy = loaded->policy;
  std::shared_ptr<LoadedPolicy> before;
  if (options.compare) {
    COMPLIANCE_TRY(before, load_policy_before(context, *options.compare));
  }
  if (options.out && policy.four_eyes)
    return guard_error(
        "the policy demands four eyes: who applies is not who planned",
        "write a plan with --plan FILE; somebody else reviews it and runs compliance apply FILE --out DIR");
  COMPLIANCE_TRY(ExportSet source, ExportSet::open(context.files, options.sources, policy));
  COMPLIANCE_CHECK(choose_tenant(source, *loaded, options.tenant));
  for (const auto& output : {options.plan, options.out})
    if (output) COMPLIANCE_CHECK(demand_elsewhere(context, *output, source));
  // The state is opened, and with it the lock taken, before the export is read.
  std::optional<State> state;
  if (options.out || options.plan) {
    COMPLIANCE_TRY(State opened, open_state(context, policy));
    state.emplace(std::move(opened));
  } else {
    COMPLIANCE_TRY(std::optional<State> seen, look_at_state(context, policy));
    if (seen) state.emplace(std::move(*seen));
  }
  COMPLIANCE_TRY(const auto run_state, RunState::read(state ? &*state : nullptr, policy, source, options.tenant, day_of(context, policy)));
  COMPLIANCE_TRY(PlanOutcome outcome,
                 make_plan(*loaded->compiled, loaded->bytes, source, context.files, day_of(context, policy),
                           look_ahead_of(policy), run_state->view(), months, scratch.get()));
  run_state->add_findings(outcome);
  if (before)
    COMPLIANCE_CHECK(
        compare_with(context, before, {policy, options.sources, state ? &*state : nullptr, scratch.get()}, outcome));
  const Language language = options.language == "nl" ? Language::nl : Language::en;
  const std::string report = retention_text(outcome, policy, source, options.out ? all_lines : few_lines, language);
  if (options.out) {
    Circumstances circumstances = circumstances_of(context, *state, policy, outcome.plan.tenant.value_or(""));
    circumstances.doubtful_holds = run_state->doubtful_holds();
    COMPLIANCE_CHECK(guard_always(outcome.plan, circumstances));
    COMPLIANCE_CHECK(guard_unattended(outcome.plan, policy, circumstances));
    const Reports reports{
        .text = report, .page = retention_page(outcome, policy, source, language), .asked = outcome.asked};
    COMPLIANCE_CHECK(carry_out(context, *state, RunSubject::Command::retain, outcome.plan, *loaded, source,
                               *options.out, reports, run_state->news_of(outcome.plan)));
  }
  if (options.plan) COMPLIANCE_CHECK(write_plan_file(context, *state, outcome.plan, *options.plan));

  print(options, context, outcome, policy, report, state ? Holds::known : Holds::not_known);
  return needs_a_person(outcome.findings) ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_retain(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy");
  arguments.positional("EXPORT", &options->sources, "An export: a folder with export.yaml");
  arguments.option("--plan", "FILE", &options->plan, "Write a plan to review, and change nothing");
  arguments.option("--out", "DIR", &options->out, "Carry it out: a new folder with the clean copy and the work lists");
  arguments.option("--tenant", "NAME", &options->tenant, "Whose records, where the export holds those of several");
  arguments.option("--forecast", "MONTHS", &options->forecast, "Also say what falls due in the coming months");
  arguments.option("--compare", "OLD_POLICY", &options->compare, "Also say what another policy would have done");
  arguments.option("--memory", "SIZE", &options->memory,
                   "What the keys of the export may take; more is sorted on disk");
  arguments.option("--lang", "LANGUAGE", &options->language, "The language of the reports; en if absent")
      .one_of({"nl", "en"});
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
