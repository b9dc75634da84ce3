// SPDX-License-Identifier: Apache-2.0
// Purposes: their legal basis and what goes with it, how people are reached, and since when they are told.
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/check/inspection.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

class PurposeInspection {
 public:
  explicit PurposeInspection(Inspection& inspection) : inspection_(inspection), policy_(inspection.policy()) {
    const auto& promises = policy_.statement.promises;
    states_basis_ = promises && std::count(promises->states.begin(), promises->states.end(), "basis") > 0;
  }

  void run() {
    std::size_t purposes = 0;
    for (std::size_t k = 0; k < policy_.keepers.size(); ++k) {
      const Keeper& keeper = policy_.keepers[k];
      if (keeper.kind != Keeper::Kind::purpose) continue;
      ++purposes;
      if (keeper.covers.empty())
        inspection_.add("purpose.no_data", keeper.place, called(keeper) + " does not say which data it needs",
                        "add needs: [RECORD.FIELD, …]");
      inspect_basis(keeper);
      inspect_interest(keeper);
      inspect_consent(keeper);
      inspect_channels(keeper);
      inspect_party(keeper);
      inspect_notice(k);
      inspect_role(keeper);
    }
    const auto& promises = policy_.statement.promises;
    if (promises && promises->role == Role::processor && purposes > 0)
      inspection_.add(
          "purpose.as_processor", promises->place,
          "the organisation calls itself a processor, and has " + count_of(purposes, "purpose") + " of its own",
          "who decides why data are processed is their controller: write role: controller");
    if (states_basis_ && !without_basis_.empty())
      inspection_.add(
          "promise.basis", promises->place,
          "the statement says that it tells the legal basis, and it does not for " + join_words(without_basis_),
          "give each exactly one basis");
  }

 private:
  void inspect_basis(const Keeper& purpose) {
    if (purpose.bases.size() != 1) without_basis_.push_back(called(purpose));
    if (purpose.bases.empty())
      inspection_.add("purpose.no_basis", purpose.place, called(purpose) + " has no legal basis",
                      "add basis: one of consent, contract, legal_obligation, vital_interests, public_task, "
                      "legitimate_interest");
    if (purpose.bases.size() > 1 && !states_basis_)  // or else the promise is broken
      inspection_.add("purpose.double_basis", purpose.place,
                      called(purpose) + " has " + std::to_string(purpose.bases.size()) +
                          " legal bases, and which rights people have depends on the one that counts",
                      "choose one, or make a purpose of each");
    const bool needs_law = rests_on(purpose, Basis::legal_obligation) || rests_on(purpose, Basis::public_task);
    if (needs_law && purpose.law.empty())
      inspection_.add("purpose.no_law", purpose.place, called(purpose) + " rests on a law and does not name it",
                      "add law: with its article");
  }

  void inspect_interest(const Keeper& purpose) {
    if (!rests_on(purpose, Basis::legitimate_interest)) return;
    if (!purpose.interest)
      inspection_.add("purpose.no_interest", purpose.place, called(purpose) + " does not say which interest it pursues",
                      "add interest: {nl: …, en: …}");
    if (!purpose.assessment)
      inspection_.add("purpose.no_assessment", purpose.place, called(purpose) + " has no balancing test",
                      "add assessment: with the reference of the assessment");
    else if (purpose.assessment->review_by && *purpose.assessment->review_by < inspection_.as_of())
      inspection_.add("assessment.overdue", purpose.place,
                      "the balancing test of " + called(purpose) + " was to be looked at again by " +
                          format_date(*purpose.assessment->review_by),
                      "look at it again, and write the next review_by:");
  }

  void inspect_consent(const Keeper& purpose) {
    if (!rests_on(purpose, Basis::consent)) return;
    if (!purpose.consent)
      inspection_.add("purpose.no_consent", purpose.place, called(purpose) + " does not say how people consent",
                      "add consent: {method: opt_in, evidence: …}");
    else if (purpose.consent == ConsentMethod::implied)
      inspection_.add("purpose.implied_consent", purpose.place,
                      called(purpose) + " takes silence or use for consent, which is none",
                      "ask people, and write method: opt_in; or find another basis");
    else if (purpose.consent == ConsentMethod::opt_out)
      inspection_.add("purpose.consent_opt_out", purpose.place,
                      called(purpose) + " takes everybody who does not object for consenting",
                      "ask people, and write method: opt_in; an objection goes with legitimate_interest");
    else if (!purpose.consent_evidence)
      inspection_.add("purpose.no_evidence", purpose.place,
                      "nobody has said what shows later that people consented to " + called(purpose),
                      "add evidence: to its consent");
  }

