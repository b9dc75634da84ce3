// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/globals.h"

#include <cstdlib>

namespace compliance::tools {
namespace {

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read before any thread starts
  if (!value || *value == '\0') return std::nullopt;
  return value;
}

std::optional<std::string> state_from_environment() {
  if (auto folder = environment("COMPLIANCE_STATE")) return folder;
  // The XDG base directory specification has relative paths ignored.
  if (auto base = environment("XDG_STATE_HOME"); base && base->front() == '/') return *base + "/compliance";
  if (auto home = environment("HOME")) return *home + "/.local/state/compliance";
  return std::nullopt;
}

}  // namespace

void declare_globals(Arguments& arguments, GlobalOptions& options) {
  arguments.option("--state", "DIR", &options.state, "Folder of the database, the keys and the audit log");
  arguments.option("--as-of", "YYYY-MM-DD", &options.as_of, "Decide for this day instead of today");
  arguments.flag("--json", options.json, "Print the result as JSON");
  arguments.flag("-q,--quiet", options.quiet, "Say nothing but errors on stderr");
  arguments.flag("-v,--verbose", options.verbose, "Say more on stderr");
  arguments.flag("-h,--help", options.help, "Print this help");
  arguments.flag("--version", options.version, "Print the version");
}

Result<void> apply_globals(const GlobalOptions& options, Context& context) {
  if (options.quiet && options.verbose) return Error{.message = "--quiet and --verbose exclude each other"};
  if (options.quiet) context.verbosity = Verbosity::quiet;
  if (options.verbose) context.verbosity = Verbosity::verbose;
  context.json = options.json;
  if (options.as_of) {
    COMPLIANCE_TRY(context.as_of, at({"--as-of"}, parse_date(*options.as_of)));
  }
  if (options.state && options.state->empty()) return Error{.message = "expected a folder", .place = {"--state"}};
  context.names_state = options.state.has_value();
  context.chosen_state = options.state ? options.state : state_from_environment();
  return {};
}

}  // namespace compliance::tools
