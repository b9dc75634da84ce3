// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/check/check.h"
#include "libcompliance/check/inspection.h"

namespace compliance {

std::vector<Finding> check_policy(const Policy& policy, Date as_of) {
  Inspection inspection{policy, as_of};
  inspect_records(inspection);
  inspect_moments(inspection);
  inspect_clocks(inspection);
  inspect_purposes(inspection);
  inspect_recipients(inspection);
  inspect_transfers(inspection);
  inspect_promises(inspection);
  inspect_statement(inspection);
  inspect_operation(inspection);
  inspect_notices(inspection);
  inspect_profiling(inspection);
  inspect_rights(inspection);
  return inspection.take_findings();
}

Result<void> demand_sound(const Policy& policy, Date as_of) { return refuse_errors(check_policy(policy, as_of)); }

}  // namespace compliance
