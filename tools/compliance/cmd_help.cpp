// SPDX-License-Identifier: Apache-2.0
// `compliance help COMMAND` is `compliance COMMAND --help`, for those who look for it there.

#include <memory>

#include "tools/compliance/commands.h"
#include "tools/compliance/help.h"

namespace compliance::tools {
namespace {

struct Options {
  std::vector<std::string> command;
};

Result<Exit> run(const Options& options, Context& context) {
  std::string name;
  for (const std::string& word : options.command) name += (name.empty() ? "" : " ") + word;
  if (const Command* command = find_command(name)) {
    context.out.write(command_help(*command));
  } else if (is_group(name)) {
    context.out.write(group_help(name));
  } else if (name.empty()) {
    context.out.write(program_help());
  } else {
    return unknown_command(name);
  }
  return Exit::done;
}

}  // namespace

Run declare_help(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("COMMAND", &options->command, "The command to explain; the program without it").may_be_absent();
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
