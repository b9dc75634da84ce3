// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/commands.h"

#include <algorithm>
#include <array>

namespace compliance::tools {
namespace {

constexpr auto table = std::to_array<Command>({
    {"init", "Make the state of a controller: database, keys and audit log", declare_init},
    {"check", "Check that a policy is complete and consistent, and that an export fits it", declare_check},
    {"test", "Run the policy's own cases", declare_test},
    {"schema", "Print the JSON Schema of a document, for editors", declare_schema},
    {"explain", "Show why a record is kept, due or undecided", declare_explain},
    {"retain", "Find what nothing keeps any longer, and carry it out", declare_retain},
    {"apply", "Carry out a reviewed plan, exactly", declare_apply},
    {"run", "Carry out the jobs of a jobs file, for a timer", declare_run},
    {"hold add", "Keep what a claim or dispute needs, whatever has ended", declare_hold_add},
    {"hold list", "List the holds that stand, and those to be reviewed", declare_hold_list},
    {"hold release", "End a hold", declare_hold_release},
    {"request add", "Register what a person asks, with its dates", declare_request_add},
    {"request list", "List the requests that are open, and those that are due", declare_request_list},
    {"request show", "Show a request with all its steps", declare_request_show},
    {"request letter", "Write a letter about a request, in Dutch or English", declare_request_letter},
    {"request verify", "Record how the person was recognised", declare_request_verify},
    {"request decide", "Grant a request, lift a restriction, or send it on", declare_request_decide},
    {"request extend", "Record that the person was told of a longer term", declare_request_extend},
    {"request refuse", "Refuse a request or a part of it, with its grounds", declare_request_refuse},
    {"request cancel", "Record that the person took the request back", declare_request_cancel},
    {"request close", "Record that the person has the answer", declare_request_close},
    {"breach add", "Register a personal data breach, with its deadline", declare_breach_add},
    {"breach list", "List the breaches that are open", declare_breach_list},
    {"breach close", "Complete the register for a breach", declare_breach_close},
    {"register", "Print the record of processing activities (Art. 30)", declare_register},
    {"notice", "Print the privacy statement, and what it must still say (Art. 13, 14)", declare_notice},
    {"audit show", "List the entries of the audit log", declare_audit_show},
    {"audit verify", "Check that the audit log is whole and unchanged", declare_audit_verify},
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
