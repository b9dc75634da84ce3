// SPDX-License-Identifier: Apache-2.0
// The declare functions of the table in commands.cpp, each defined in cmd_<name>.cpp.

#pragma once

#include "tools/compliance/command.h"

namespace compliance::tools {

Run declare_apply(Arguments& arguments);
Run declare_audit_show(Arguments& arguments);
Run declare_audit_verify(Arguments& arguments);
Run declare_breach_add(Arguments& arguments);
Run declare_breach_close(Arguments& arguments);
Run declare_breach_list(Arguments& arguments);
Run declare_check(Arguments& arguments);
Run declare_completion(Arguments& arguments);
Run declare_explain(Arguments& arguments);
Run declare_help(Arguments& arguments);
Run declare_hold_add(Arguments& arguments);
Run declare_hold_list(Arguments& arguments);
Run declare_hold_release(Arguments& arguments);
Run declare_init(Arguments& arguments);
Run declare_notice(Arguments& arguments);
Run declare_register(Arguments& arguments);
Run declare_request_add(Arguments& arguments);
Run declare_request_cancel(Arguments& arguments);
Run declare_request_close(Arguments& arguments);
Run declare_request_decide(Arguments& arguments);
Run declare_request_extend(Arguments& arguments);
Run declare_request_letter(Arguments& arguments);
Run declare_request_list(Arguments& arguments);
Run declare_request_refuse(Arguments& arguments);
Run declare_request_show(Arguments& arguments);
Run declare_request_verify(Arguments& arguments);
Run declare_retain(Arguments& arguments);
Run declare_run(Arguments& arguments);
Run declare_schema(Arguments& arguments);
Run declare_test(Arguments& arguments);

}  // namespace compliance::tools
