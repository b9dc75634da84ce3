// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/io/files.h"
#include "libcompliance/people/identity.h"
#include "libcompliance/policy/conditions.h"
#include "libcompliance/report/hold_report.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/identifiers.h"
#include "tools/compliance/inputs.h"
#include "tools/compliance/typed.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::string matter;
  std::string owner;
  std::string review;
  std::optional<std::string> tenant;
  std::vector<std::string> subjects;
  std::vector<std::string> subject_files;
  std::vector<std::string> records;
  std::vector<std::string> conditions;
};

Result<Date> read_review(const std::string& text, Date today) {
  COMPLIANCE_TRY(const Date day, read_day("--review", text));
  if (day < today)
    return Error{.message = "--review: the day has passed",
                 .hint = "name the day on which somebody must look whether the hold is still needed"};
  return day;
}

// Everybody and everything that was named one by one.
Result<std::vector<Identifier>> read_identifiers(const Options& options, Context& context, const Policy& policy) {
  COMPLIANCE_TRY(std::vector<Identifier> found,
                 read_subjects(options.subjects, options.subject_files, context, policy));
  for (const std::string& text : options.records) {
    COMPLIANCE_TRY(Identifier identifier, at({"--record"}, parse_record_key(text, policy)));
    found.push_back(std::move(identifier));
  }
  return found;
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::shape));
  const Policy& policy = loaded->policy;
  NewHold hold{.policy_name = policy.name};
  COMPLIANCE_TRY(hold.matter, read_line("--matter", options.matter));
  COMPLIANCE_TRY(hold.owner, read_line("--owner", options.owner));
  COMPLIANCE_TRY(hold.review, read_review(options.review, day_of(context, policy)));
  if (options.tenant) {
    COMPLIANCE_TRY(hold.tenant, read_tenant(*options.tenant, policy));
  }
  COMPLIANCE_TRY(const std::vector<Identifier> identifiers, read_identifiers(options, context, policy));
  for (const std::string& text : options.conditions) {
    COMPLIANCE_CHECK(at({"--when"}, parse_condition(policy, text)));
    hold.scopes.push_back({.condition = text});
  }
  if (identifiers.empty() && hold.scopes.empty())
    return Error{.message = "expected whom or what to hold", .hint = "name it with --subject, --record or --when"};
  COMPLIANCE_TRY(State state, open_state(context, policy));
  Fingerprinter fingerprints{state.index_key()};
  for (const Identifier& identifier : identifiers)
    hold.scopes.push_back({.kind = identifier.kind, .fingerprint = fingerprints.of(identifier)});
  const By by = context.stdin_is_terminal ? By::cli : By::timer;
  const std::string name = state.add_hold(hold, by, now_text(context), tool_version());
  context.acted = name + " stands";
  if (context.json)
    context.out.write(to_json_text(result_for("hold add").set("hold", name).set("review", format_date(hold.review))));
  else if (context.verbosity != Verbosity::quiet)
    context.out.write(name + " stands, to be reviewed by " + format_date(hold.review) + '\n');
  return Exit::done;
}

}  // namespace

Run declare_hold_add(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy whose records are held");
  arguments.option("--matter", "TEXT", &options->matter, "The claim or dispute, by its reference");
  arguments.option("--owner", "TEXT", &options->owner, "Who answers for it: a role or a department");
  arguments.option("--review", "DATE", &options->review, "When somebody looks whether it is still needed");
  arguments.option("--subject", "KIND:VALUE", &options->subjects, "A person: email:…, phone:… or TYPE:KEY");
  arguments.option("--subject-file", "FILE", &options->subject_files, "The same, a line each, kept out of sight");
  arguments.option("--record", "TYPE:KEY", &options->records, "A record and all that hangs below it");
  arguments.option("--when", "RECORD.FIELD=WORD", &options->conditions, "All records for which this is so");
  arguments.option("--tenant", "NAME", &options->tenant, "Only rows of this tenant");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
