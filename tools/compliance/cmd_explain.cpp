// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "libcompliance/base/suggest.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/identifiers.h"
#include "tools/compliance/run_state.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::vector<std::string> sources;
  std::optional<std::string> record;
  std::vector<std::string> subjects;
  std::vector<std::string> subject_files;
  std::optional<std::string> tenant;
  bool shows_values = false;
};

// "customer:00004". The part behind the colon names a person, and is not repeated.
Result<std::pair<std::size_t, Sensitive<std::string>>> read_subject(const std::string& text, const Policy& policy) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos)
    return Error{.message = "expected --record TYPE:KEY", .hint = "for example --record customer:00004"};
  const std::string type = text.substr(0, colon);
  const auto record = policy.find_record(type);
  if (!record) {
    std::vector<std::string_view> known;
    for (const RecordType& each : policy.records) known.push_back(each.name);
    return Error{.message = "--record: the policy has no record of that type", .hint = did_you_mean(type, known)};
  }
  return std::pair{*record, Sensitive{text.substr(colon + 1)}};
}

// Who sees a person's data leaves an entry in the log, before the data are seen.
Result<void> record_shown(const Options& options, Context& context, const LoadedPolicy& loaded,
                          std::optional<State>& state, std::size_t records) {
  state.reset();
  COMPLIANCE_TRY(State opened, open_state(context, loaded.policy));
  opened.record_shown({.by = context.stdin_is_terminal ? By::cli : By::timer,
                       .policy_name = loaded.policy.name,
                       .policy_sha256 = to_hex(as_bytes(sha256(loaded.bytes))),
                       .as_of = format_date(day_of(context, loaded.policy)),
                       .tenant = options.tenant.value_or("")},
                      records, now_text(context), tool_version());
  return {};
}

void print(const std::vector<Explanation>& explanations, Context& context, const Policy& policy) {
  for (const Explanation& each : explanations)
    context.out.write((&each == explanations.data() ? "" : "\n") + explanation_text(each, policy));
  if (explanations.empty()) context.out.write("No record of the export is about this person.\n");
}

Result<Exit> run(const Options& options, Context& context) {
  const bool asks_for_person = !options.subjects.empty() || !options.subject_files.empty();
  if (options.record.has_value() == asks_for_person)
    return Error{.message = options.record ? "expected --record or --subject, not both"
                                           : "expected --record TYPE:KEY or --subject KIND:VALUE",
                 .hint = "for example --record customer:00004, or --subject email:jan@example.nl"};
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::sound));
  const Policy& policy = loaded->policy;
  COMPLIANCE_TRY(ExportSet source, ExportSet::open(context.files, options.sources, policy));
  COMPLIANCE_CHECK(choose_tenant(source, *loaded, options.tenant));
  COMPLIANCE_TRY(std::optional<State> state, look_at_state(context, policy));
  if (options.shows_values && !state)
    return Error{.message = "expected a state: who sees values leaves an entry in its log",
                 .hint = "`compliance init` makes one"};
  COMPLIANCE_TRY(const auto run_state, RunState::read(state ? &*state : nullptr, policy, source, options.tenant, day_of(context, policy)));
  Question question{.as_of = day_of(context, policy),
                    .look_ahead = look_ahead_of(policy),
                    .concerns = &run_state->concerns(),
                    .values = options.shows_values ? Values::shown : Values::hidden};
  std::vector<Explanation> explanations;
  if (options.record) {
    COMPLIANCE_TRY(const auto subject, read_subject(*options.record, policy));
    COMPLIANCE_TRY(Explanation one, explain_record(*loaded->compiled, source, subject.first, subject.second, question));
    explanations.push_back(std::move(one));
  } else {
    COMPLIANCE_TRY(const std::vector<Identifier> person,
                   read_subjects(options.subjects, options.subject_files, context, policy));
    run_state->concerns().ask_about(person);
    COMPLIANCE_TRY(explanations, explain_person(*loaded->compiled, source, question));
  }
  if (options.shows_values) COMPLIANCE_CHECK(record_shown(options, context, *loaded, state, explanations.size()));
  if (!context.json) {
    print(explanations, context, policy);
    if (!state && !options.shows_values && context.verbosity != Verbosity::quiet)
      context.err.write("no state was found: legal holds are not known here\n");
  } else if (options.record) {
    context.out.write(to_json_text(explanation_json(explanations.front(), policy)));
  } else {
    context.out.write(to_json_text(explanations_json(explanations, policy)));
  }
  const auto is_undecided = [](const Explanation& each) {
    return std::ranges::any_of(
        each.groups, [](const ExplainedGroup& group) { return group.verdict.kind == VerdictKind::undecided; });
  };
  // No record is no success: was the person spelled as in the export? And what is undecided waits for somebody.
  return explanations.empty() || std::ranges::any_of(explanations, is_undecided) ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_explain(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy");
  arguments.positional("EXPORT", &options->sources, "An export: a folder with export.yaml");
  arguments.option("--record", "TYPE:KEY", &options->record, "The record to explain");
  arguments.option("--subject", "KIND:VALUE", &options->subjects, "A person: email:…, phone:… or TYPE:KEY");
  arguments.option("--subject-file", "FILE", &options->subject_files, "The same, a line each, kept out of sight");
  arguments.option("--tenant", "NAME", &options->tenant, "Whose records, where the export holds those of several");
  arguments.flag("--show-values", options->shows_values, "Also what stands at the places that decided; this is logged");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
