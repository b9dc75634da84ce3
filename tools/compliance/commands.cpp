// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/commands.h"

#include <algorithm>
#include <array>

namespace compliance::tools {
namespace {

constexpr auto table = std::to_array<Command>({
    {"completion", "Print the completion script of a shell", declare_completion},
    {"help", "Explain the program or one command", declare_help},
});

}  // namespace

std::span<const Command> commands() { return table; }

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(table, name, &Command::name);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace compliance::tools
