// SPDX-License-Identifier: Apache-2.0
// The days that clocks run from.
#include "libcompliance/check/inspection.h"

namespace compliance {
namespace {

// By moment, whether any clock runs from it, itself or by way of another moment.
std::vector<bool> used_moments(const Policy& policy) {
  std::vector<bool> used(policy.moments.size(), false);
  for (const Keeper& keeper : policy.keepers) {
    if (keeper.keep && keeper.keep->after) used[*keeper.keep->after] = true;
    if (keeper.use_until) used[*keeper.use_until] = true;
  }
  for (const Ceiling& ceiling : policy.ceilings) used[ceiling.after] = true;
  for (std::size_t m = used.size(); m-- > 0;)  // a moment stands behind those that it is made of
    if (used[m])
      for (const std::size_t each : policy.moments[m].moments) used[each] = true;
  return used;
}

// What has a date of its own has happened; only an end may be still to come, and be blank for that.
bool may_be_to_come(const Policy& policy, const Moment& moment) {
  return policy.records[moment.of].fields[moment.date].category->name == "relationship.end";
}

}  // namespace

void inspect_moments(Inspection& inspection) {
  const Policy& policy = inspection.policy();
  const std::vector<bool> used = used_moments(policy);
  for (std::size_t m = 0; m < used.size(); ++m) {
    const Moment& moment = policy.moments[m];
    const std::string name = '"' + moment.name + '"';
    if (!used[m])
      inspection.add("moment.unused", moment.place, "no clock runs from " + name,
                     "remove it, or name it where it was meant");
    if (moment.kind == Moment::Kind::several)
      inspection.add("moment.no_operator", moment.place,
                     name + " is made of several moments, and nobody has said which of them counts",
                     "write latest: or earliest: for several:; earliest keeps data no longer than any of them");
    if (moment.kind == Moment::Kind::date && !moment.not_yet_when && may_be_to_come(policy, moment))
      inspection.add("moment.always_unknown", moment.place,
                     "without \"not_yet_when\" a blank date makes " + name + " unknown, and its cells undecided",
                     "say how the export shows that it has not happened yet");
  }
}

}  // namespace compliance
