// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string name;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(State state, open_state(context));
  const By by = context.stdin_is_terminal ? By::cli : By::timer;
  COMPLIANCE_CHECK(state.release_hold(options.name, by, now_text(context), tool_version()));
  context.acted = options.name + " is released";
  if (context.json)
    context.out.write(to_json_text(result_for("hold release").set("hold", options.name)));
  else if (context.verbosity != Verbosity::quiet)
    context.out.write(options.name + " is released\n");
  return Exit::done;
}

}  // namespace

Run declare_hold_release(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("NAME", &options->name, "The hold, as hold list names it");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
