// SPDX-License-Identifier: Apache-2.0
// What people can ask, how soon they are answered, and how they are recognised.
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/check/inspection.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

constexpr Period one_month{1, 0};  // Art. 12(3)
constexpr std::string_view gdpr = "eu-gdpr";

// Whether the month of the GDPR binds the one term that a policy gives for everybody. All zones that a policy can name
// but UTC are of the European Economic Area.
bool is_under_the_gdpr(const Policy& policy) {
  const auto& all = policy.statement.jurisdictions;
  return all.empty() || (policy.zone && policy.zone->name() != "UTC") ||
         std::any_of(all.begin(), all.end(), [](const Jurisdiction& each) { return each.name == gdpr; });
}

void inspect_term(Inspection& inspection, const Term& term) {
  if (!term.period)
    inspection.add("rights.vague_term", term.place, "this term is no period: nobody can tell when it is over",
                   "write a period, for example 4 weeks");
}

std::string takes(Period period, Period allowed) {
  return (compare(period, allowed) == Order::longer ? "takes " : "can take ") + format_period(period);
}

// The clock of each law against what that law gives: us-ccpa against ccpa-response of compliance-law(7).
void inspect_jurisdiction_term(Inspection& inspection, const Jurisdiction& jurisdiction) {
  if (!jurisdiction.answer_within) return;
  const Term& term = *jurisdiction.answer_within;
  inspect_term(inspection, term);
  const std::string law = jurisdiction.name.substr(jurisdiction.name.find('-') + 1);
  const ResponseTerm* response = find_response_term(law + "-response");
  if (term.period && response != nullptr && compare(*term.period, *response->period) != Order::no_longer)
    inspection.add("jurisdiction.term_too_long", term.place,
                   "an answer under \"" + jurisdiction.name + "\" " + takes(*term.period, *response->period) +
                       ", and " + response->article + " gives " + format_period(*response->period),
                   "write " + format_period(*response->period) + " or less");
}

class RightsInspection {
 public:
  RightsInspection(Inspection& inspection, const Rights& rights)
      : inspection_(inspection), policy_(inspection.policy()), rights_(rights) {}

  void run() {
    inspect_offer();
    inspect_terms();
    if (rights_.channels.empty())
      inspection_.add("rights.no_channel", rights_.place, "people are not told where to send a request",
                      "add channels: [NAME, …], of those under contact_points");
    if (rights_.only_in_writing)
      inspection_.add("rights.only_in_writing", rights_.place,
                      "only requests in writing are taken, and the law knows no such form",
                      "take requests in any form, and remove only_in_writing");
    inspect_identity();
  }

 private:
  bool offers(Right right) const {
    return std::find(rights_.offered.begin(), rights_.offered.end(), right) != rights_.offered.end();
  }

  bool any_purpose_rests_on(std::initializer_list<Basis> bases) const {
    return std::any_of(policy_.keepers.begin(), policy_.keepers.end(), [&](const Keeper& keeper) {
      return std::any_of(bases.begin(), bases.end(), [&](Basis basis) { return rests_on(keeper, basis); });
    });
  }

  void inspect_offer() {
    std::vector<std::string> missing;
    const auto demand = [&](Right right) {
      if (!offers(right)) missing.emplace_back(word_of(right, right_words));
    };
    for (const Right right : {Right::access, Right::rectification, Right::erasure, Right::restriction}) demand(right);
    if (portability_applies(policy_)) demand(Right::portability);
    if (any_purpose_rests_on({Basis::legitimate_interest, Basis::public_task})) demand(Right::objection);
    if (!missing.empty())
      inspection_.add("rights.incomplete", rights_.place, "people are not told of the right to " + join_words(missing),
                      "add " + join_words(missing) + " to offered");
    if (any_purpose_rests_on({Basis::consent}) && !offers(Right::withdrawal))
      inspection_.add("rights.no_withdrawal", rights_.place, "people are not told that they can withdraw their consent",
                      "add withdrawal to offered");
  }

