// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/completeness_judge.h"
#include "libcompliance/documents/transfer_words.h"
#include "libcompliance/law/law.h"

namespace compliance {

bool CompletenessJudge::is_declared_recipient(const std::string& name) const {
  return statement_.recipients && std::ranges::any_of(*statement_.recipients, [&](const Recipient& recipient) {
           return recipient.name == name;
         });
}

Mark CompletenessJudge::identity() {
  const Controller& who = statement_.controller;
  if (!who.address) lacks({"het postadres van de organisatie", "the postal address of the organisation"}, who.place);
  if (!who.contact) lacks({"hoe mensen de organisatie bereiken", "how people reach the organisation"}, who.place);
  if (!who.also_named.empty())
    lacks({"één naam: de verklaring schrijft hem op meer dan één manier",
           "one name: the statement spells it in more than one way"},
          who.place);
  if (who.is_a_person)
    lacks({"de organisatie zelf: als verantwoordelijke staat er een persoon",
           "the organisation itself: a person is named as the controller"},
          who.place);
  return whole_or_partial();
}

Mark CompletenessJudge::representative() {
  const Controller& who = statement_.controller;
  if (!who.country || in_eea(*who.country)) return Mark::not_needed;
  if (who.representative) return Mark::present;
  lacks({"de vertegenwoordiger in de Europese Unie", "the representative in the European Union"}, who.place);
  return Mark::absent;
}

Mark CompletenessJudge::dpo() {
  if (!statement_.dpo) {
    lacks({"hoe mensen de functionaris gegevensbescherming bereiken, of dat er geen nodig is",
           "how people reach the data protection officer, or that none is needed"});
    return Mark::absent;
  }
  if (statement_.dpo->none) return Mark::not_needed;
  if (!statement_.dpo->also.empty())
    lacks({"een onafhankelijke functionaris gegevensbescherming: deze heeft ook een functie die over de gegevens "
           "beslist",
           "an independent data protection officer: this one also holds a post that decides about the data"},
          statement_.dpo->place);
  return whole_or_partial();
}

Mark CompletenessJudge::recipients() {
  if (!statement_.recipients) {
    lacks({"wie de gegevens krijgt, of dat niemand ze krijgt", "who receives the data, or that nobody does"});
    return Mark::absent;
  }
  for (std::size_t r = 0; r < statement_.recipients->size(); ++r)
    if ((*statement_.recipients)[r].is_category)
      recipient_lacks(r, {"wie dit precies is: er staat alleen een soort ontvanger",
                          "who this is exactly: only a kind of recipient is named"});
  for (const System& system : statement_.systems)
    if (system.host && !is_declared_recipient(*system.host))
      lacks(name_words(*system.host) + LocalText{", waar het systeem draait: ", ", which runs the system "} +
                name_words(system.name),
            system.place);
  for (const Cookie& cookie : statement_.cookies)
    if (cookie.set_by && !is_declared_recipient(*cookie.set_by))
      lacks(name_words(*cookie.set_by) + LocalText{", die een cookie plaatst", ", which sets a cookie"}, cookie.place);
  if (statement_.promises && statement_.promises->shares_nothing && !statement_.recipients->empty())
    lacks({"één antwoord: er staat ook dat er niets wordt gedeeld",
           "one answer: the statement also says that nothing is shared"},
          statement_.promises->place);
  return whole_or_partial();
}

Mark CompletenessJudge::transfers() {
  const Controller& who = statement_.controller;
  bool reached = false;  // a controller outside the EEA tells by which mechanism the data come to it
  for (const Transfer& transfer : who.transfers) {
    const std::optional<LocalText> fault = fault_of(transfer);
    if (fault) lacks(*fault, transfer.place);
    reached = reached || !fault;
  }
  if (!statement_.recipients) {
    lacks({"of er gegevens naar landen buiten de EER gaan", "whether data go to countries outside the EEA"});
    judge_systems();
    return reached ? Mark::partial : Mark::absent;
  }
  const bool abroad = std::ranges::any_of(
      statement_.systems, [](const System& system) { return !third_countries(system.countries).empty(); });
  if (statement_.recipients->empty() && who.transfers.empty() && !abroad) return Mark::not_needed;
  judge_systems();
  const bool sound = rows_.back().shortcomings.empty();
  bool any = reached || abroad, all = true;
  for (std::size_t r = 0; r < statement_.recipients->size(); ++r) {
    const Recipient& recipient = (*statement_.recipients)[r];
    if (recipient.countries.empty()) {
      recipient_lacks(r, {"in welk land de gegevens staan", "in which country the data are"});
      all = all && reached;  // … and by which they may go on from there
    } else {
      any = true;
    }
    all = judge_transfer(r, recipient) && all;
  }
  return !any ? Mark::absent : sound && all ? Mark::present : Mark::partial;
}

std::optional<LocalText> CompletenessJudge::fault_of(const Transfer& transfer) const {
  const TransferMechanism* mechanism = find_transfer_mechanism(transfer.mechanism);
  if (mechanism == nullptr)
    return LocalText{"een geldige grond om gegevens buiten de EER te brengen: deze is niet bekend",
                     "a valid ground to bring data outside the EEA: this one is not known"};
  if (!holds_on(*mechanism, as_of_))
    return LocalText{"een geldige grond om gegevens buiten de EER te brengen: deze geldt niet",
                     "a valid ground to bring data outside the EEA: this one is not in force"};
  return std::nullopt;
}

bool CompletenessJudge::judge_transfer(std::size_t index, const Recipient& recipient) {
  if (recipient.transfer) {
    const std::optional<LocalText> fault = fault_of(*recipient.transfer);
    if (fault) recipient_lacks(index, *fault);
    return !fault;
  }
  if (countries_without_decision(recipient.countries, as_of_).empty()) return true;
  recipient_lacks(
      index, {"waarom gegevens naar een land buiten de EER mogen", "why data may go to a country outside the EEA"});
  return false;
}

void CompletenessJudge::judge_systems() {
  for (const System& system : statement_.systems)
    if (!third_countries(system.countries).empty() && system_transfer_words(statement_, system, as_of_).en.empty())
      lacks(LocalText{"waarom gegevens buiten de EER mogen staan, in het systeem ",
                      "why data may be outside the EEA, in the system "} +
                name_words(system.name),
            system.place);
}

Mark CompletenessJudge::complaint() {
  if (!statement_.authority) {
    lacks({"bij welke toezichthouder mensen kunnen klagen", "to which authority people can complain"});
    return Mark::absent;
  }
  if (find_authority(*statement_.authority) == nullptr)
    lacks({"een toezichthouder die bestaat: deze is niet bekend", "an authority that exists: this one is not known"},
          statement_.authority_place);
  return whole_or_partial();
}

}  // namespace compliance
