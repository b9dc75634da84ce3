// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/help.h"

#include <algorithm>

#include "libcompliance/base/suggest.h"
#include "tools/compliance/globals.h"

namespace compliance::tools {
namespace {

using Kind = Parameter::Kind;

struct Row {
  std::string left;
  std::string right;
};

// A titled list with the right column aligned, followed by an empty line; nothing when there are no rows.
std::string section(std::string_view title, const std::vector<Row>& rows) {
  if (rows.empty()) return {};
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.left.size());
  std::string text = std::string{title} + ":\n";
  for (const Row& row : rows)
    text += "  " + row.left + std::string(width - row.left.size() + 2, ' ') + row.right + '\n';
  return text + '\n';
}

std::string left_column(const Parameter& parameter) {
  std::string text;
  if (!parameter.short_name.empty()) text += std::string{parameter.short_name} + ", ";
  text += parameter.name;
  if (parameter.kind == Kind::option) text += ' ' + std::string{parameter.value};
  if (parameter.repeatable()) text += "...";
  return text;
}

std::string right_column(const Parameter& parameter) {
  std::string text{parameter.help};
  if (parameter.words.empty()) return text;
  text += " (";
  for (const std::string_view word : parameter.words) text += (text.back() == '(' ? "" : ", ") + std::string{word};
  return text + ')';
}

std::vector<Row> parameter_rows(const Arguments& arguments, bool positionals) {
  std::vector<Row> rows;
  for (const Parameter& parameter : arguments.parameters())
    if ((parameter.kind == Kind::positional) == positionals)
      rows.push_back({left_column(parameter), right_column(parameter)});
  return rows;
}

std::string global_section() {
  Arguments global;
  GlobalOptions unused;
  declare_globals(global, unused);
  return section("Options of every command", parameter_rows(global, false));
}

std::vector<Row> command_rows(std::string_view prefix) {
  std::vector<Row> rows;
  for (const Command& command : commands())
    if (command.name.starts_with(prefix)) rows.push_back({std::string{command.name}, std::string{command.summary}});
  return rows;
}

std::string dashed(std::string_view name) {
  std::string page{name};
  std::ranges::replace(page, ' ', '-');
  return page;
}

std::string_view count_of(const Parameter& parameter) {
  if (parameter.repeatable()) return parameter.required ? "+" : "*";
  return parameter.required ? "1" : "?";
}

std::string dump_line(std::initializer_list<std::string_view> fields) {
  std::string line;
  for (const std::string_view field : fields) line += (line.empty() ? "" : "\t") + std::string{field};
  return line + '\n';
}

std::string dump_parameters(std::string_view command, const Arguments& arguments) {
  std::string text;
  for (const Parameter& each : arguments.parameters()) {
    text += each.kind == Kind::positional
                ? dump_line({"argument", command, each.name, count_of(each), each.help})
                : dump_line({"option", command, each.name, each.short_name, each.value, count_of(each), each.help});
    for (const std::string_view word : each.words) text += dump_line({"word", command, each.name, word});
  }
  return text;
}

}  // namespace

std::string program_help() {
  return "Usage: compliance [OPTION]... COMMAND [ARGUMENT]...\n\n"
         "Carries out an organisation's privacy promises on the exports of its CRM.\n\n" +
         section("Commands", command_rows("")) + global_section() + "Manual: man compliance\n";
}

std::string usage(const Command& command, const Arguments& own) {
  std::string line = "compliance " + std::string{command.name} + " [OPTION]...";
  for (const Parameter& parameter : own.parameters()) {
    if (parameter.kind == Kind::positional) {
      const std::string name = std::string{parameter.name} + (parameter.repeatable() ? "..." : "");
      line += parameter.required ? ' ' + name : " [" + name + ']';
    } else if (parameter.required) {
      line += ' ' + std::string{parameter.name} + ' ' + std::string{parameter.value};
    }
  }
  return line;
}

std::string command_help(const Command& command) {
  Arguments own;
  const Run run = command.declare(own);  // keeps the targets of the declarations alive
  return "Usage: " + usage(command, own) + "\n\n" + std::string{command.summary} + ".\n\n" +
         section("Arguments", parameter_rows(own, true)) + section("Options", parameter_rows(own, false)) +
         global_section() + "Manual: man compliance-" + dashed(command.name) + '\n';
}

std::string group_help(std::string_view group) {
  return "Usage: compliance " + std::string{group} + " COMMAND [ARGUMENT]...\n\n" +
         section("Commands", command_rows(std::string{group} + ' ')) + global_section() + "Manual: man compliance\n";
}

bool is_group(std::string_view word) {
  const std::string prefix = std::string{word} + ' ';
  return std::ranges::any_of(commands(), [&](const Command& command) { return command.name.starts_with(prefix); });
}

Error unknown_command(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = "compliance --help lists the commands";
  return {.message = "unknown command \"" + std::string{name} + '"', .hint = std::move(hint)};
}

std::string dump_command_line() {
  std::string text;
  Arguments global;
  GlobalOptions unused;
  declare_globals(global, unused);
  text += dump_parameters("", global);
  for (const Command& command : commands()) {
    Arguments own;
    const Run run = command.declare(own);
    text += dump_line({"command", command.name, command.summary}) + dump_parameters(command.name, own);
  }
  return text;
}

}  // namespace compliance::tools