  void inspect_terms() {
    const bool processes = std::any_of(policy_.records.begin(), policy_.records.end(),
                                       [](const RecordType& record) { return record.role == Role::processor; });
    if (!rights_.answer_within)
      inspection_.add("rights.no_term", rights_.place, "people are not told how soon they are answered",
                      "add answer_within: 1 month, or less");
    if (processes && !rights_.processor_answers_within)
      inspection_.add("rights.no_term", rights_.place,
                      "nobody has said how soon a request about the data of a customer is dealt with",
                      "add processor_answers_within: with a period");
    for (const auto* term : {&rights_.answer_within, &rights_.processor_answers_within})
      if (*term) inspect_term(inspection_, **term);
    // 31 days are too long as well: the month after 1 February has 28.
    if (rights_.answer_within && rights_.answer_within->period && is_under_the_gdpr(policy_) &&
        compare(*rights_.answer_within->period, one_month) != Order::no_longer)
      inspection_.add("rights.term_too_long", rights_.answer_within->place,
                      "an answer " + takes(*rights_.answer_within->period, one_month) + ", and the law gives one month",
                      "write 1 month, or 4 weeks; in a difficult case it can be made longer");
  }

  void inspect_identity() {
    if (rights_.identity.empty()) return;
    const auto is_copy = [](IdentityCheck check) {
      return check == IdentityCheck::copy || check == IdentityCheck::redacted_copy;
    };
    if (is_copy(rights_.identity.front()) && !rights_.identity_reason)
      inspection_.add("identity.copy_first", rights_.place,
                      "whoever asks must first send a copy of a passport or card, and nobody has said why",
                      "begin with a lighter check, such as known_contact; or add identity_reason:");
    const auto is_in_person = [](IdentityCheck check) { return check == IdentityCheck::in_person; };
    const auto& ladder = rights_.identity;
    if (std::all_of(ladder.begin(), ladder.end(), is_in_person))
      inspection_.add("identity.only_in_person", rights_.place, "whoever asks must come to the office",
                      "begin with a lighter check, such as known_contact");
    else if (is_in_person(ladder.front()) && !rights_.identity_reason &&
             std::all_of(ladder.begin(), ladder.end(),
                         [&](IdentityCheck check) { return is_in_person(check) || is_copy(check); }))
      inspection_.add("identity.only_in_person", rights_.place,
                      "whoever asks must come to the office or send a copy of a passport or card",
                      "begin with a lighter check, such as known_contact; or add identity_reason:");
  }

  Inspection& inspection_;
  const Policy& policy_;
  const Rights& rights_;
};

// While people can still take a request back, the month of Art. 12(3) goes on.
void inspect_cooling_off(Inspection& inspection, const CoolingOff& cooling_off) {
  if (compare(cooling_off.period, one_month) != Order::no_longer)
    inspection.add("cooling_off.too_long", cooling_off.place,
                   "requests wait " + format_period(cooling_off.period) + ", and must be answered within a month",
                   "write a week or two");
  std::vector<std::string> rights;
  for (const std::string& word : cooling_off.applies_to)
    if (word != "account_deletion") rights.push_back(word);
  if (!rights.empty())
    inspection.add("cooling_off.erasure", cooling_off.place,
                   join_words(rights) + " must be without undue delay, and waits here",
                   "write applies_to: [account_deletion]");
}

}  // namespace

void inspect_rights(Inspection& inspection) {
  const Statement& statement = inspection.statement();
  if (statement.rights)
    RightsInspection{inspection, *statement.rights}.run();
  else
    inspection.add("rights.not_said", "the policy does not say what people can ask",
                   "add rights: {offered: […], answer_within: 1 month, channels: […]}");
  for (const Jurisdiction& jurisdiction : statement.jurisdictions) inspect_jurisdiction_term(inspection, jurisdiction);
  if (statement.cooling_off) inspect_cooling_off(inspection, *statement.cooling_off);
}

}  // namespace compliance
