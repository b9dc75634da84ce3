// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/command_line.h"

#include <vector>

#include "tools/compliance/help.h"

namespace compliance::tools {
namespace {

// Splits the words into the command's name and everything else. Options before the command are global ones, so it is
// known which of them take the next word as their value.
struct Split {
  std::vector<std::string> name;  // one or two words, or none
  std::vector<std::string> rest;
};

Split split_command(std::span<const std::string> words, const Arguments& global) {
  Split split;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool complete = split.name.size() == 2 || (split.name.size() == 1 && !is_group(split.name[0]));
    if (complete || word == "--") {
      split.rest.insert(split.rest.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
      break;
    }
    if (word.empty() || word.front() != '-') {
      split.name.push_back(word);
      continue;
    }
    split.rest.push_back(word);
    const Parameter* option = global.find(word);
    if (option && option->kind == Parameter::Kind::option && i + 1 < words.size()) split.rest.push_back(words[++i]);
  }
  return split;
}

Run print(std::string text) {
  return [text = std::move(text)](Context& context) -> Result<Exit> {
    context.out.write(text);
    return Exit::done;
  };
}

// What stands where a command should, when there is none: the program's own options, or a mistake.
Result<void> read_without_command(const Split& split, const Arguments& global, Invocation& invocation) {
  if (split.name.size() == 1 && split.name[0] == "__dump-cli") {
    invocation.run = print(dump_command_line());
    return {};
  }
  const bool group = split.name.size() == 1 && is_group(split.name[0]);
  if (!split.name.empty() && !group)
    return unknown_command(split.name.size() == 1 ? split.name[0] : split.name[0] + ' ' + split.name[1]);
  if (group) invocation.speaker += ' ' + split.name[0];
  COMPLIANCE_CHECK(parse(split.rest, global, Arguments{}));
  if (invocation.globals.version) {
    invocation.run = print("compliance " COMPLIANCE_VERSION "\n");
  } else if (invocation.globals.help) {
    invocation.run = print(group ? group_help(split.name[0]) : program_help());
  } else {
    return Error{
        .message = "expected a command",
        .hint = "usage: " + invocation.speaker + " [OPTION]... COMMAND [ARGUMENT]...; --help lists the commands"};
  }
  return {};
}

}  // namespace

Result<void> read_command_line(std::span<const std::string> words, Invocation& invocation) {
  Arguments global;
  declare_globals(global, invocation.globals);
  const Split split = split_command(words, global);
  std::string name;
  for (const std::string& word : split.name) name += (name.empty() ? "" : " ") + word;
  const Command* command = find_command(name);
  if (!command) return read_without_command(split, global, invocation);

  invocation.speaker += ' ' + name;
  Arguments own;
  invocation.run = command->declare(own);
  COMPLIANCE_CHECK(parse(split.rest, global, own));
  if (invocation.globals.help) {
    invocation.run = print(command_help(*command));
    return {};
  }
  if (invocation.globals.version) {
    invocation.run = print("compliance " COMPLIANCE_VERSION "\n");
    return {};
  }
  return check_complete(own);
}

}  // namespace compliance::tools
