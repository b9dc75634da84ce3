// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "libcompliance/report/breach_report.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {
namespace {

struct Options {
  bool all = false;
  bool due = false;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const std::string folder, context.state_folder());
  COMPLIANCE_TRY(const State state, State::open(context.files, folder, State::Access::read));
  std::vector<Breach> breaches = state.breaches();
  const bool needs_somebody = std::ranges::any_of(breaches, &Breach::is_open);
  if (!options.all) std::erase_if(breaches, [](const Breach& breach) { return !breach.is_open(); });
  if (context.json)
    context.out.write(to_json_text(result_for("breach list").set("breaches", breaches_json(breaches, context.now()))));
  else if (!options.due || needs_somebody)
    context.out.write(breaches_text(breaches, context.now()));
  return needs_somebody ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_breach_list(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.flag("--all", options->all, "Closed ones, too");
  arguments.flag("--due", options->due, "Silent when none is open");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
