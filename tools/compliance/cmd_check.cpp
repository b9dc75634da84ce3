// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/check/check.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::optional<std::string> source;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::shape));
  std::vector<Finding> findings = check_policy(loaded->policy);
  if (options.source) {
    COMPLIANCE_TRY(const Export source, Export::open(context.files, *options.source, loaded->policy));
    std::vector<Finding> more = check_export(*loaded->compiled, source);
    std::move(more.begin(), more.end(), std::back_inserter(findings));
  }
  if (context.json) {
    context.out.write(
        to_json_text(result_for("check").set("policy", loaded->policy.name).set("findings", to_json(findings))));
  } else {
    context.out.write(findings_text(findings, few_lines));
    if (context.verbosity == Verbosity::verbose || context.stderr_is_terminal)
      context.err.write(findings_summary(findings) + '\n');
  }
  return needs_a_person(findings) ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_check(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy");
  arguments.positional("EXPORT", &options->source, "An export that should fit it");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
