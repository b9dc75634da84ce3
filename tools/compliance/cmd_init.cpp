// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/base/text.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::optional<std::string> origin;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::shape));
  COMPLIANCE_TRY(const std::string folder, context.state_folder());
  const Policy& policy = loaded->policy;
  const std::string origin = options.origin.value_or(policy.name + "/audit");
  COMPLIANCE_CHECK(State::create(context.files, folder, policy.controller, origin, now_text(context),
                                 context.stdin_is_terminal ? By::cli : By::timer, tool_version()));
  context.acted = "the state is in " + folder;
  COMPLIANCE_TRY(const State state, State::open(context.files, folder, State::Access::read));
  const std::string verifier = state.verifier().text();
  if (context.json) {
    context.out.write(to_json_text(result_for("init")
                                       .set("state", printable(folder))
                                       .set("controller", policy.controller)
                                       .set("verifier", verifier)));
  } else if (context.verbosity != Verbosity::quiet) {
    context.out.write("The state of " + printable(policy.controller) + " is in " + printable(folder) +
                      ".\nKeep this key of its audit log somewhere else, too:\n" + verifier + '\n');
  }
  return Exit::done;
}

}  // namespace

Run declare_init(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy whose controller the state belongs to");
  arguments.option("--origin", "NAME", &options->origin, "The name under which the audit log signs");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
