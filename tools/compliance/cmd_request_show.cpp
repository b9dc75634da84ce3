// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "tools/compliance/commands.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string name;
  std::optional<std::string> contested;
};

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const std::string folder, context.state_folder());
  COMPLIANCE_TRY(const State state, State::open(context.files, folder, State::Access::read));
  COMPLIANCE_TRY(const Request request, state.find_request(options.name));
  COMPLIANCE_TRY(const Zone zone, Zone::find(request.terms.zone));
  const RequestView view{&request, context.day(zone),
                         options.contested == "extend" ? Contested::extend : Contested::keep};
  if (context.json)
    context.out.write(to_json_text(result_for("request show").set("requests", requests_json(std::span{&view, 1}))));
  else
    context.out.write(request_details(view));
  return is_overdue(view) ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_request_show(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("REQUEST", &options->name, "The request, as request list names it");
  arguments.option("--contested-holidays", "READING", &options->contested, "Whether contested days make the end later")
      .one_of({"keep", "extend"});
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
