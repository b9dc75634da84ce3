// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/base/text.h"
#include "libcompliance/documents/completeness_report.h"
#include "libcompliance/documents/markdown.h"
#include "libcompliance/documents/notice.h"
#include "libcompliance/io/files.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/documents.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {
namespace {

constexpr std::uint64_t template_size_limit = std::uint64_t{1} << 20;

struct Options {
  std::optional<std::string> policy;
  std::optional<std::string> language;
  std::optional<std::string> format;
  std::optional<std::string> template_file;
  std::optional<std::string> out;
  bool completeness = false;
  bool print_template = false;
};

std::string written_as(std::string_view format, const std::string& markdown, Language language) {
  if (format == "html") return markdown_to_html(markdown, word_of(language, language_words));
  return format == "text" ? markdown_to_text(markdown) : markdown;
}

Result<std::string> statement(const Options& options, Context& context, const Policy& policy, std::string_view format) {
  const Language language = language_of(options.language);
  std::string text{notice_template(language)};
  if (options.template_file) {
    COMPLIANCE_TRY(text, read_file(context.files, *options.template_file, template_size_limit));
    if (find_invalid_utf8(text) != std::string_view::npos)
      return Error{.message = "expected a template in UTF-8", .place = {*options.template_file, 0, 0}};
  }
  COMPLIANCE_TRY(const std::string markdown, notice_markdown(policy, day_of(context, policy), language, text,
                                                             options.template_file.value_or("the template")));
  return written_as(format, markdown, language);
}

std::string table(const std::vector<CompletenessRow>& rows, const Policy& policy, std::string_view format,
                  Language language) {
  if (format == "json") return to_json_text(completeness_json(rows, policy, result_for("notice")));
  if (format == "text") return completeness_text(rows, policy, language);
  return written_as(format, completeness_markdown(rows, policy, language), language);
}

Result<Exit> run(const Options& options, Context& context) {
  if (options.print_template) {
    COMPLIANCE_CHECK(deliver(context, options.out, notice_template(language_of(options.language))));
    return Exit::done;
  }
  if (!options.policy) return Error{.message = "expected POLICY", .hint = "compliance notice --help"};
  COMPLIANCE_TRY(const std::string format, format_of(context, options.format, options.completeness ? "text" : "md"));
  COMPLIANCE_TRY(const auto loaded, load_policy(context, *options.policy, Demand::shape));
  const Policy& policy = loaded->policy;
  const std::vector<CompletenessRow> rows = completeness(policy, day_of(context, policy));
  if (options.completeness || format == "json") {
    COMPLIANCE_CHECK(deliver(context, options.out, table(rows, policy, format, language_of(options.language))));
  } else {
    COMPLIANCE_TRY(const std::string text, statement(options, context, policy, format));
    COMPLIANCE_CHECK(deliver(context, options.out, text));
  }
  return is_complete(rows) ? Exit::done : Exit::findings;
}

}  // namespace

Run declare_notice(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy");
  arguments.option("--lang", "LANGUAGE", &options->language, "The language; nl if absent").one_of({"nl", "en"});
  arguments.option("--format", "FORMAT", &options->format, "How it is written; md if absent")
      .one_of({"md", "html", "text"});
  arguments.option("--template", "FILE", &options->template_file, "A template of your own");
  arguments.flag("--print-template", options->print_template, "Print the template that comes with the program");
  arguments.flag("--completeness", options->completeness, "Print what people must be told, and what is missing");
  arguments.option("--out", "FILE", &options->out, "Write into this new file");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
