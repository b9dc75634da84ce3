// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "tools/compliance/commands.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::string name;
  bool grant = false;
  bool lift = false;
  std::optional<std::string> forwarded;
  std::optional<std::string> done;
  std::vector<std::string> items;
  std::optional<std::string> facts;
  std::optional<std::string> told;
  std::optional<std::string> on;
};

Result<void> demand_one(const Options& options) {
  if ((options.grant ? 1 : 0) + (options.lift ? 1 : 0) + (options.forwarded ? 1 : 0) + (options.done ? 1 : 0) != 1)
    return Error{.message = "expected one of --grant, --lift, --forwarded and --done",
                 .hint = "a refusal is compliance request refuse"};
  if (options.done && !options.facts)
    return Error{.message = "expected what was done", .hint = "say so with --facts TEXT, without names (Art. 5(2))"};
  if (options.lift != options.told.has_value())
    return Error{.message = options.lift ? "expected when the person was told" : "--told is for --lift",
                 .hint = "a restriction is lifted after the person was told: --lift --told DATE (Art. 18(3))"};
  if (!options.items.empty() && !options.grant) return Error{.message = "--item is for --grant"};
  return {};
}

StepKind kind_of(const Options& options) {
  if (options.grant) return StepKind::granted;
  if (options.lift) return StepKind::lifted;
  return options.done ? StepKind::fulfilled : StepKind::forwarded;
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(OpenRequest open, open_request(context, options.policy, options.name));
  COMPLIANCE_CHECK(demand_one(options));
  RequestStep step{.kind = kind_of(options)};
  COMPLIANCE_TRY(step.facts, read_line("--facts", options.facts));
  COMPLIANCE_TRY(step.on, read_day("--on", options.on, open.today));
  if (options.forwarded) {
    COMPLIANCE_TRY(step.on, read_day("--forwarded", *options.forwarded));
  }
  if (options.done) {
    COMPLIANCE_TRY(step.on, read_day("--done", *options.done));
    step.codes.emplace_back("by_hand");
  }
  if (options.told) {
    COMPLIANCE_TRY(const Date told, read_day("--told", *options.told));
    if (told > step.on)
      return Error{.message = "--told: the day lies after that of lifting",
                   .hint = "tell the person before (Art. 18(3))"};
    step.codes.push_back("told " + format_date(told));
  }
  for (const std::string& text : options.items) {
    COMPLIANCE_TRY(std::string item, read_item(open.policy(), text));
    step.items.push_back({.item = std::move(item)});
  }
  return take_step(context, open, "request decide", std::move(step));
}

}  // namespace

Run declare_request_decide(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy under which it was registered");
  arguments.positional("REQUEST", &options->name, "The request, as request list names it");
  arguments.flag("--grant", options->grant, "It is granted; an objection is upheld");
  arguments.option("--item", "ITEM", &options->items, "Only this: a purpose, a record type or RECORD.FIELD");
  arguments.flag("--lift", options->lift, "The restriction ends");
  arguments.option("--told", "DATE", &options->told, "When the person was told that it ends");
  arguments.option("--forwarded", "DATE", &options->forwarded,
                   "When it was sent on to the customer whose data they are");
  arguments.option("--done", "DATE", &options->done, "When it was carried out: the copy made, the data erased");
  arguments.option("--facts", "TEXT", &options->facts, "What the decision rests on, without names");
  arguments.option("--on", "DATE", &options->on, "When it was decided; today if absent");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