  void inspect_channels(const Keeper& purpose) {
    if (purpose.message != MessageKind::marketing) return;
    if (purpose.channels.empty())
      inspection_.add("purpose.no_channels", purpose.place, called(purpose) + " is marketing and names no channels",
                      "add channels: [email, …]");
    if (rests_on(purpose, Basis::consent)) return;
    for (const std::string& channel : purpose.channels)
      for (const Addressee addressee : addressees_of(purpose)) {
        const MarketingRule* rule = find_marketing_rule(channel, addressee, inspection_.as_of());
        if (rule == nullptr || rule->rule != ConsentRule::consent) continue;
        const bool for_customers = rule->exception == MarketingException::own_customers;
        if (for_customers && purpose.applies_when) continue;
        return inspection_.add(
            "purpose.channel_needs_consent", purpose.place,
            called(purpose) + " is marketing by " + channel + " without consent, " +
                (for_customers ? "and not to customers alone" : "and no exception for customers is left"),
            for_customers ? "write applies_when: for which records it is; or basis: consent"
                          : "write basis: consent, or leave " + channel + " out");
      }
  }

  // To whom its messages go. Who works for a customer is reached there; a sole trader is a person (L-TW).
  std::vector<Addressee> addressees_of(const Keeper& purpose) const {
    std::vector<Addressee> found;
    for (const FieldRef& ref : purpose.covers) {
      std::size_t record = ref.record;
      if (policy_.records[record].is == RecordKind::event) continue;
      const auto above = policy_.records[record].belongs_to;
      if (above && policy_.records[*above].is == RecordKind::organisation) record = *above;
      if (policy_.records[record].is == RecordKind::person) {
        found.push_back(Addressee::natural_person);
        continue;
      }
      found.push_back(Addressee::legal_person);
      if (policy_.records[record].sole_trader_when) found.push_back(Addressee::sole_trader);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  // People who work for a customer are not its contracting party.
  void inspect_party(const Keeper& purpose) {
    if (!rests_on(purpose, Basis::contract)) return;
    for (const FieldRef& ref : purpose.covers) {
      const RecordType& type = policy_.records[ref.record];
      if (type.is != RecordKind::person || !type.belongs_to ||
          policy_.records[*type.belongs_to].is != RecordKind::organisation)
        continue;
      return inspection_.add(
          "purpose.not_the_party", purpose.place,
          called(purpose) + " rests on a contract, but a " + type.name + " is not the party to it",
          "people who work for a customer are not its contracting party: consider legitimate_interest");
    }
  }

  // People are told before it begins: by the version that announces it, or else by the first one.
  void inspect_notice(std::size_t keeper) {
    const Keeper& purpose = policy_.keepers[keeper];
    if (!purpose.from) return;
    std::optional<Date> told, first;
    const auto earlier = [](std::optional<Date>& known, Date date) {
      if (!known || date < *known) known = date;
    };
    for (const Notice& notice : policy_.statement.notices) {
      earlier(first, notice.from);
      if (std::count(notice.announces.begin(), notice.announces.end(), keeper) > 0) earlier(told, notice.from);
    }
    if (!first && policy_.statement.in_force) first = policy_.statement.in_force->from;
    if (!told) told = first;
    if (told && *purpose.from < *told)
      inspection_.add(
          "purpose.before_notice", purpose.place,
          called(purpose) + " began on " + format_date(*purpose.from) + ", and the statement tells of it since " +
              format_date(*told),
          "add the version that announces it under notices; data of the days between need their own ground");
  }

  void inspect_role(const Keeper& purpose) {
    for (const FieldRef& ref : purpose.covers) {
      const RecordType& type = policy_.records[ref.record];
      if (type.role == Role::processor)
        return inspection_.add("purpose.as_processor", purpose.place,
                               called(purpose) + " uses fields of " + type.name + ", which is kept for a customer only",
                               "make it an instruction of that customer, or write role: controller there");
    }
  }

  Inspection& inspection_;
  const Policy& policy_;
  bool states_basis_ = false;
  std::vector<std::string> without_basis_;
};

}  // namespace

void inspect_purposes(Inspection& inspection) { PurposeInspection{inspection}.run(); }

}  // namespace compliance
