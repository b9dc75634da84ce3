// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "tools/compliance/commands.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::string name;
  std::vector<std::string> because;
  std::optional<std::string> facts;
  std::optional<std::string> told;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(OpenRequest open, open_request(context, options.policy, options.name));
  RequestStep step{.kind = StepKind::extended, .codes = options.because};
  COMPLIANCE_TRY(step.facts, read_line("--facts", options.facts));
  COMPLIANCE_TRY(step.on, read_day("--told", options.told, open.today));
  return take_step(context, open, "request extend", std::move(step));
}

}  // namespace

Run declare_request_extend(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy under which it was registered");
  arguments.positional("REQUEST", &options->name, "The request, as request list names it");
  arguments.option("--because", "REASON", &options->because, "Its complexity, or the number of requests; or both")
      .one_of({extension_words.begin(), extension_words.end()});
  arguments.option("--facts", "TEXT", &options->facts, "What makes it so, without names");
  arguments.option("--told", "DATE", &options->told, "When the person was told, with the reasons; today if absent");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
