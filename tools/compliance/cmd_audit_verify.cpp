// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/base/text.h"
#include "libcompliance/io/files.h"
#include "libcompliance/report/reports.h"
#include "libcompliance/state/state.h"
#include "tools/compliance/commands.h"

namespace compliance::tools {
namespace {

struct Options {
  std::vector<std::string> against;
  std::optional<std::string> verifier;
};

constexpr std::uint64_t note_size_limit = 1 << 16;

// The log never gets ahead of what state.db has written (A12). Asked after the log was read: a run may be writing.
void compare_with_state(const State& state, LogReport& report) {
  const std::uint64_t written = state.entry_count();
  if (report.checkpoint.size <= written) return;
  report.findings.push_back({.code = "audit.state_behind",
                             .severity = Severity::error,
                             .place = {"state.db", 0, 0},
                             .message = "the log has " + std::to_string(report.checkpoint.size) +
                                        " entries, and the state has written " + std::to_string(written),
                             .hint = "an older copy of state.db was restored, and has forgotten the runs since"});
}

Result<Exit> run(const Options& options, Context& context) {
  COMPLIANCE_TRY(const std::string folder, context.state_folder());
  COMPLIANCE_TRY(const State state, State::open(context.files, folder, State::Access::read));
  std::optional<LogVerifier> verifier;
  if (options.verifier) {
    COMPLIANCE_TRY(std::string text, read_file(context.files, *options.verifier, note_size_limit));
    while (text.ends_with('\n')) text.pop_back();
    COMPLIANCE_TRY(verifier, at({*options.verifier, 0, 0}, LogVerifier::parse(text)));
  } else {
    verifier = state.verifier();
  }
  std::vector<std::pair<std::string, std::string>> kept;
  for (const std::string& path : options.against) {
    COMPLIANCE_TRY(std::string note, read_file(context.files, path, note_size_limit));
    kept.emplace_back(path, std::move(note));
  }
  COMPLIANCE_TRY(LogReport report,
                 verify_log(context.files, state.audit_folder(), *verifier, kept, state.known_checkpoint()));
  compare_with_state(state, report);
  const std::string root = to_base64(as_bytes(report.checkpoint.root));
  if (context.json) {
    context.out.write(to_json_text(result_for("audit verify")
                                       .set("origin", report.checkpoint.origin)
                                       .set("size", report.checkpoint.size)
                                       .set("root", root)
                                       .set("first_bad", report.first_bad ? Json{*report.first_bad} : Json{})
                                       .set("findings", to_json(report.findings))));
  } else if (!report.findings.empty()) {
    context.out.write(findings_text(report.findings, all_lines));
  } else if (context.verbosity != Verbosity::quiet) {
    context.out.write("The log " + printable(report.checkpoint.origin) +
                      " verifies: " + std::to_string(report.checkpoint.size) +
                      (report.checkpoint.size == 1 ? " entry" : " entries") + ", root " + root + '\n');
  }
  return needs_a_person(report.findings) ? Exit::findings : Exit::done;
}

}  // namespace

Run declare_audit_verify(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.option("--against", "FILE", &options->against,
                   "A checkpoint that was kept elsewhere; may be given more than once");
  arguments.option("--verifier", "FILE", &options->verifier, "The log's key as it was kept elsewhere");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
