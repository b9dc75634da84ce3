// SPDX-License-Identifier: Apache-2.0
// What the commands of the register of requests share: reading what they ask about, and recording one step.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/report/request_report.h"
#include "tools/compliance/exit.h"
#include "tools/compliance/inputs.h"
#include "tools/compliance/typed.h"

namespace compliance::tools {

/// A purpose, a record type or RECORD.FIELD of the policy.
Result<std::string> read_item(const Policy& policy, const std::string& text);

/// A request with all that a step needs. The policy is that under which it was registered.
struct OpenRequest {
  std::unique_ptr<LoadedPolicy> loaded;
  State state;
  Request request;
  Date today;  // in the policy's zone

  const Policy& policy() const { return loaded->policy; }
};
Result<OpenRequest> open_request(Context& context, const std::string& policy, const std::string& name);

/// Records the step if it may follow, with what it orders from now on, and prints the request as it then stands.
Result<Exit> take_step(Context& context, OpenRequest& open, std::string_view command, RequestStep step,
                       const std::vector<SubjectMark>& more = {});

/// Prints requests after something was done to them.
void print_requests(Context& context, std::string_view command, std::span<const RequestView> views);

}  // namespace compliance::tools
