// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/completion.h"

#include <algorithm>
#include <vector>

#include "tools/compliance/command.h"
#include "tools/compliance/globals.h"

namespace compliance::tools {
namespace {

using Kind = Parameter::Kind;

// A place on the command line ("" before any command, "audit" inside a group, "audit verify" after a command), and what
// may stand there.
struct Place {
  struct Word {
    std::string text;
    std::string help;
  };
  std::string name;
  bool is_command;
  std::vector<Word> words;             // commands, or the values of the arguments
  std::deque<Parameter> options = {};  // its own; without targets that may be used
};

struct CommandLine {
  std::vector<Place> places;
  std::deque<Parameter> globals;
};

std::deque<Parameter> options_of(const Arguments& arguments) {
  std::deque<Parameter> options = arguments.parameters();
  std::erase_if(options, [](const Parameter& each) { return each.kind == Kind::positional; });
  return options;
}

// The place of that name, made on first use.
Place& place_of(CommandLine& line, std::string_view name, bool is_command) {
  const auto found = std::ranges::find(line.places, name, &Place::name);
  if (found != line.places.end()) return *found;
  return line.places.emplace_back(Place{std::string{name}, is_command, {}, {}});
}

CommandLine command_line() {
  CommandLine line;
  Arguments global;
  GlobalOptions unused;
  declare_globals(global, unused);
  line.globals = options_of(global);
  place_of(line, "", false);
  for (const Command& command : commands()) {
    const std::string_view name = command.name;
    const std::size_t space = name.find(' ');
    if (space == std::string_view::npos) {
      place_of(line, "", false).words.push_back({std::string{name}, std::string{command.summary}});
    } else {
      const std::string_view group = name.substr(0, space);
      Place& inside = place_of(line, group, false);
      if (inside.words.empty())
        place_of(line, "", false).words.push_back({std::string{group}, "Commands about " + std::string{group}});
      place_of(line, group, false).words.push_back({std::string{name.substr(space + 1)}, std::string{command.summary}});
    }
    Arguments own;
    const Run run = command.declare(own);
    Place& place = place_of(line, name, true);
    place.options = options_of(own);
    for (const Parameter& each : own.parameters())
      if (each.kind == Kind::positional)
        for (const std::string_view word : each.words) place.words.push_back({std::string{word}, {}});
  }
  return line;
}

std::string in_single_quotes(std::string_view text, std::string_view quote) {
  std::string quoted = "'";
  for (const char c : text) c == '\'' ? quoted += quote : quoted += c;
  return quoted + '\'';
}

std::string sh_quoted(std::string_view text) { return in_single_quotes(text, "'\\''"); }

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : std::string{separator}) + part;
  return text;
}

// The loop that finds the command in front of the cursor is the same in bash and zsh, apart from names of variables.
std::string find_command_loop(const CommandLine& line, std::string_view first, std::string_view end,
                              std::string_view word) {
  std::vector<std::string> complete;
  for (const Place& place : line.places)
    if (place.is_command) complete.push_back(sh_quoted(place.name));
  std::vector<std::string> with_value;
  for (const Parameter& each : line.globals)
    if (each.kind == Kind::option) with_value.emplace_back(each.name);
  return "  local command=\"\" i\n"
         "  for ((i = " +
         std::string{first} + "; i < " + std::string{end} +
         "; i++)); do\n"
         "    case $command in\n"
         "      " +
         joined(complete, "|") +
         ") break ;;\n"
         "    esac\n"
         "    case " +
         std::string{word} +
         " in\n"
         "      " +
         joined(with_value, "|") +
         ") ((++i)) ;;\n"
         "      -*) ;;\n"
         "      *) command+=${command:+ }" +
         std::string{word} +
         " ;;\n"
         "    esac\n"
         "  done\n";
}

// One branch for each option that takes a value: `closed` when its words are known, else `open`.
template <class Closed>
std::string value_branches(const CommandLine& line, std::string_view open, Closed closed) {
  std::string text;
  const auto branch = [&](const std::string& pattern, const Parameter& each) {
    if (each.kind != Kind::option) return;
    text += "    " + pattern + ") ";
    text += each.words.empty() ? std::string{open} : closed(each.words);
    text += " ;;\n";
  };
  for (const Place& place : line.places)
    for (const Parameter& each : place.options) branch(sh_quoted(place.name + ' ' + std::string{each.name}), each);
  for (const Parameter& each : line.globals) branch('*' + sh_quoted(' ' + std::string{each.name}), each);
  return text;
}

}  // namespace

