// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/documents/markdown.h"
#include "libcompliance/documents/register.h"
#include "libcompliance/documents/register_gaps.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/documents.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::vector<std::string> sources;
  std::optional<std::string> language;
  std::optional<std::string> format;
  std::optional<std::string> before;
  std::optional<std::string> out;
};

Result<Exit> show_changes(const Options& options, Context& context, const Register& now, std::string_view format) {
  if (format == "csv" || format == "html")
    return Error{.message = "--diff and --format " + std::string{format} + " exclude each other"};
  COMPLIANCE_TRY(const auto old, load_policy(context, *options.before, Demand::shape));
  const std::vector<RegisterChange> changes = compare(make_register(old->policy, day_of(context, old->policy)), now);
  COMPLIANCE_CHECK(deliver(context, options.out,
                           format == "json" ? to_json_text(changes_json(changes, result_for("register")))
                                            : changes_text(changes, language_of(options.language))));
  return Exit::done;
}

Result<std::vector<Finding>> gaps_of(const Options& options, Context& context, const Policy& policy) {
  std::vector<Finding> findings;
  for (const std::string& folder : options.sources) {
    COMPLIANCE_TRY(const Export source, Export::open(context.files, folder, policy));
    std::vector<Finding> more = register_gaps(policy, source);
    std::move(more.begin(), more.end(), std::back_inserter(findings));
  }
  return findings;
}

std::string written(const Register& record, const std::vector<Finding>& findings, std::string_view format,
                    Language language) {
  if (format == "json")
    return to_json_text(register_json(record, result_for("register")).set("findings", to_json(findings)));
  if (format == "csv") return register_csv(record, language);
  const std::string markdown = register_markdown(record, language);
  return format == "html" ? markdown_to_html(markdown, word_of(language, language_words)) : markdown;
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const std::string format, format_of(context, options.format, "md"));
  if (options.before && !options.sources.empty())
    return Error{.message = "--diff compares two policies; expected no EXPORT with it"};
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::shape));
  const Register record = make_register(loaded->policy, day_of(context, loaded->policy));
  if (options.before) return show_changes(options, context, record, format);
  COMPLIANCE_TRY(const std::vector<Finding> findings, gaps_of(options, context, loaded->policy));
  COMPLIANCE_CHECK(deliver(context, options.out, written(record, findings, format, language_of(options.language))));
  if (format != "json") context.err.write(findings_text(findings, few_lines));
  return has_gaps(record) || needs_a_person(findings) ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_register(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy");
  arguments.positional("EXPORT", &options->sources, "An export that should hold nothing else").may_be_absent();
  arguments.option("--lang", "LANGUAGE", &options->language, "The language; nl if absent").one_of({"nl", "en"});
  arguments.option("--format", "FORMAT", &options->format, "How it is written; md if absent")
      .one_of({"md", "html", "csv", "json"});
  arguments.option("--diff", "POLICY", &options->before, "Print what is different from this older policy");
  arguments.option("--out", "FILE", &options->out, "Write into this new file");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
