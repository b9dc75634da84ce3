// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/completeness.h"

#include <algorithm>

#include "libcompliance/law/law.h"

namespace compliance {
namespace {

// What the rows are judged by. Each function fills one row.
class Judge {
 public:
  Judge(const Policy& policy, Date as_of) : policy_(policy), statement_(policy.statement), as_of_(as_of) {}

  std::vector<CompletenessRow> rows() {
    add(Element::identity, &Judge::identity);
    add(Element::representative, &Judge::representative);
    add(Element::dpo, &Judge::dpo);
    add(Element::purposes, &Judge::purposes);
    add(Element::basis, &Judge::basis);
    add(Element::interests, &Judge::interests);
    add(Element::recipients, &Judge::recipients);
    add(Element::transfers, &Judge::transfers);
    add(Element::retention, &Judge::retention);
    add(Element::rights, &Judge::rights);
    add(Element::withdrawal, &Judge::withdrawal);
    add(Element::complaint, &Judge::complaint);
    add(Element::required, &Judge::required);
    add(Element::automated, &Judge::automated);
    add(Element::categories, &Judge::categories);
    add(Element::sources, &Judge::sources);
    return std::move(rows_);
  }

 private:
  void add(Element element, Mark (Judge::*judge)()) {
    rows_.push_back({.element = element});
    rows_.back().mark = (this->*judge)();
  }

  void lacks(LocalText text, const Place& place = {}) {
    rows_.back().shortcomings.push_back({.text = std::move(text), .place = place.line == 0 ? top() : place});
  }
  void keeper_lacks(std::size_t keeper, LocalText text) {
    lacks(std::move(text), policy_.keepers[keeper].place);
    rows_.back().shortcomings.back().keeper = keeper;
  }
  void recipient_lacks(std::size_t recipient, LocalText text) {
    lacks(std::move(text), (*statement_.recipients)[recipient].place);
    rows_.back().shortcomings.back().recipient = recipient;
  }

  Place top() const { return {policy_.source, 0, 0}; }
  Mark whole_or_partial() const { return rows_.back().shortcomings.empty() ? Mark::present : Mark::partial; }
  bool is_purpose(std::size_t keeper) const { return policy_.keepers[keeper].kind == Keeper::Kind::purpose; }
  bool has_basis(std::size_t keeper, Basis basis) const {
    return std::ranges::find(policy_.keepers[keeper].bases, basis) != policy_.keepers[keeper].bases.end();
  }
  bool promises_to_state(std::string_view part) const {
    return statement_.promises &&
           std::ranges::find(statement_.promises->states, part) != statement_.promises->states.end();
  }
  bool offers(Right right) const {
    return statement_.rights &&
           std::ranges::find(statement_.rights->offered, right) != statement_.rights->offered.end();
  }
  std::vector<std::size_t> purpose_indices() const {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
      if (is_purpose(k)) found.push_back(k);
    return found;
  }
  bool is_declared_recipient(const std::string& name) const {
    return statement_.recipients && std::ranges::any_of(*statement_.recipients, [&](const Recipient& recipient) {
             return recipient.name == name;
           });
  }

  // --- who ---

