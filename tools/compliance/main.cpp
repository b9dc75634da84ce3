// SPDX-License-Identifier: Apache-2.0
// The one place that reads the wall clock, prints errors and picks the exit status.

#include <unistd.h>

#include <chrono>
#include <exception>
#include <string>
#include <vector>

#include "libcompliance/base/text.h"
#include "tools/compliance/command_line.h"
#include "tools/compliance/operator_id.h"
#include "tools/compliance/process.h"

namespace compliance::tools {
namespace {

void print_error(ByteSink& err, std::string_view speaker, std::string_view message, std::string_view hint) {
  std::string text = printable(speaker) + ": " + printable(message) + '\n';
  if (!hint.empty()) text += "  hint: " + printable(hint) + '\n';
  err.write(text);
}

Exit refuse(ByteSink& err, std::string_view speaker, const Error& error) {
  print_error(err, speaker, to_string(error), error.hint);
  return error.refusal == Refusal::guard ? Exit::guard : Exit::refused;
}

Exit run(std::span<const std::string> words, Context& context, Invocation& invocation) {
  if (const auto read = read_command_line(words, invocation); !read)
    return refuse(context.err, invocation.speaker, read.error());
  if (const auto applied = apply_globals(invocation.globals, context); !applied)
    return refuse(context.err, invocation.speaker, applied.error());
  const Result<Exit> outcome = invocation.run(context);
  return outcome ? *outcome : refuse(context.err, invocation.speaker, outcome.error());
}

// `action`, with every exception that escapes it printed and turned into a status. `acted`: see Context.
template <class Action>
Exit guarded(ByteSink& err, const Invocation& invocation, const std::string& acted, Action action) {
  try {
    try {
      return action();
    } catch (const EnvironmentError& error) {
      print_error(err, invocation.speaker, error.what(), acted.empty() ? "" : "it was done all the same: " + acted);
    } catch (const std::exception&) {
      // Its text was not written for people, and could hold data.
      print_error(err, invocation.speaker, "internal error", "please report it; SECURITY.md says how");
    }
  } catch (const EnvironmentError&) {  // stderr itself failed: nobody is left to be told
  }
  return Exit::machine;
}

int main(std::span<char* const> argv) {
  StandardStream out(STDOUT_FILENO, "standard output",
                     ::isatty(STDOUT_FILENO) ? StandardStream::Buffering::none : StandardStream::Buffering::blocks);
  StandardStream err(STDERR_FILENO, "standard error", StandardStream::Buffering::none);
  Invocation invocation;
  std::string acted;
  Exit exit = guarded(err, invocation, acted, [&] {
    prepare_process();
    Context context{.files = operating_system(),
                    .out = out,
                    .err = err,
                    .acted = acted,
                    .flush = [&out] { out.flush(); },
                    .now = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
                    .operator_id = operator_id(),
                    .stdin_is_terminal = ::isatty(STDIN_FILENO) == 1,
                    .stderr_is_terminal = ::isatty(STDERR_FILENO) == 1};
    const std::vector<std::string> words(argv.begin() + (argv.empty() ? 0 : 1), argv.end());
    return run(words, context, invocation);
  });
  const Exit flushed = guarded(err, invocation, acted, [&] {
    out.flush();
    return Exit::done;
  });
  if (flushed != Exit::done) exit = flushed;
  // Whoever closed the pipe has seen enough of a report; a refusal stays one.
  if (out.reader_is_gone() && exit == Exit::findings) exit = Exit::done;
  return static_cast<int>(exit);
}

}  // namespace
}  // namespace compliance::tools

int main(int argc, char** argv) {
  return compliance::tools::main({argv, static_cast<std::size_t>(argc < 0 ? 0 : argc)});
}