std::string bash_completion() {
  const CommandLine line = command_line();
  const auto words_of = [](const std::vector<std::string>& words) { return "words=" + sh_quoted(joined(words, " ")); };
  std::string text =
      "# bash completion for compliance, printed by: compliance completion bash\n"
      "_compliance() {\n" +
      find_command_loop(line, "1", "COMP_CWORD", "${COMP_WORDS[i]}") +
      "  local words=\"\"\n"
      "  COMPREPLY=()\n"
      "  case \"$command ${COMP_WORDS[COMP_CWORD-1]}\" in\n" +
      value_branches(line, "return",
                     [&](const std::vector<std::string_view>& words) {
                       return words_of({words.begin(), words.end()});
                     }) +
      "    *) case $command in\n";
  for (const Place& place : line.places) {
    std::vector<std::string> words;
    for (const Place::Word& word : place.words) words.push_back(word.text);
    for (const auto* options : {&place.options, &line.globals})
      for (const Parameter& each : *options) words.emplace_back(each.name);
    text += "      " + sh_quoted(place.name) + ") " + words_of(words) + " ;;\n";
  }
  return text +
         "    esac ;;\n"
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\")\n"
         "}\n"
         "complete -o default -F _compliance compliance\n";
}

std::string zsh_completion() {
  const CommandLine line = command_line();
  const auto array_of = [](const std::vector<std::string>& words) { return "found=(" + joined(words, " ") + ')'; };
  const auto described = [](std::string_view word, std::string_view help) {
    return sh_quoted(std::string{word} + (help.empty() ? "" : ':' + std::string{help}));
  };
  std::string text =
      "#compdef compliance\n"
      "# zsh completion for compliance, printed by: compliance completion zsh\n"
      "_compliance() {\n" +
      find_command_loop(line, "2", "CURRENT", "${words[i]}") +
      "  local -a found\n"
      "  case \"$command ${words[CURRENT-1]}\" in\n" +
      value_branches(line, "_files; return",
                     [&](const std::vector<std::string_view>& words) {
                       return array_of({words.begin(), words.end()});
                     }) +
      "    *) case $command in\n";
  for (const Place& place : line.places) {
    std::vector<std::string> words;
    for (const Place::Word& word : place.words) words.push_back(described(word.text, word.help));
    for (const auto* options : {&place.options, &line.globals})
      for (const Parameter& each : *options) words.push_back(described(each.name, each.help));
    text += "      " + sh_quoted(place.name) + ") " + array_of(words) + " ;;\n";
  }
  return text +
         "    esac ;;\n"
         "  esac\n"
         "  _describe compliance found\n"
         "  case $command in\n"
         "    ?*) _files ;;\n"
         "  esac\n"
         "}\n"
         "if [[ $funcstack[1] = _compliance ]]; then _compliance \"$@\"; else compdef _compliance compliance; fi\n";
}

std::string fish_completion() {
  const CommandLine line = command_line();
  const auto quoted = [](std::string_view text) { return in_single_quotes(text, "\\'"); };
  const auto option = [&](const std::string& start, const Parameter& each) {
    std::string text = start + " -l " + std::string{each.name.substr(2)};
    if (!each.short_name.empty()) text += " -s " + std::string{each.short_name.substr(1)};
    if (each.kind == Kind::option && each.words.empty()) text += " -r";
    if (!each.words.empty()) text += " -x -a " + quoted(joined({each.words.begin(), each.words.end()}, " "));
    return text + " -d " + quoted(each.help) + '\n';
  };
  std::vector<std::string> complete;
  for (const Place& place : line.places)
    if (place.is_command) complete.push_back(quoted(place.name));
  std::vector<std::string> with_value;
  for (const Parameter& each : line.globals)
    if (each.kind == Kind::option) with_value.emplace_back(each.name);
  std::string text =
      "# fish completion for compliance, printed by: compliance completion fish\n"
      "function __compliance_at --description 'Whether the command in front of the cursor is this one'\n"
      "  set -l command\n"
      "  set -l skip no\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    contains -- \"$command\" " +
      joined(complete, " ") +
      "; and break\n"
      "    if test $skip = yes\n"
      "      set skip no\n"
      "    else if contains -- $word " +
      joined(with_value, " ") +
      "\n"
      "      set skip yes\n"
      "    else if not string match -q -- '-*' $word\n"
      "      set command (string trim -- \"$command $word\")\n"
      "    end\n"
      "  end\n"
      "  test \"$command\" = \"$argv[1]\"\n"
      "end\n";
  for (const Parameter& each : line.globals) text += option("complete -c compliance", each);
  for (const Place& place : line.places) {
    const std::string at = "complete -c compliance -n " + quoted("__compliance_at \"" + place.name + '"');
    for (const Place::Word& word : place.words) {
      text += at + " -f -a " + word.text;
      text += word.help.empty() ? "\n" : " -d " + quoted(word.help) + '\n';
    }
    for (const Parameter& each : place.options) text += option(at, each);
  }
  return text;
}

}  // namespace compliance::tools
