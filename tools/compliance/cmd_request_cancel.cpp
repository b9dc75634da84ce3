// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "tools/compliance/commands.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::string name;
  std::optional<std::string> on;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(OpenRequest open, open_request(context, options.policy, options.name));
  RequestStep step{.kind = StepKind::cancelled};
  COMPLIANCE_TRY(step.on, read_day("--on", options.on, open.today));
  return take_step(context, open, "request cancel", std::move(step));
}

}  // namespace

Run declare_request_cancel(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy under which it was registered");
  arguments.positional("REQUEST", &options->name, "The request, as request list names it");
  arguments.option("--on", "DATE", &options->on, "When it was taken back; today if absent");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
