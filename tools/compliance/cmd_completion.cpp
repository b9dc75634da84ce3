// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "tools/compliance/commands.h"
#include "tools/compliance/completion.h"

namespace compliance::tools {
namespace {

struct Options {
  std::string shell;
};

Result<Exit> run(const Options& options, Context& context) {
  context.out.write(options.shell == "bash"  ? bash_completion()
                    : options.shell == "zsh" ? zsh_completion()
                                             : fish_completion());
  return Exit::done;
}

}  // namespace

Run declare_completion(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("SHELL", &options->shell, "The shell").one_of({"bash", "zsh", "fish"});
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
