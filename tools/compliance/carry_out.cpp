// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/carry_out.h"

#include "libcompliance/apply/apply.h"
#include "libcompliance/base/text.h"
#include "libcompliance/io/files.h"
#include "libcompliance/report/reports.h"

namespace compliance::tools {
namespace {

Result<void> prepare(Context& context, const Plan& plan, const LoadedPolicy& policy, const ExportSet& source,
                     AtomicFolder& folder, const Reports& reports) {
  COMPLIANCE_CHECK(write_output(plan, policy.policy, source, context.files, folder, reports.asked));
  for (const auto& [name, report] : {std::pair{"report.txt", &reports.text}, std::pair{"report.html", &reports.page}}) {
    const auto file = context.files.create(folder.inside(name));
    file->write(*report);
    file->close();
  }
  return {};
}

}  // namespace

Circumstances circumstances_of(const Context& context, const State& state, const Policy& policy,
                               const std::string& tenant) {
  Circumstances circumstances{.today = policy.zone->date_of(context.now()),
                              .now = context.now(),
                              .last_policy_sha256 = state.last_policy_sha256(policy.name, tenant),
                              .last_record_counts = state.last_record_counts(policy.name, tenant),
                              .destruction_is_off = state.destruction_is_off()};
  if (const auto last = parse_instant(state.last_time())) circumstances.last_entry = *last;
  return circumstances;
}

Result<void> demand_elsewhere(Context& context, const std::string& output, const ExportSet& source) {
  COMPLIANCE_TRY(const std::string state, context.state_folder());
  const std::string place = context.files.absolute(output) + '/';
  std::vector<std::pair<std::string, const char*>> taken{{state, "the state"}};
  for (const Export& each : source.exports()) taken.emplace_back(each.folder(), "the export");
  for (const auto& [folder, what] : taken)
    if (place.starts_with(context.files.absolute(folder) + '/'))
      return Error{.message = std::string{"expected a place outside of "} + what,
                   .place = {output, 0, 0},
                   .hint = "choose another folder for the output"};
  return {};
}

void report_output(Context& context, const Plan& plan, std::span<const Finding> findings, const std::string& report,
                   const std::string& out) {
  if (context.verbosity == Verbosity::verbose || context.stderr_is_terminal) {
    context.out.write(report);
    context.err.write("written to " + printable(out) + '\n');
  } else if (needs_a_person(findings) && context.verbosity != Verbosity::quiet) {
    context.out.write(plan.policy + ": " + count_of(plan.effects(), "record") + " changed; " +
                      findings_summary(findings) + ": see " + printable(out) + "/report.txt\n");
  }
}

RunSubject subject_of(const Context& context, RunSubject::Command command, const Plan& plan) {
  return {.command = command,
          .by = context.stdin_is_terminal ? By::cli : By::timer,
          .policy_name = plan.policy,
          .policy_sha256 = plan.policy_sha256,
          .plan_sha256 = digest_of(plan),
          .as_of = format_date(plan.as_of),
          .tenant = plan.tenant.value_or(""),
          .operator_id = context.operator_id};
}

Result<void> carry_out(Context& context, State& state, RunSubject::Command command, const Plan& plan,
                       const LoadedPolicy& policy, const ExportSet& source, const std::string& out,
                       const Reports& reports, const WorkListNews& news) {
  const RunSubject subject = subject_of(context, command, plan);
  // Writing the same clean copy again harms nobody; deleting the same records twice in the log would.
  if (plan.effects() > 0 && state.plan_was_applied(subject.plan_sha256))
    return guard_error("already done: this plan was carried out before",
                       "a plan with the same effects has its output already; if that is lost, take it from a backup");
  COMPLIANCE_TRY(AtomicFolder folder, AtomicFolder::create(context.files, out));
  const std::string operation = state.begin(subject, folder.temporary(), out, now_text(context), tool_version());
  try {
    if (const auto prepared = prepare(context, plan, policy, source, folder, reports); !prepared) {
      state.abort(operation, now_text(context), tool_version());
      return prepared;
    }
    folder.hand_over();
  } catch (const EnvironmentError&) {
    // On a full disk this fails too; then the next run that opens the state writes the abort.
    try {
      state.abort(operation, now_text(context), tool_version());
    } catch (const EnvironmentError&) {
    }
    throw;
  }
  state.committed(operation, counts_of(plan), record_counts_of(plan), now_text(context), tool_version(), news);
  folder.commit();
  state.done(operation);
  context.acted = "the output is in " + out;
  return {};
}

}  // namespace compliance::tools
