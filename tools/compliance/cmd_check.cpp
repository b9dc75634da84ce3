// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/check/check.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::vector<std::string> sources;
  std::optional<std::string> format;
  std::optional<std::string> fail_on;
  std::optional<std::string> show;
};

std::optional<Severity> severity_of(std::string_view word) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    if (to_string(severity) == word) return severity;
  return std::nullopt;  // never
}

enum class Format { text, json, sarif };

Result<Format> format_of(const Options& options, const Context& context) {
  if (context.json && options.format && options.format != "json")
    return Error{.message = "--json and --format " + *options.format + " exclude each other"};
  if (context.json || options.format == "json") return Format::json;
  return options.format == "sarif" ? Format::sarif : Format::text;
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const Format format, format_of(options, context));
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::shape));
  std::vector<Finding> findings = check_policy(loaded->policy, day_of(context, loaded->policy));
  std::vector<std::string> documents{options.policy};
  if (!options.sources.empty()) {
    COMPLIANCE_TRY(const ExportSet source, ExportSet::open(context.files, options.sources, loaded->policy));
    std::vector<Finding> more = check_export(*loaded->compiled, source, day_of(context, loaded->policy));
    std::move(more.begin(), more.end(), std::back_inserter(findings));
    for (const Export& each : source.exports()) documents.push_back(each.binding().source);
  }
  const std::vector<Finding> shown = at_least(*severity_of(options.show.value_or("note")), findings);
  switch (format) {
    case Format::json:
      context.out.write(
          to_json_text(result_for("check").set("policy", loaded->policy.name).set("findings", to_json(shown))));
      break;
    case Format::sarif:
      context.out.write(to_json_text(to_sarif(shown, tool_version(), documents)));
      break;
    case Format::text:
      context.out.write(findings_text(shown, few_lines));
      if (context.verbosity == Verbosity::verbose || context.stderr_is_terminal)
        context.err.write(findings_summary(findings) + '\n');
      break;
  }
  const auto threshold = severity_of(options.fail_on.value_or("warning"));
  return threshold && any_at_least(*threshold, findings) ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_check(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy");
  arguments.positional("EXPORT", &options->sources, "An export that should fit it").may_be_absent();
  arguments.option("--format", "FORMAT", &options->format, "How findings are printed; text if absent")
      .one_of({"text", "json", "sarif"});
  arguments.option("--show", "SEVERITY", &options->show, "Print findings from this severity on; note if absent")
      .one_of({"error", "warning", "note"});
  arguments.option("--fail-on", "SEVERITY", &options->fail_on, "Status 1 from this severity on; warning if absent")
      .one_of({"error", "warning", "note", "never"});
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
