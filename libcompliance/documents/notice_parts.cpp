// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/notice_parts.h"

#include <algorithm>

#include "libcompliance/documents/notice_words.h"
#include "libcompliance/documents/transfer_words.h"

namespace compliance {
namespace {

bool rests_on(const Keeper& keeper, std::initializer_list<Basis> bases) {
  return std::ranges::any_of(keeper.bases, [&](Basis basis) { return std::ranges::find(bases, basis) != bases.end(); });
}

// To marketing people object without reasons (Art. 21(2), (3)); elsewhere they are weighed (Art. 21(1)).
bool is_weighed(const Keeper& keeper) {
  return keeper.message != MessageKind::marketing && rests_on(keeper, {Basis::public_task, Basis::legitimate_interest});
}

// On what that rests to which the weighed objection is possible; a purpose without a basis may rest on an interest.
LocalText weighed_basis_words(const Policy& policy) {
  bool interest = false;
  bool task = false;
  bool silent = false;
  for (const Keeper& keeper : policy.keepers) {
    if (keeper.kind != Keeper::Kind::purpose) continue;
    silent = silent || keeper.bases.empty();
    if (keeper.message == MessageKind::marketing) continue;
    interest = interest || rests_on(keeper, {Basis::legitimate_interest});
    task = task || rests_on(keeper, {Basis::public_task});
  }
  if (interest && task) return {"ons eigen belang of voor een publieke taak", "our own interest or for a public task"};
  if (task) return {"een publieke taak", "a public task"};
  return interest || silent ? LocalText{"ons eigen belang", "our own interest"} : LocalText{};
}

bool is_offered(const Statement& statement, Right right) {
  return statement.rights && std::ranges::find(statement.rights->offered, right) != statement.rights->offered.end();
}

}  // namespace

Json NoticeTexts::purposes_in_words(const Policy& policy, const std::function<bool(const Keeper&)>& take) const {
  std::vector<LocalText> titles;
  for (const Keeper& keeper : policy.keepers)
    if (keeper.kind == Keeper::Kind::purpose && take(keeper)) titles.push_back(keeper_words(keeper));
  return list_or_false(titles);
}

void add_list(Json& root, const std::string& key, Json list) {
  root.set("has_" + key, !list.as_list()->empty());
  root.set(key, std::move(list));
}

void add_rights(Json& root, const Policy& policy, NoticeTexts texts) {
  Json rights = Json::object();
  for (std::size_t word = 0; word < right_words.size(); ++word)
    rights.set(right_words[word], is_offered(policy.statement, static_cast<Right>(word)));
  const auto those = [&](const std::function<bool(const Keeper&)>& take) {
    return texts.purposes_in_words(policy, take);
  };
  const bool objection = is_offered(policy.statement, Right::objection);
  rights.set("portability_for", those([](const Keeper& k) {
               return rests_on(k, {Basis::consent, Basis::contract});
             }))
      .set("objection_because", objection ? texts.text_or_false(weighed_basis_words(policy)) : Json{false})
      .set("objection_for", those(is_weighed))
      .set("withdrawal_for", those([](const Keeper& k) { return rests_on(k, {Basis::consent}); }));
  root.set("rights", std::move(rights));
  root.set("marketing", those([](const Keeper& k) { return k.message == MessageKind::marketing; }));
}

void add_requests(Json& root, const Statement& statement, NoticeTexts texts) {
  std::vector<LocalText> ways;
  Json checks = Json::list();
  if (statement.rights) {
    for (const std::size_t channel : statement.rights->channels)
      ways.push_back(same(statement.contact_points[channel].address));
    for (const IdentityCheck check : statement.rights->identity) checks.add(texts.text(identity_words_of(check)));
  }
  const bool term = statement.rights && statement.rights->answer_within && statement.rights->answer_within->period;
  root.set("requests", texts.list_or_false(ways))
      .set("only_in_writing", statement.rights && statement.rights->only_in_writing)
      .set("answer_within", term ? texts.text(period_words(*statement.rights->answer_within->period)) : Json{false});
  add_list(root, "identity", std::move(checks));
}

void add_places(Json& root, const Statement& statement, Date as_of, NoticeTexts texts) {
  Json systems = Json::list();
  Json disclosures = Json::list();
  for (const System& system : statement.systems)
    if (const std::vector<std::string> outside = third_countries(system.countries); !outside.empty())
      systems.add(Json::object({{"name", texts.heading(name_words(system.name))},
                                {"countries", texts.text(countries_words(outside))},
                                {"transfer", texts.text_or_false(system_transfer_words(statement, system, as_of))}}));
  for (const Disclosure& each : statement.disclosures)
    disclosures.add(
        Json::object({{"reason", texts.heading(disclosure_words(each.reason))},
                      {"told", texts.text(inform_words_of(each.inform))},
                      {"approver", each.approver ? texts.text(approver_words(*each.approver)) : Json{false}}}));
  add_list(root, "systems_outside", std::move(systems));
  add_list(root, "disclosures", std::move(disclosures));
}

}  // namespace compliance
