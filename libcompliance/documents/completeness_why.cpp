// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/completeness_judge.h"

namespace compliance {

Mark CompletenessJudge::purposes() {
  if (!purpose_indices().empty()) return Mark::present;
  // Who only works on instruction has no purposes; the customers tell people theirs (Art. 28).
  if (!policy_.keepers.empty() && !statement_.tenants.empty()) return Mark::not_needed;
  lacks({"waarvoor de gegevens worden gebruikt", "what the data are used for"});
  return Mark::absent;
}

Mark CompletenessJudge::basis() {
  const std::vector<std::size_t> all = purpose_indices();
  if (all.empty() && rows_[static_cast<std::size_t>(Element::purposes)].mark == Mark::not_needed)
    return Mark::not_needed;
  if (all.empty()) lacks({"een doel met een grondslag", "a purpose with a legal basis"});
  bool any = false;
  for (const std::size_t k : all) {
    const Keeper& purpose = policy_.keepers[k];
    any = any || !purpose.bases.empty();
    if (purpose.bases.empty()) keeper_lacks(k, {"de grondslag", "the legal basis"});
    if (purpose.consent == ConsentMethod::implied)
      keeper_lacks(k, {"echte toestemming: wie niets zegt, stemt niet toe", "real consent: silence is no consent"});
  }
  const Mark mark = any ? whole_or_partial() : Mark::absent;
  // Said, if not clearly: what follows does not make the element incomplete.
  for (const std::size_t k : all)
    if (policy_.keepers[k].bases.size() > 1)
      keeper_lacks(k, {"één grondslag: er staan er meer, en niet welke telt",
                       "one legal basis: there are several, and not which of them counts"});
  if (statement_.profiling)
    for (const Profiling& profiling : *statement_.profiling)
      if (!profiling.purpose)
        lacks(LocalText{"de grondslag van de profilering: ", "the legal basis of the profiling: "} +
                  (profiling.title ? *profiling.title : name_words(profiling.name)),
              profiling.place);
  return mark;
}

Mark CompletenessJudge::interests() {
  bool any = false, concerned = false;
  for (const std::size_t k : purpose_indices()) {
    if (!has_basis(k, Basis::legitimate_interest)) continue;
    concerned = true;
    any = any || policy_.keepers[k].interest.has_value();
    if (!policy_.keepers[k].interest) keeper_lacks(k, {"welk belang wij hebben", "which interest we have"});
  }
  if (concerned) return any ? whole_or_partial() : Mark::absent;
  const bool states_basis = statement_.promises && std::ranges::find(statement_.promises->states, "basis") !=
                                                       statement_.promises->states.end();
  if (!states_basis) return Mark::not_needed;
  lacks({"of er een gerechtvaardigd belang is, en welk", "whether there is a legitimate interest, and which"},
        statement_.promises->place);
  return Mark::absent;
}

bool CompletenessJudge::is_settled(std::size_t moment) const {
  const Moment& which = policy_.moments[moment];
  return which.kind != Moment::Kind::several &&
         std::ranges::all_of(which.moments, [&](std::size_t part) { return is_settled(part); });
}

Mark CompletenessJudge::retention() {
  bool any = !policy_.ceilings.empty();
  for (std::size_t k = 0; k < policy_.keepers.size(); ++k) {
    const Keeper& keeper = policy_.keepers[k];
    const std::optional<Clock> clock = keeper.storage();
    any = any || clock || (keeper.keep && keeper.keep->period);
    if (!clock && keeper.keep && keeper.keep->period)
      keeper_lacks(k, {"vanaf wanneer de bewaartijd telt", "from when on the storage time counts"});
    else if (!clock)
      keeper_lacks(k, {"hoe lang de gegevens worden bewaard", "how long the data are kept"});
    else if (!is_settled(clock->after))
      keeper_lacks(
          k, {"of de eerste of de laatste van die dagen telt", "whether the first or the last of those days counts"});
  }
  if (policy_.keepers.empty()) lacks({"hoe lang de gegevens worden bewaard", "how long the data are kept"});
  return any ? whole_or_partial() : Mark::absent;
}

Mark CompletenessJudge::rights() {
  struct Name {
    Right right;
    LocalText title;
  };
  const std::array<Name, 6> demanded{Name{Right::access, {"inzage", "access"}},
                                     Name{Right::rectification, {"correctie", "rectification"}},
                                     Name{Right::erasure, {"verwijdering", "erasure"}},
                                     Name{Right::restriction, {"beperking", "restriction"}},
                                     Name{Right::portability, {"overdracht", "portability"}},
                                     Name{Right::objection, {"bezwaar", "objection"}}};
  std::vector<LocalText> missing;
  for (const Name& name : demanded)
    if (!offers(name.right) && (name.right != Right::portability || portability_applies(policy_)))
      missing.push_back(name.title);
  if (missing.empty()) return Mark::present;
  lacks(LocalText{"de rechten: ", "the rights: "} + list_words(missing),
        statement_.rights ? statement_.rights->place : Place{});
  const bool any = std::ranges::any_of(demanded, [&](const Name& name) { return offers(name.right); });
  return any ? Mark::partial : Mark::absent;
}

Mark CompletenessJudge::withdrawal() {
  if (offers(Right::withdrawal)) return Mark::present;
  // Nothing to withdraw, if every purpose says what it rests on and none rests on consent.
  const std::vector<std::size_t> all = purpose_indices();
  const bool without_consent = !all.empty() && std::ranges::all_of(all, [&](std::size_t k) {
    return !policy_.keepers[k].bases.empty() && !has_basis(k, Basis::consent);
  });
  if (without_consent && statement_.rights && !statement_.rights->offered.empty()) return Mark::not_needed;
  lacks({"dat toestemming altijd weer kan worden ingetrokken", "that consent can always be withdrawn"},
        statement_.rights ? statement_.rights->place : Place{});
  return Mark::absent;
}

}  // namespace compliance
