// SPDX-License-Identifier: Apache-2.0
// How the policy is carried out: by whom, and how often.
#include "libcompliance/check/inspection.h"

namespace compliance {

void inspect_operation(Inspection& inspection) {
  const Policy& policy = inspection.policy();
  if (policy.roles.empty())
    inspection.add("operators.no_roles", "nobody is said to be allowed to run this policy",
                   "add operators: {roles: […]}");
  if (!policy.cadence)
    return inspection.add("cadence.missing", "the policy does not say how often it is carried out",
                          "add cadence: {every: 1 month, look_ahead: 1 month}");
  const Place& place = policy.cadence->place;
  if (policy.service.empty())
    inspection.add("operators.no_service", place, "a run is due regularly, but no scheduled job is allowed to do it",
                   "add operators: {service: […]}");
  if (policy.ceilings.empty()) return;
  const auto& look_ahead = policy.cadence->look_ahead;
  const std::string every = format_period(policy.cadence->every);
  if (!look_ahead || compare(policy.cadence->every, *look_ahead) != Order::no_longer)
    inspection.add(
        "cadence.overshoot", place,
        "what passes its ceiling between two runs stays until the next run: up to " + every + " over the maximum",
        "add look_ahead: " + every);
  else if (compare(*look_ahead, policy.cadence->every) == Order::longer)
    inspection.add("cadence.too_far_ahead", place,
                   "look_ahead is longer than the time between two runs: data would go earlier than they must",
                   "write look_ahead: " + every);
}

}  // namespace compliance