  Mark identity() {
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

  Mark representative() {
    const Controller& who = statement_.controller;
    if (!who.country || in_eea(*who.country)) return Mark::not_needed;
    if (who.representative) return Mark::present;
    lacks({"de vertegenwoordiger in de Europese Unie", "the representative in the European Union"}, who.place);
    return Mark::absent;
  }

  Mark dpo() {
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

  // --- why ---

  Mark purposes() {
    if (!purpose_indices().empty()) return Mark::present;
    // Who only works on instruction has no purposes; the customers tell people theirs (Art. 28).
    if (!policy_.keepers.empty() && !statement_.tenants.empty()) return Mark::not_needed;
    lacks({"waarvoor de gegevens worden gebruikt", "what the data are used for"});
    return Mark::absent;
  }

  Mark basis() {
    const std::vector<std::size_t> all = purpose_indices();
    if (all.empty() && rows_[static_cast<std::size_t>(Element::purposes)].mark == Mark::not_needed)
      return Mark::not_needed;
    if (all.empty()) lacks({"een doel met een grondslag", "a purpose with a legal basis"});
    bool any = false;
    for (const std::size_t k : all) {
      const Keeper& purpose = policy_.keepers[k];
      any = any || !purpose.bases.empty();
      if (purpose.bases.empty()) keeper_lacks(k, {"de grondslag", "the legal basis"});
      if (purpose.bases.size() > 1)
        keeper_lacks(k, {"één grondslag: er staan er meer, en niet welke telt",
                         "one legal basis: there are several, and not which of them counts"});
      if (purpose.consent == ConsentMethod::implied)
        keeper_lacks(k, {"echte toestemming: wie niets zegt, stemt niet toe", "real consent: silence is no consent"});
    }
    const Mark mark = any ? whole_or_partial() : Mark::absent;
    if (statement_.profiling)
      for (const Profiling& profiling : *statement_.profiling)
        if (!profiling.purpose)
          lacks(LocalText{"de grondslag van de profilering: ", "the legal basis of the profiling: "} +
                    (profiling.title ? *profiling.title : name_words(profiling.name)),
                profiling.place);
    return mark;
  }

  Mark interests() {
    bool any = false, concerned = false;
    for (const std::size_t k : purpose_indices()) {
      if (!has_basis(k, Basis::legitimate_interest)) continue;
      concerned = true;
      any = any || policy_.keepers[k].interest.has_value();
      if (!policy_.keepers[k].interest) keeper_lacks(k, {"welk belang wij hebben", "which interest we have"});
    }
    if (concerned) return any ? whole_or_partial() : Mark::absent;
    if (!promises_to_state("basis")) return Mark::not_needed;
    lacks({"of er een gerechtvaardigd belang is, en welk", "whether there is a legitimate interest, and which"},
          statement_.promises->place);
    return Mark::absent;
  }

  // --- to whom ---

  Mark recipients() {
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
        lacks(name_words(*system.host) + LocalText{", waar het systeem draait", ", which runs the system"},
              system.place);
    for (const Cookie& cookie : statement_.cookies)
      if (cookie.set_by && !is_declared_recipient(*cookie.set_by))
        lacks(name_words(*cookie.set_by) + LocalText{", die een cookie plaatst", ", which sets a cookie"},
              cookie.place);
    if (statement_.promises && statement_.promises->shares_nothing && !statement_.recipients->empty())
      lacks({"één antwoord: er staat ook dat er niets wordt gedeeld",
             "one answer: the statement also says that nothing is shared"},
            statement_.promises->place);
    return whole_or_partial();
  }

  Mark transfers() {
    if (!statement_.recipients) {
      lacks({"of er gegevens naar landen buiten de EER gaan", "whether data go to countries outside the EEA"});
      return Mark::absent;
    }
    if (statement_.recipients->empty()) return Mark::not_needed;
    bool any = false;
    for (std::size_t r = 0; r < statement_.recipients->size(); ++r) {
      const Recipient& recipient = (*statement_.recipients)[r];
      if (recipient.countries.empty())
        recipient_lacks(r, {"in welk land de gegevens staan", "in which country the data are"});
      else
        any = true;
      judge_transfer(r, recipient);
    }
    return any ? whole_or_partial() : Mark::absent;
  }

  void judge_transfer(std::size_t r, const Recipient& recipient) {
    if (recipient.transfer) {
      const TransferMechanism* mechanism = find_transfer_mechanism(recipient.transfer->mechanism);
      if (mechanism == nullptr)
        recipient_lacks(r, {"een geldige grond om gegevens buiten de EER te brengen: deze is niet bekend",
                            "a valid ground to bring data outside the EEA: this one is not known"});
      else if (!holds_on(*mechanism, as_of_))
        recipient_lacks(r, {"een geldige grond om gegevens buiten de EER te brengen: deze geldt niet",
                            "a valid ground to bring data outside the EEA: this one is not in force"});
      return;
    }
    for (const std::string& country : third_countries(recipient))
      if (find_adequate_country(country, as_of_) == nullptr)
        return recipient_lacks(
            r, {"waarom gegevens naar een land buiten de EER mogen", "why data may go to a country outside the EEA"});
  }

  // --- how long ---

  bool is_settled(std::size_t moment) const {
    const Moment& which = policy_.moments[moment];
    return which.kind != Moment::Kind::several &&
           std::ranges::all_of(which.moments, [&](std::size_t part) { return is_settled(part); });
  }

  Mark retention() {
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

  // --- rights ---

  Mark rights() {
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
      if (!offers(name.right)) missing.push_back(name.title);
    if (missing.empty()) return Mark::present;
    lacks(LocalText{"de rechten: ", "the rights: "} + list_words(missing),
          statement_.rights ? statement_.rights->place : Place{});
    return missing.size() == demanded.size() ? Mark::absent : Mark::partial;
  }

  Mark withdrawal() {
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

  Mark complaint() {
    if (!statement_.authority) {
      lacks({"bij welke toezichthouder mensen kunnen klagen", "to which authority people can complain"});
      return Mark::absent;
    }
    if (find_authority(*statement_.authority) == nullptr)
      lacks({"een toezichthouder die bestaat: deze is niet bekend", "an authority that exists: this one is not known"},
            statement_.authority_place);
    return whole_or_partial();
  }

  Mark required() {
    if (statement_.if_not_provided) return Mark::present;
    const Field* mandatory = nullptr;
    for (const RecordType& record : policy_.records)
      for (const Field& field : record.fields)
        if (field.mandatory && mandatory == nullptr) mandatory = &field;
    if (mandatory == nullptr) {
      lacks({"welke gegevens verplicht zijn, en wat er gebeurt zonder die gegevens",
             "which data are mandatory, and what happens without them"});
      return Mark::absent;
    }
    lacks({"wat er gebeurt als iemand verplichte gegevens niet geeft",
           "what happens when somebody does not give mandatory data"},
          mandatory->place);
    return Mark::partial;
  }

  // --- what ---

  Mark automated() {
    if (!statement_.profiling) {
      lacks({"of er profielen of automatische beslissingen zijn", "whether there are profiles or automated decisions"});
      return statement_.promises && !statement_.promises->processes_only_for.empty() ? Mark::partial : Mark::absent;
    }
    bool any = statement_.profiling->empty();
    for (const Profiling& each : *statement_.profiling) {
      const LocalText name = each.title ? *each.title : name_words(each.name);
      any = any || !each.inputs.empty() || each.logic;
      const auto lacks_of = [&](const LocalText& what) {
        lacks(what + LocalText{" van: ", " of: "} + name, each.place);
      };
      if (each.inputs.empty()) lacks_of({"de gegevens", "the data"});
      if (each.inputs_are_partial)
        lacks_of({"alle gegevens, niet alleen de belangrijkste,", "all data, not only the most important,"});
      if (!each.logic) lacks_of({"de werking", "the logic"});
      if (!each.effect) lacks_of({"de gevolgen", "the effect"});
    }
    return any ? whole_or_partial() : Mark::absent;
  }

  Mark categories() {
    if (policy_.records.empty()) {
      lacks({"welke gegevens worden bewaard", "which data are kept"});
      return Mark::absent;
    }
    for (const RecordType& record : policy_.records)
      if (record.examples_only)
        lacks(LocalText{"alle gegevens, niet alleen voorbeelden, van: ", "all data, not only examples, of: "} +
                  record_words(record),
              record.place);
    return whole_or_partial();
  }

  Mark sources() {
    bool any = false;
    for (const RecordType& record : policy_.records) {
      std::vector<LocalText> without;
      const Place* first = nullptr;
      for (const Field& field : record.fields) {
        any = any || !field.provenance.empty();
        if (!field.provenance.empty()) continue;
        without.push_back(name_words(field.name));
        if (first == nullptr) first = &field.place;
      }
      if (first == nullptr) continue;
      const bool all = without.size() == record.fields.size();
      lacks(LocalText{"waar de gegevens vandaan komen van: ", "where the data come from of: "} + record_words(record) +
                (all ? LocalText{} : same(" (") + list_words(without) + ")"),
            all ? record.place : *first);
    }
    if (policy_.records.empty()) lacks({"waar de gegevens vandaan komen", "where the data come from"});
    return any ? whole_or_partial() : Mark::absent;
  }

  const Policy& policy_;
  const Statement& statement_;
  Date as_of_;
  std::vector<CompletenessRow> rows_;
};

}  // namespace

const ElementMeaning& meaning_of(Element element) {
  static const std::array<ElementMeaning, 16> meanings{
      ElementMeaning{"Art. 13(1)(a)", {"wie wij zijn en hoe u ons bereikt", "identity and contact"}},
      ElementMeaning{"Art. 27", {"vertegenwoordiger in de EU", "representative in the Union"}},
      ElementMeaning{"Art. 13(1)(b)", {"functionaris gegevensbescherming", "data protection officer"}},
      ElementMeaning{"Art. 13(1)(c)", {"doelen", "purposes"}},
      ElementMeaning{"Art. 13(1)(c)", {"grondslag van elk doel", "legal basis of each purpose"}},
      ElementMeaning{"Art. 13(1)(d)", {"gerechtvaardigde belangen", "legitimate interests"}},
      ElementMeaning{"Art. 13(1)(e)", {"ontvangers", "recipients"}},
      ElementMeaning{"Art. 13(1)(f)", {"doorgifte buiten de EER", "transfers outside the EEA"}},
      ElementMeaning{"Art. 13(2)(a)", {"bewaartijden", "storage times"}},
      ElementMeaning{"Art. 13(2)(b)", {"rechten", "rights"}},
      ElementMeaning{"Art. 13(2)(c)", {"toestemming intrekken", "withdrawal of consent"}},
      ElementMeaning{"Art. 13(2)(d)", {"klacht bij de toezichthouder", "complaint to the authority"}},
      ElementMeaning{"Art. 13(2)(e)", {"verplichte gegevens", "mandatory data"}},
      ElementMeaning{"Art. 13(2)(f)", {"profielen en automatische beslissingen", "profiles and automated decisions"}},
      ElementMeaning{"Art. 14(1)(d)", {"soorten gegevens", "categories of data"}},
      ElementMeaning{"Art. 14(2)(f)", {"herkomst van de gegevens", "source of the data"}}};
  return meanings[static_cast<std::size_t>(element)];
}

std::vector<CompletenessRow> completeness(const Policy& policy, Date as_of) { return Judge(policy, as_of).rows(); }

bool is_complete(const std::vector<CompletenessRow>& rows) {
  return std::ranges::all_of(rows, [](const CompletenessRow& row) { return row.shortcomings.empty(); });
}

}  // namespace compliance
