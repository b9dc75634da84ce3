// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/report/breach_report.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string name;
  std::string risk;
  std::optional<std::string> notified;
  std::optional<std::string> late_because;
  std::optional<std::string> not_notified_because;
  std::optional<std::string> people_told;
  std::optional<std::string> people_not_told_because;
  std::optional<std::string> measures;
};

Result<BreachEnd> read_end(const Options& options, const Context& context) {
  BreachEnd end{.risk = from_word<BreachRisk>(options.risk, breach_risk_words).value()};
  if (options.notified) {
    const Result<Instant> time = parse_instant(*options.notified);
    if (!time) return Error{.message = "--notified: " + time.error().message};
    if (*time > context.now()) return Error{.message = "--notified: the time has not come yet"};
    end.notified_at = *time;
  }
  COMPLIANCE_TRY(end.late_because, read_line("--late-because", options.late_because));
  COMPLIANCE_TRY(end.not_notified_because, read_line("--not-notified-because", options.not_notified_because));
  if (options.people_told) {
    COMPLIANCE_TRY(end.persons_told_on, read_day("--people-told", *options.people_told));
  }
  end.persons_not_told_because = options.people_not_told_because.value_or("");
  COMPLIANCE_TRY(end.measures, read_line("--measures", options.measures));
  return end;
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const BreachEnd end, read_end(options, context));
  COMPLIANCE_TRY(State state, open_state(context));
  COMPLIANCE_TRY(const Breach breach, state.find_breach(options.name));
  COMPLIANCE_CHECK(may_close(breach, end));
  const By by = context.stdin_is_terminal ? By::cli : By::timer;
  state.close_breach(breach, end, by, now_text(context), tool_version());
  context.acted = breach.name + " is closed";
  if (context.json)
    context.out.write(to_json_text(result_for("breach close").set("breach", breach.name)));
  else if (context.verbosity != Verbosity::quiet)
    context.out.write(breach.name + " is closed\n");
  return Exit::done;
}

}  // namespace

Run declare_breach_close(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("BREACH", &options->name, "The breach, as breach list names it");
  arguments.option("--risk", "RISK", &options->risk, "To people, as it was judged")
      .one_of({"unlikely", "likely", "high"});
  arguments.option("--notified", "TIME", &options->notified, "When the authority was told, with its offset");
  arguments.option("--late-because", "TEXT", &options->late_because, "Why that took more than 72 hours");
  arguments.option("--not-notified-because", "TEXT", &options->not_notified_because, "Why the risk is unlikely");
  arguments.option("--people-told", "DATE", &options->people_told, "When the people were told");
  arguments.option("--people-not-told-because", "REASON", &options->people_not_told_because, "Why they were not")
      .one_of({not_told_words.begin(), not_told_words.end()});
  arguments.option("--measures", "TEXT", &options->measures, "What was done about it, without names");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
