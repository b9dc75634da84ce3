// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/base/suggest.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/inputs.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::vector<std::string> sources;
  std::string record;
  std::optional<std::string> tenant;
};

// "customer:00004". The part behind the colon names a person, and is not repeated.
Result<std::pair<std::size_t, Sensitive<std::string>>> read_subject(const std::string& text, const Policy& policy) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos)
    return Error{.message = "expected --record TYPE:KEY", .hint = "for example --record customer:00004"};
  const std::string type = text.substr(0, colon);
  const auto record = policy.find_record(type);
  if (!record) {
    std::vector<std::string_view> known;
    for (const RecordType& each : policy.records) known.push_back(each.name);
    return Error{.message = "--record: the policy has no record of that type", .hint = did_you_mean(type, known)};
  }
  return std::pair{*record, Sensitive{text.substr(colon + 1)}};
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const auto loaded, load_policy(context, options.policy, Demand::sound));
  COMPLIANCE_TRY(ExportSet source, ExportSet::open(context.files, options.sources, loaded->policy));
  COMPLIANCE_CHECK(choose_tenant(source, *loaded, options.tenant));
  COMPLIANCE_TRY(const auto subject, read_subject(options.record, loaded->policy));
  COMPLIANCE_TRY(const Explanation explanation,
                 explain_record(*loaded->compiled, source, subject.first, subject.second,
                                day_of(context, loaded->policy), look_ahead_of(loaded->policy)));
  context.out.write(context.json ? to_json_text(explanation_json(explanation, loaded->policy))
                                 : explanation_text(explanation, loaded->policy));
  return Exit::done;
}

}  // namespace

Run declare_explain(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy");
  arguments.positional("EXPORT", &options->sources, "An export: a folder with export.yaml");
  arguments.option("--record", "TYPE:KEY", &options->record, "The record to explain");
  arguments.option("--tenant", "NAME", &options->tenant, "Whose records, where the export holds those of several");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
