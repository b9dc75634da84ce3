// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "tools/compliance/commands.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::string name;
  std::optional<std::string> reason;
  std::optional<std::string> facts;
  std::optional<std::string> article;
  std::optional<std::string> until;
  std::vector<std::string> items;
  bool approve = false;
  std::optional<std::string> on;
};

// Direct marketing ends with the objection; nothing outweighs it (Art. 21(3)).
Result<void> demand_refusable(const Request& request, const Policy& policy, const std::string& item) {
  if (request.type != RequestType::objection) return {};
  const std::string name = item.empty() ? request.purpose.value_or("") : item;
  const bool is_marketing = std::ranges::any_of(policy.keepers, [&](const Keeper& keeper) {
    return keeper.name == name && keeper.message == MessageKind::marketing;
  });
  if (!is_marketing) return {};
  return Error{.message = "an objection to direct marketing cannot be refused",
               .hint = "it has ended already (Art. 21(3))"};
}

Result<std::vector<RequestItem>> read_items(const Options& options, const OpenRequest& open) {
  if (!options.reason) return Error{.message = "expected --reason CODE", .hint = "compliance-law(7) lists them"};
  RequestItem common{.reason = *options.reason};
  COMPLIANCE_TRY(common.facts, read_line("--facts", options.facts));
  COMPLIANCE_TRY(common.article, read_line("--article", options.article));
  const RefusalReason* reason = find_refusal_reason(common.reason);
  if (common.article.empty() && common.reason == "legal-duty")
    return Error{.message = "expected the law that demands it", .hint = "--article, such as \"AWR Art. 52(4)\""};
  if (common.article.empty() && reason != nullptr) common.article = reason->article;
  if (options.until) {
    COMPLIANCE_TRY(common.until, read_day("--until", *options.until));
  }
  std::vector<RequestItem> items;
  for (const std::string& text : options.items) {
    items.push_back(common);
    COMPLIANCE_TRY(items.back().item, read_item(open.policy(), text));
  }
  if (items.empty()) items.push_back(common);
  for (const RequestItem& item : items) COMPLIANCE_CHECK(demand_refusable(open.request, open.policy(), item.item));
  return items;
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(OpenRequest open, open_request(context, options.policy, options.name));
  if (options.approve && (options.reason || options.facts || options.article || !options.items.empty()))
    return Error{.message = "--approve takes what was proposed as it is", .hint = "give it alone"};
  RequestStep step{.kind = StepKind::refused};
  COMPLIANCE_TRY(step.on, read_day("--on", options.on, open.today));
  if (options.approve) {
    const RequestStep* proposed = open.request.last(StepKind::refusal_proposed);
    if (proposed == nullptr)
      return Error{.message = "nobody has proposed to refuse " + open.request.name,
                   .hint = "--reason CODE --facts TEXT"};
    step.items = proposed->items;
  } else {
    COMPLIANCE_TRY(step.items, read_items(options, open));
    const std::string& reason = step.items.front().reason;
    if (reason == "unfounded" || reason == "excessive") step.kind = StepKind::refusal_proposed;
  }
  return take_step(context, open, "request refuse", std::move(step));
}

}  // namespace

Run declare_request_refuse(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy under which it was registered");
  arguments.positional("REQUEST", &options->name, "The request, as request list names it");
  arguments.option("--reason", "CODE", &options->reason, "Why: a reason of compliance-law(7)");
  arguments.option("--facts", "TEXT", &options->facts, "The facts behind it, without names");
  arguments.option("--article", "TEXT", &options->article, "The legal reference; the reason's own if absent");
  arguments.option("--until", "DATE", &options->until, "Until when the reason holds");
  arguments.option("--item", "ITEM", &options->items, "Only this: a purpose, a record type or RECORD.FIELD");
  arguments.flag("--approve", options->approve, "Agree with what a colleague proposed");
  arguments.option("--on", "DATE", &options->on, "When it was decided; today if absent");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
