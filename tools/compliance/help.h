// SPDX-License-Identifier: Apache-2.0
// The help texts, and the listing of the whole command line for tools.

#pragma once

#include <string>

#include "tools/compliance/command.h"

namespace compliance::tools {

/// Of the program: usage, commands, options of every command.
std::string program_help();

/// Of a command, or of a group such as "audit": the commands whose names start with it.
std::string command_help(const Command& command);
std::string group_help(std::string_view group);

/// "compliance retain [OPTION]... POLICY EXPORT...".
std::string usage(const Command& command, const Arguments& own);

/// Whether some command's name starts with `word` and a space.
bool is_group(std::string_view word);

/// "unknown command", with the nearest one.
Error unknown_command(std::string_view name);

/// What `compliance __dump-cli` prints, one line each with fields separated by tabs:
///   command NAME SUMMARY
///   argument COMMAND NAME COUNT HELP         COUNT is 1, ? (0 or 1), + (1 or more) or * (any number)
///   option COMMAND NAME SHORT VALUE COUNT HELP   VALUE is empty for a flag; COMMAND is empty for global options
///   word COMMAND NAME WORD                   a value that this argument or option takes
std::string dump_command_line();

}  // namespace compliance::tools
