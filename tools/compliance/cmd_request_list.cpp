// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "libcompliance/base/text.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

constexpr std::uint64_t usual_days = 7;
constexpr std::uint64_t most_days = 366;

struct Options {
  bool all = false;
  bool due = false;
  std::optional<std::string> within;
  std::optional<std::string> contested;
};

Result<int> read_within(const std::optional<std::string>& text) {
  if (!text) return static_cast<int>(usual_days);
  const auto days = parse_number(*text);
  if (!days || *days > most_days) return Error{.message = "--within: expected a number of days, at most 366"};
  return static_cast<int>(*days);
}

Result<Exit> run(const Options& options, Context& context) {
  if (options.within && !options.due)
    return Error{.message = "--within says how soon is due", .hint = "give it with --due"};
  COMPLIANCE_TRY(const int within, read_within(options.within));
  COMPLIANCE_TRY(const std::string folder, context.state_folder());
  COMPLIANCE_TRY(const State state, State::open(context.files, folder, State::Access::read));
  const std::vector<Request> requests = state.requests();
  std::vector<RequestView> views;
  for (const Request& request : requests) {
    COMPLIANCE_TRY(const Zone zone, Zone::find(request.terms.zone));
    const RequestView view{&request, context.day(zone),
                           options.contested == "extend" ? Contested::extend : Contested::keep};
    const Stage stage = stage_of(request, view.today);
    const bool is_over = stage == Stage::closed || stage == Stage::cancelled;
    if (options.due ? is_due(view, within) : options.all || !is_over) views.push_back(view);
  }
  std::ranges::stable_sort(views, {}, [](const RequestView& view) {
    return std::chrono::sys_days{deadlines_of(*view.request, view.contested).target};
  });
  if (context.json)
    context.out.write(to_json_text(result_for("request list").set("requests", requests_json(views))));
  else if (!options.due || !views.empty())
    context.out.write(requests_text(views));
  if (options.due) return views.empty() ? Exit::done : Exit::findings;
  return std::ranges::any_of(views, is_overdue) ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_request_list(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.flag("--all", options->all, "Those that are closed or taken back, too");
  arguments.flag("--due", options->due, "Only those that are due soon; silent when there is none");
  arguments.option("--within", "DAYS", &options->within, "How many days is soon; 7 if absent");
  arguments.option("--contested-holidays", "READING", &options->contested, "Whether contested days make the end later")
      .one_of({"keep", "extend"});
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
