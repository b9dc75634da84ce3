// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "tools/compliance/commands.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::string name;
  std::optional<std::string> answered;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(OpenRequest open, open_request(context, options.policy, options.name));
  RequestStep step{.kind = StepKind::closed};
  COMPLIANCE_TRY(step.on, read_day("--answered", options.answered, open.today));
  return take_step(context, open, "request close", std::move(step));
}

}  // namespace

Run declare_request_close(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy under which it was registered");
  arguments.positional("REQUEST", &options->name, "The request, as request list names it");
  arguments.option("--answered", "DATE", &options->answered, "When the person had the answer; today if absent");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
