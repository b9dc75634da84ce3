// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/base/text.h"
#include "libcompliance/report/reports.h"
#include "libcompliance/state/state.h"
#include "tools/compliance/commands.h"

namespace compliance::tools {
namespace {

struct Options {
  std::optional<std::string> last;
};

Result<Exit> run(const Options& options, Context& context) {
  std::uint64_t most = UINT64_MAX;
  if (options.last) {
    const auto number = parse_number(*options.last);
    if (!number || *number == 0) return Error{.message = "--last: expected a number above 0"};
    most = *number;
  }
  COMPLIANCE_TRY(const std::string folder, context.state_folder());
  COMPLIANCE_TRY(const State state, State::open(context.files, folder, State::Access::read));
  const std::uint64_t size = state.known_checkpoint().size;
  COMPLIANCE_TRY(const std::vector<std::string> leaves,
                 read_leaves(context.files, state.audit_folder(), size > most ? size - most : 0, size));
  std::vector<AuditEntry> entries;
  for (const std::string& leaf : leaves) {
    Result<AuditEntry> entry = parse_leaf(leaf);
    if (!entry)
      return Error{.message = "the log holds an entry that is not in its form", .hint = "run compliance audit verify"};
    entries.push_back(std::move(*entry));
  }
  context.out.write(context.json ? to_json_text(log_json(entries)) : log_text(entries));
  return Exit::done;
}

}  // namespace

Run declare_audit_show(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.option("--last", "NUMBER", &options->last, "Only the last so many entries");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
