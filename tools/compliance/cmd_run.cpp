// SPDX-License-Identifier: Apache-2.0
// Each job is this program once more, in a process of its own: it holds its own lock, and one that fails leaves the
// others alone.

#include <algorithm>
#include <array>
#include <memory>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"
#include "libcompliance/formats/yaml.h"
#include "libcompliance/io/files.h"
#include "libcompliance/jobs/jobs.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/inputs.h"
#include "tools/compliance/process.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string jobs;
  std::vector<std::string> names;
};

// Nothing needs a person; a person must look; something is written wrongly, and stays so; a guard stopped what would
// have been done; the machine fails, and with it perhaps everything else.
constexpr std::array by_gravity{Exit::done, Exit::findings, Exit::refused, Exit::guard, Exit::machine};

Exit more_serious(Exit a, Exit b) {
  const auto gravity = [](Exit exit) { return std::find(by_gravity.begin(), by_gravity.end(), exit); };
  return gravity(a) < gravity(b) ? b : a;
}

std::string_view meaning_of(Exit exit) {
  switch (exit) {
    case Exit::done:
      return "done, and nothing needs a person";
    case Exit::findings:
      return "done, and something needs a person";
    case Exit::refused:
      return "refused: what it was given is wrong; nothing was changed";
    case Exit::machine:
      return "the machine failed; run it again";
    case Exit::guard:
      return "refused by a guard; nothing was changed";
  }
  return {};
}

Result<std::vector<Job>> chosen_jobs(const Options& options, Context& context) {
  COMPLIANCE_TRY(const std::string bytes, read_file(context.files, options.jobs, yaml_size_limit));
  COMPLIANCE_TRY(std::vector<Job> jobs, read_jobs(bytes, options.jobs));
  if (options.names.empty()) return jobs;
  std::vector<std::string_view> known;
  for (const Job& job : jobs) known.push_back(job.name);
  for (const std::string& name : options.names)
    if (std::find(known.begin(), known.end(), name) == known.end())
      return Error{
          .message = options.jobs + " has no such job", .place = {"JOB", 0, 0}, .hint = did_you_mean(name, known)};
  std::erase_if(jobs, [&](const Job& job) {
    return std::find(options.names.begin(), options.names.end(), job.name) == options.names.end();
  });
  return jobs;
}

// The day in the name of an output is the day that the job decides for, also when midnight passes meanwhile.
Result<std::optional<Date>> day_of_job(const Job& job, Context& context) {
  if (context.as_of || !is_dated(job)) return context.as_of;
  COMPLIANCE_TRY(const auto loaded, load_policy(context, *job.policy, Demand::shape));
  return std::optional{day_of(context, loaded->policy)};
}

Result<Exit> carry_out_job(const Job& job, Context& context, ByteSink& out) {
  COMPLIANCE_TRY(const std::optional<Date> day, day_of_job(job, context));
  std::vector<std::string> words;
  if (context.json) words.emplace_back("--json");
  if (context.verbosity == Verbosity::quiet) words.emplace_back("--quiet");
  if (context.verbosity == Verbosity::verbose) words.emplace_back("--verbose");
  if (context.chosen_state && !job.state) words.push_back("--state=" + *context.chosen_state);
  const std::vector<std::string> own = command_line_of(job, day);
  words.insert(words.end(), own.begin(), own.end());
  const std::optional<int> status = run_again(words, out);
  const auto known =
      std::find_if(by_gravity.begin(), by_gravity.end(), [&](Exit exit) { return status == static_cast<int>(exit); });
  return known == by_gravity.end() ? Exit::machine : *known;
}

// A failing machine fails this job; the next one may work elsewhere.
Exit outcome_of(const Job& job, Context& context, ByteSink& out) {
  const auto say = [&](const std::string& what) {
    context.err.write("compliance run: " + job.name + ": " + printable(what) + '\n');
  };
  try {
    const Result<Exit> outcome = carry_out_job(job, context, out);
    if (outcome) return *outcome;
    say(to_string(outcome.error()));
    return Exit::refused;
  } catch (const EnvironmentError& error) {
    say(error.what());
    return Exit::machine;
  }
}

Json to_json(const Job& job, Exit outcome, std::string_view output) {
  Result<Json> result = parse_json(output, job.name);
  return std::move(Json::object()
                       .set("job", job.name)
                       .set("run", job_command_words[static_cast<std::size_t>(job.command)])
                       .set("status", static_cast<int>(outcome))
                       .set("meaning", meaning_of(outcome))
                       .set("result", result ? *std::move(result) : Json{}));
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const std::vector<Job> jobs, chosen_jobs(options, context));
  Exit worst = Exit::done;
  Json results = Json::list();
  for (const Job& job : jobs) {
    TextSink collected;
    const Exit outcome = outcome_of(job, context, context.json ? static_cast<ByteSink&>(collected) : context.out);
    worst = more_serious(worst, outcome);
    if (context.json)
      results.add(to_json(job, outcome, collected.text()));
    else if (context.verbosity != Verbosity::quiet || outcome != Exit::done)
      context.out.write(job.name + ": " + std::to_string(static_cast<int>(outcome)) + ", " +
                        std::string{meaning_of(outcome)} + '\n');
    context.flush();
  }
  if (context.json) context.out.write(to_json_text(result_for("run").set("jobs", std::move(results))));
  return worst;
}

}  // namespace

Run declare_run(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("JOBS", &options->jobs, "The jobs file");
  arguments.positional("JOB", &options->names, "Only the jobs of these names; all if absent").may_be_absent();
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
