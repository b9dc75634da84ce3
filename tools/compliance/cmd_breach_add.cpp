// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/base/text.h"
#include "libcompliance/report/breach_report.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::string aware;
  std::vector<std::string> affects;
  std::optional<std::string> risk;
  std::optional<std::string> people;
  std::optional<std::string> reference;
  std::optional<std::string> facts;
};

Result<NewBreach> read_breach(const Options& options, const Context& context, const Policy& policy) {
  NewBreach breach{.policy_name = policy.name, .zone = std::string{policy.zone->name()}, .affects = options.affects};
  const Result<Instant> aware = parse_instant(options.aware);
  if (!aware) return Error{.message = "--aware: " + aware.error().message};
  if (*aware > context.now()) return Error{.message = "--aware: the time has not come yet"};
  breach.aware_at = *aware;
  if (breach.affects.empty())
    return Error{.message = "expected what has suffered",
                 .hint = "--affects confidentiality, integrity or availability"};
  breach.risk = from_word<BreachRisk>(options.risk.value_or("unknown"), breach_risk_words).value();
  if (options.people) {
    const auto people = parse_number(*options.people);
    if (!people) return Error{.message = "--people: expected a number"};
    breach.people = *people;
  }
  COMPLIANCE_TRY(breach.reference, read_line("--reference", options.reference));
  COMPLIANCE_TRY(breach.facts, read_line("--facts", options.facts));
  return breach;
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::shape));
  COMPLIANCE_TRY(const NewBreach breach, read_breach(options, context, loaded->policy));
  COMPLIANCE_TRY(State state, open_state(context, loaded->policy));
  const By by = context.stdin_is_terminal ? By::cli : By::timer;
  const std::string name = state.add_breach(breach, by, now_text(context), tool_version());
  context.acted = name + " is registered";
  COMPLIANCE_TRY(const Breach stored, state.find_breach(name));
  const std::span<const Breach> shown{&stored, 1};
  if (context.json)
    context.out.write(to_json_text(result_for("breach add").set("breaches", breaches_json(shown, context.now()))));
  else if (context.verbosity != Verbosity::quiet)
    context.out.write(breaches_text(shown, context.now()));
  return Exit::done;
}

}  // namespace

Run declare_breach_add(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy of the controller");
  arguments.option("--aware", "TIME", &options->aware, "When it became known, with its offset");
  arguments.option("--affects", "WHAT", &options->affects, "What has suffered; several")
      .one_of({breach_affects_words.begin(), breach_affects_words.end()});
  arguments.option("--risk", "RISK", &options->risk, "To people, as far as is known now")
      .one_of({breach_risk_words.begin(), breach_risk_words.end()});
  arguments.option("--people", "NUMBER", &options->people, "About how many people");
  arguments.option("--reference", "TEXT", &options->reference, "The file number, without names");
  arguments.option("--facts", "TEXT", &options->facts, "What happened, without names");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
