// SPDX-License-Identifier: Apache-2.0
// What is computed about people, and what stays of them in figures.
#include "libcompliance/check/inspection.h"

namespace compliance {

void inspect_profiling(Inspection& inspection) {
  for (const Recipe& recipe : inspection.statement().anonymisation)
    if (recipe.at_least < 5)
      inspection.add("recipe.small_groups", recipe.place,
                     "\"" + recipe.name + "\" shows groups of " + std::to_string(recipe.at_least) +
                         ", in which people can be recognised",
                     "write at_least: 5 or more");
  const auto& profiling = inspection.statement().profiling;
  if (!profiling)
    return inspection.add("profiling.not_said", "the policy does not say whether people are profiled",
                          "add profiling: with what is computed; {} when nothing is");
  for (const Profiling& each : *profiling) {
    const std::string name = '"' + each.name + '"';
    if (!each.purpose)
      inspection.add("profiling.no_basis", each.place, name + " serves no purpose, and so has no legal basis",
                     "add purpose: with the one that it serves");
    if (each.inputs_are_partial)
      inspection.add("profiling.partial_inputs", each.place,
                     "the statement names only the most important inputs of " + name,
                     "name all of them under inputs, and remove inputs_are");
    if (!each.logic)
      inspection.add("profiling.no_logic", each.place, "people are not told how " + name + " works",
                     "add logic: {nl: …, en: …}");
    if (!each.effect)
      inspection.add("profiling.no_effect", each.place, "people are not told what " + name + " means for them",
                     "add effect: {nl: …, en: …}");
    if (each.decides && !each.human)
      inspection.add("profiling.no_human", each.place, name + " decides about people, and nobody looks at the result",
                     "add human: with who reviews it on request");
  }
}

}  // namespace compliance
