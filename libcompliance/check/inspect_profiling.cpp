// SPDX-License-Identifier: Apache-2.0
// What is computed about people, and what stays of them in figures.
#include <algorithm>
#include <array>
#include <iterator>

#include "libcompliance/check/inspection.h"

namespace compliance {
namespace {

// What points at one person by itself, or can hold anything.
bool shows_who_it_is(const Field& field) {
  constexpr std::array<std::string_view, 8> exact{
      "person.name",          "person.identifier",    "person.photo",         "employee.name",
      "technical.identifier", "finance.bank_account", "finance.payment_card", "special.national_id"};
  constexpr std::array<std::string_view, 3> whole_branches{"person.contact.", "person.address.", "credential."};
  constexpr std::array<std::string_view, 2> anything{"free_text", "document.file"};
  const std::string_view category = field.category->name;
  const auto is_it = [&](std::string_view each) { return category == each; };
  return field.identifies == Identifies::certainly || field.free_text || field.is_file ||
         std::any_of(exact.begin(), exact.end(), is_it) || std::any_of(anything.begin(), anything.end(), is_it) ||
         std::any_of(whole_branches.begin(), whole_branches.end(),
                     [&](std::string_view branch) { return category.starts_with(branch); });
}

void inspect_recipe(Inspection& inspection, const Recipe& recipe) {
  const Policy& policy = inspection.policy();
  if (recipe.at_least < 5)
    inspection.add("recipe.small_groups", recipe.place,
                   "\"" + recipe.name + "\" shows groups of " + std::to_string(recipe.at_least) +
                       ", in which people can be recognised",
                   "write at_least: 5 or more");
  std::vector<FieldRef> showing;
  std::copy_if(recipe.keep.begin(), recipe.keep.end(), std::back_inserter(showing),
               [&](const FieldRef& ref) { return shows_who_it_is(policy.field(ref)); });
  if (!showing.empty())
    inspection.add("recipe.keeps_identity", recipe.place,
                   "\"" + recipe.name + "\" keeps " + names_of(policy, showing) +
                       ", and so what stays shows, or can show, who it is about",
                   "take it out of keep; what stays must be the same for several people");
}

// A profile is made of what its purpose needs, and is itself one of those data.
void inspect_need(Inspection& inspection, const Profiling& profiling) {
  std::vector<FieldRef> unneeded;
  const auto note = [&](const FieldRef& ref) {
    if ((inspection.keepers_of(ref) & (std::uint64_t{1} << *profiling.purpose)) == 0) unneeded.push_back(ref);
  };
  for (const FieldRef& input : profiling.inputs) note(input);
  if (profiling.output) note(*profiling.output);
  if (!unneeded.empty())
    inspection.add("profiling.input_not_needed", profiling.place,
                   '"' + profiling.name + "\" uses or writes " + names_of(inspection.policy(), unneeded) + ", which " +
                       called(inspection.policy().keepers[*profiling.purpose]) + " does not need",
                   "name it under the needs of that purpose, or do without it");
}

}  // namespace

void inspect_profiling(Inspection& inspection) {
  for (const Recipe& recipe : inspection.statement().anonymisation) inspect_recipe(inspection, recipe);
  const auto& profiling = inspection.statement().profiling;
  if (!profiling)
    return inspection.add("profiling.not_said", "the policy does not say whether people are profiled",
                          "add profiling: with what is computed; {} when nothing is");
  for (const Profiling& each : *profiling) {
    const std::string name = '"' + each.name + '"';
    if (!each.purpose)
      inspection.add("profiling.no_basis", each.place, name + " serves no purpose, and so has no legal basis",
                     "add purpose: with the one that it serves");
    else
      inspect_need(inspection, each);
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
