// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "libcompliance/report/hold_report.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {
namespace {

struct Options {
  bool all = false;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const std::string folder, context.state_folder());
  COMPLIANCE_TRY(const State state, State::open(context.files, folder, State::Access::read));
  COMPLIANCE_TRY(const Zone utc, Zone::find("UTC"));
  const Date today = context.day(utc);
  std::vector<Hold> holds = state.holds();
  if (!options.all) std::erase_if(holds, [](const Hold& hold) { return !hold.stands(); });
  if (context.json)
    context.out.write(to_json_text(holds_json(holds, today)));
  else
    context.out.write(holds_text(holds, today));
  const bool overdue = std::ranges::any_of(holds, [&](const Hold& hold) { return needs_review(hold, today); });
  return overdue ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_hold_list(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.flag("--all", options->all, "Those that were released, too");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
