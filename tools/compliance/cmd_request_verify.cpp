// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "libcompliance/people/identity.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/identifiers.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string policy;
  std::string name;
  std::optional<std::string> asked;
  std::optional<std::string> confirmed;
  std::optional<std::string> failed;
  std::optional<std::string> mandate;
  std::vector<std::string> subjects;
  std::vector<std::string> subject_files;
  bool destroyed = false;
  std::optional<std::string> why;
  std::optional<std::string> on;
};

Result<RequestStep> read_step(const Options& options) {
  RequestStep step;
  const bool gives_more = !options.subjects.empty() || !options.subject_files.empty();
  const int given = (options.asked ? 1 : 0) + (options.confirmed ? 1 : 0) + (options.failed ? 1 : 0) +
                    (options.mandate ? 1 : 0) + (gives_more ? 1 : 0);
  if (given != 1)
    return Error{.message = "expected one of --asked, --confirmed, --failed, --mandate and --subject",
                 .hint = "one command records one step"};
  if (options.mandate) {
    step.kind = StepKind::mandate_seen;
    COMPLIANCE_TRY(step.facts, read_line("--mandate", *options.mandate));
    return step;
  }
  if (gives_more) {
    step.kind = StepKind::identified;
    return step;
  }
  step.kind = options.asked       ? StepKind::identity_asked
              : options.confirmed ? StepKind::identity_confirmed
                                  : StepKind::identity_failed;
  step.codes.push_back(options.asked ? *options.asked : options.confirmed ? *options.confirmed : *options.failed);
  if (options.destroyed) step.codes.emplace_back("destroyed");
  COMPLIANCE_TRY(step.facts, read_line("--why", options.why));
  return step;
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(OpenRequest open, open_request(context, options.policy, options.name));
  COMPLIANCE_TRY(RequestStep step, read_step(options));
  COMPLIANCE_TRY(step.on, read_day("--on", options.on, open.today));
  COMPLIANCE_TRY(const std::vector<Identifier> people,
                 read_subjects(options.subjects, options.subject_files, context, open.policy()));
  Fingerprinter fingerprints{open.state.index_key()};
  std::vector<SubjectMark> more;
  for (const Identifier& identifier : people) more.push_back({identifier.kind, fingerprints.of(identifier)});
  return take_step(context, open, "request verify", std::move(step), more);
}

}  // namespace

Run declare_request_verify(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  const std::vector<std::string_view> methods{identity_check_words.begin(), identity_check_words.end()};
  arguments.positional("POLICY", &options->policy, "The policy under which it was registered");
  arguments.positional("REQUEST", &options->name, "The request, as request list names it");
  arguments.option("--asked", "METHOD", &options->asked, "The person was asked to be recognised in this way")
      .one_of(methods);
  arguments.option("--confirmed", "METHOD", &options->confirmed, "The person was recognised in this way")
      .one_of(methods);
  arguments.option("--failed", "METHOD", &options->failed, "The person was not").one_of(methods);
  arguments.option("--mandate", "TEXT", &options->mandate, "The mandate of whoever asks was seen: its reference");
  arguments.option("--subject", "KIND:VALUE", &options->subjects, "The person gave this to be recognised by");
  arguments.option("--subject-file", "FILE", &options->subject_files, "The same, a line each, kept out of sight");
  arguments.flag("--destroyed", options->destroyed, "The document that was shown or sent is destroyed");
  arguments.option("--why", "TEXT", &options->why, "Why a heavier check than the policy's is needed");
  arguments.option("--on", "DATE", &options->on, "When it happened; today if absent");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
