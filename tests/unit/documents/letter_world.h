// SPDX-License-Identifier: Apache-2.0
// Facts for letters of every kind, all of them given; and a second value for each.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "libcompliance/documents/letter.h"
#include "tests/support/small_world.h"

namespace compliance::testing {

inline LetterFacts all_facts(Language language) {
  LetterFacts facts{.language = language, .written_on = day("2026-03-16")};
  facts.controller = "Fietsverhuur De Ketting B.V.";
  facts.address = "Voorbeeldstraat 1, 1000 AA Amsterdam";
  facts.website = "https://www.example.nl";
  facts.contact = "privacy@example.nl";
  facts.officer = "fg@example.nl";
  facts.authority = "nl-ap";
  facts.addressee = {"T. Voorbeeld", "Proefweg 12", "1000 ZZ Teststad"};
  facts.request = "R-2026-000001";
  facts.reference = "zaak 2026-14";
  facts.asked = {"het wissen van uw gegevens", "the erasure of your data"};
  facts.received = day("2026-03-02");
  facts.answer_by = day("2026-03-30");
  facts.identity_check = {"wij antwoorden naar een adres of nummer dat wij al van u hebben",
                          "we answer to an address or number that we already have of you"};
  facts.identity_reason = language == Language::nl ? "Het verzoek kwam van een adres dat wij niet kennen"
                                                   : "The request came from an address that we do not know";
  facts.extended_to = day("2026-05-28");
  facts.extension_reasons = {language == Language::nl ? "Uw verzoek gaat over veel systemen"
                                                      : "Your request is about many systems"};
  facts.window = day("2026-03-09");
  facts.done = {{"uw account", "your account"}, {"notities over u", "notes about you"}};
  facts.done_on = day("2026-03-10");
  facts.refusals = {
      {.what = {"uw facturen", "your invoices"},
       .reason = "legal-duty",
       .facts = language == Language::nl ? "Onze laatste factuur aan u is van 15 juni 2019"
                                         : "Our last invoice to you is of 15 June 2019",
       .law = {"Algemene wet inzake rijksbelastingen, artikel 52 lid 4", "General State Taxes Act, Article 52(4)"},
       .until = day("2026-12-31")},
      {.what = {"uw klacht van vorig jaar", "your complaint of last year"},
       .reason = "legal-claims",
       .facts = language == Language::nl ? "Daarover loopt een zaak" : "There is a case about it",
       .until_when = LocalText{"tot die zaak klaar is", "until that case is closed"}}};
  facts.recipients = std::vector<LetterRecipient>{
      {.name = same("Voorbeeldcloud B.V."),
       .what = {"naam en e-mailadres", "name and e-mail address"},
       .told_on = day("2026-03-11")},
      {.name = same("Example Mail Inc."),
       .what = {"het e-mailadres", "the e-mail address"},
       .impossible = language == Language::nl ? "Het bedrijf bestaat niet meer" : "The company no longer exists"},
      {.name = same("Drukkerij Proef"), .what = {"het adres", "the address"}}};
  facts.backups = std::vector<LetterBackup>{{.what = {"database", "database"}, .gone_by = day("2026-03-17")}};
  facts.record_kept = LetterRecord{.since = day("2026-03-12"), .how_long = {"vijf jaar", "for five years"}};
  facts.forwarded = LetterForward{.to = "Kantoorfiets N.V.",
                                  .contact = "privacy@kantoorfiets.example.nl",
                                  .on = day("2026-03-03"),
                                  .own_part_follows = true};
  facts.lift_reason = language == Language::nl ? "Wij hebben de gegevens nagekeken, en ze kloppen"
                                               : "We have checked the data, and they are correct";
  facts.searched = {"rental desk: customers.csv", "rental desk: rentals.csv"};
  facts.needed = {{"het e-mailadres waarmee u huurt", "the e-mail address with which you rent"},
                  {"een factuurnummer", "an invoice number"}};
  facts.enclosed = {language == Language::nl ? "uw gegevens, in data.zip" : "your data, in data.zip"};
  facts.passphrase = language == Language::nl ? "U krijgt het per telefoon" : "You get it by telephone";
  facts.rights = {Right::rectification, Right::erasure, Right::portability};
  facts.notice = RecipientNotice::erasure;
  facts.person = {"customer 1042"};
  facts.categories = {{"namen", "names"}, {"e-mailadressen", "e-mail addresses"}};
  facts.sources = {{"het handelsregister", "the trade register"}};
  facts.purposes = {{.title = {"fietsen terugkrijgen", "getting bicycles back"},
                     .basis = basis_words_of(Basis::legitimate_interest),
                     .interest = {"voorkomen dat fietsen wegraken", "keep bicycles from getting lost"},
                     .keep = {"tot 6 maanden na het einde", "until 6 months after the end"}}};
  facts.transfers =
      std::vector<LocalText>{{"Verenigde Staten: Data Privacy Framework", "United States: Data Privacy Framework"}};
  facts.profiling = std::vector<LocalText>{
      {"kans op verlies: bij een hoge score vragen wij borg", "risk of loss: with a high score we ask for a deposit"}};
  return facts;
}

/// One thing that a letter can say: how to take it away, and how to change it into something else.
struct FactChange {
  LetterFact fact;
  std::function<void(LetterFacts&)> remove, change;
};

inline std::vector<FactChange> fact_changes() {
  using F = LetterFacts;
  const auto other = day("2027-07-19");
  return {
      {LetterFact::controller, [](F& f) { f.controller.clear(); }, [](F& f) { f.controller = "Vouwfiets N.V."; }},
      {LetterFact::contact, [](F& f) { f.contact.clear(); }, [](F& f) { f.contact = "avg@example.com"; }},
      {LetterFact::officer, [](F& f) { f.officer.clear(); }, [](F& f) { f.officer = "dpo@example.com"; }},
      {LetterFact::asked, [](F& f) { f.asked = {}; },
       [](F& f) {
         f.asked = {"rust", "peace"};
       }},
      {LetterFact::received, [](F& f) { f.received.reset(); }, [=](F& f) { f.received = other; }},
      {LetterFact::authority, [](F& f) { f.authority.clear(); }, [](F& f) { f.authority = "be-gba"; }},
      {LetterFact::answer_by, [](F& f) { f.answer_by.reset(); }, [=](F& f) { f.answer_by = other; }},
      {LetterFact::window, [](F& f) { f.window.reset(); }, [=](F& f) { f.window = other; }},
      {LetterFact::identity_check, [](F& f) { f.identity_check = {}; },
       [](F& f) {
         f.identity_check = {"u komt langs", "you come to us"};
       }},
      {LetterFact::identity_reason, [](F& f) { f.identity_reason.clear(); }, [](F& f) { f.identity_reason = "X."; }},
      {LetterFact::extended_to, [](F& f) { f.extended_to.reset(); }, [=](F& f) { f.extended_to = other; }},
      {LetterFact::extension_reasons, [](F& f) { f.extension_reasons.clear(); },
       [](F& f) { f.extension_reasons = {"X."}; }},
      {LetterFact::done, [](F& f) { f.done.clear(); },
       [](F& f) {
         f.done[0] = {"X", "X"};
       }},
      {LetterFact::done_on, [](F& f) { f.done_on.reset(); }, [=](F& f) { f.done_on = other; }},
      {LetterFact::refusals, [](F& f) { f.refusals.clear(); }, [=](F& f) { f.refusals[0].until = other; }},
      {LetterFact::recipients, [](F& f) { f.recipients.reset(); }, [=](F& f) { (*f.recipients)[0].told_on = other; }},
      {LetterFact::receivers, [](F& f) { f.recipients.reset(); },
       [](F& f) {
         (*f.recipients)[0].what = {"X", "X"};
       }},
      {LetterFact::backups, [](F& f) { f.backups.reset(); }, [=](F& f) { (*f.backups)[0].gone_by = other; }},
      {LetterFact::record_kept, [](F& f) { f.record_kept.reset(); }, [=](F& f) { f.record_kept->since = other; }},
      {LetterFact::forwarded, [](F& f) { f.forwarded.reset(); }, [=](F& f) { f.forwarded->to = "X"; }},
      {LetterFact::lift_reason, [](F& f) { f.lift_reason.clear(); }, [](F& f) { f.lift_reason = "X."; }},
      {LetterFact::searched, [](F& f) { f.searched.clear(); }, [](F& f) { f.searched[1] = "X"; }},
      {LetterFact::needed, [](F& f) { f.needed.clear(); },
       [](F& f) {
         f.needed[1] = {"X", "X"};
       }},
      {LetterFact::enclosed, [](F& f) { f.enclosed.clear(); }, [](F& f) { f.enclosed = {"X"}; }},
      {LetterFact::passphrase, [](F& f) { f.passphrase.clear(); }, [](F& f) { f.passphrase = "X."; }},
      {LetterFact::rights, [](F& f) { f.rights.clear(); }, [](F& f) { f.rights[0] = Right::access; }},
      {LetterFact::notice, [](F& f) { f.notice.reset(); }, [](F& f) { f.notice = RecipientNotice::rectification; }},
      {LetterFact::person, [](F& f) { f.person.clear(); }, [](F& f) { f.person = {"X"}; }},
      {LetterFact::categories, [](F& f) { f.categories.clear(); },
       [](F& f) {
         f.categories[0] = {"X", "X"};
       }},
      {LetterFact::sources, [](F& f) { f.sources.clear(); },
       [](F& f) {
         f.sources[0] = {"X", "X"};
       }},
      {LetterFact::purposes, [](F& f) { f.purposes.clear(); },
       [](F& f) {
         f.purposes[0].keep = {"X", "X"};
       }},
      {LetterFact::transfers, [](F& f) { f.transfers.reset(); },
       [](F& f) {
         (*f.transfers)[0] = {"X", "X"};
       }},
      {LetterFact::profiling, [](F& f) { f.profiling.reset(); },
       [](F& f) {
         (*f.profiling)[0] = {"X", "X"};
       }},
  };
}

}  // namespace compliance::testing
