// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/request_acts.h"

#include <algorithm>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"

namespace compliance::tools {
Result<std::string> read_item(const Policy& policy, const std::string& text) {
  std::vector<std::string> names;
  for (const Keeper& keeper : policy.keepers)
    if (keeper.kind == Keeper::Kind::purpose) names.push_back(keeper.name);
  for (std::size_t record = 0; record < policy.records.size(); ++record) {
    names.push_back(policy.records[record].name);
    for (std::size_t field = 0; field < policy.records[record].fields.size(); ++field)
      names.push_back(policy.name_of({record, field}));
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  if (std::ranges::find(known, text) != known.end()) return text;
  const std::string nearest = did_you_mean(text, known);
  return Error{.message = "--item: expected a purpose, a record type or RECORD.FIELD of the policy",
               .hint = nearest.empty() ? "leave it out for all that was asked" : nearest};
}

Result<OpenRequest> open_request(Context& context, const std::string& policy, const std::string& name) {
  COMPLIANCE_TRY(auto loaded, load_policy(context, policy, Demand::shape));
  COMPLIANCE_TRY(State state, open_state(context, loaded->policy));
  COMPLIANCE_TRY(Request request, state.find_request(name));
  if (request.policy_name != loaded->policy.name)
    return Error{.message = request.name + " was registered under another policy",
                 .hint = "give the one named " + request.policy_name};
  const Date today = day_of(context, loaded->policy);
  return OpenRequest{std::move(loaded), std::move(state), std::move(request), today};
}

Result<Exit> take_step(Context& context, OpenRequest& open, std::string_view command, RequestStep step,
                       const std::vector<SubjectMark>& more) {
  step.operator_id = context.operator_id;
  COMPLIANCE_CHECK(may_follow(open.request, step, open.today));
  Request after = open.request;
  after.steps.push_back(step);
  for (const SubjectMark& mark : more)
    if (std::ranges::find(after.about, mark) == after.about.end()) after.about.push_back(mark);
  const By by = context.stdin_is_terminal ? By::cli : By::timer;
  open.state.add_step(open.request, step, orders_of(after, open.policy()), more, by, now_text(context), tool_version());
  context.acted = "the step is recorded for " + open.request.name;
  COMPLIANCE_TRY(const Request stored, open.state.find_request(open.request.name));
  const RequestView view{&stored, open.today};
  print_requests(context, command, std::span{&view, 1});
  return Exit::done;
}

void print_requests(Context& context, std::string_view command, std::span<const RequestView> views) {
  if (context.json)
    context.out.write(to_json_text(result_for(command).set("requests", requests_json(views))));
  else if (context.verbosity != Verbosity::quiet)
    context.out.write(requests_text(views));
}

}  // namespace compliance::tools
