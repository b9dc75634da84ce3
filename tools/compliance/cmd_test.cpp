// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/formats/yaml.h"
#include "libcompliance/io/files.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::optional<std::string> cases;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::sound));
  const std::size_t slash = options.policy.rfind('/');
  const std::string beside = (slash == std::string::npos ? "" : options.policy.substr(0, slash + 1)) + "cases.yaml";
  const std::string path = options.cases.value_or(beside);
  COMPLIANCE_TRY(const std::string bytes, read_file(context.files, path, yaml_size_limit));
  COMPLIANCE_TRY(const std::vector<Case> cases, read_cases(bytes, path, loaded->policy));
  const CasesReport report = run_cases(*loaded->compiled, cases);
  if (context.json)
    context.out.write(to_json_text(cases_json(report, loaded->policy)));
  else if (context.verbosity != Verbosity::quiet || report.failed() > 0)
    context.out.write(cases_text(report, loaded->policy, context.verbosity == Verbosity::verbose));
  return report.failed() > 0 ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_test(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy");
  arguments.option("--cases", "FILE", &options->cases, "Its cases; cases.yaml beside the policy if absent");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
