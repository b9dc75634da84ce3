// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/notice_words.h"

#include <algorithm>
#include <span>

#include "libcompliance/documents/words.h"

namespace compliance {
namespace {

struct NamedWords {
  std::string_view name, nl, en;
};

constexpr std::array disclosure_reasons{
    NamedWords{"corporate_event", "een fusie, overname of verkoop van ons bedrijf",
               "a merger, a takeover or a sale of our company"},
    NamedWords{"cybercrime", "een misdrijf met computers", "a crime with computers"},
    NamedWords{"genuine_dispute", "een echt geschil", "a genuine dispute"},
    NamedWords{"lawful_request", "een verzoek op grond van de wet", "a request that rests on the law"},
    NamedWords{"legal_claims", "een rechtszaak of een vordering", "a court case or a claim"},
    NamedWords{"legal_demand", "een bevel op grond van de wet", "a demand that rests on the law"},
    NamedWords{"legal_request", "een verzoek op grond van de wet", "a request that rests on the law"},
    NamedWords{"legal_request_under_seal", "een verzoek op grond van de wet waarover wij moeten zwijgen",
               "a request that rests on the law and about which we must be silent"},
    NamedWords{"merger", "een fusie, overname of verkoop van ons bedrijf",
               "a merger, a takeover or a sale of our company"},
    NamedWords{"protection_of_rights", "het beschermen van rechten", "the protection of rights"},
    NamedWords{"violation_of_law", "een overtreding van de wet", "a violation of the law"}};

constexpr std::array approvers{NamedWords{"board", "het bestuur", "the board"},
                               NamedWords{"director", "de directie", "the management"},
                               NamedWords{"dpo", "de functionaris gegevensbescherming", "the data protection officer"},
                               NamedWords{"general_counsel", "het hoofd juridische zaken", "the general counsel"}};

LocalText find_words(std::span<const NamedWords> table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &NamedWords::name);
  return found == table.end() ? name_words(name) : LocalText{std::string{found->nl}, std::string{found->en}};
}

}  // namespace

LocalText provenance_sentence(Provenance provenance) {
  switch (provenance) {
    case Provenance::provided:
      return {"Dit geeft u zelf", "You give us this yourself"};
    case Provenance::observed:
      return {"Dit leggen wij zelf vast, als er iets gebeurt", "We record this ourselves, when something happens"};
    case Provenance::inferred:
      return {"Dit leiden wij af uit andere gegevens", "We infer this from other data"};
    case Provenance::third_party:
      return {"Dit krijgen wij van anderen", "We get this from others"};
    case Provenance::public_source:
      return {"Dit vinden wij in openbare bronnen", "We find this in public sources"};
  }
  return {};
}

LocalText identity_words_of(IdentityCheck check) {
  switch (check) {
    case IdentityCheck::none:
      return {"wij vragen niets", "we ask for nothing"};
    case IdentityCheck::known_contact:
      return {"wij antwoorden naar een adres of nummer dat wij al van u hebben",
              "we answer to an address or number that we already have of you"};
    case IdentityCheck::knowledge:
      return {"wij vragen iets dat u weet", "we ask something that you know"};
    case IdentityCheck::video:
      return {"wij bellen u met beeld", "we call you with video"};
    case IdentityCheck::in_person:
      return {"u komt langs", "you come to us"};
    case IdentityCheck::redacted_copy:
      return {"u stuurt een kopie van uw identiteitsbewijs waarop u afdekt wat wij niet nodig hebben",
              "you send a copy of your identity document on which you cover what we do not need"};
    case IdentityCheck::copy:
      return {"u stuurt een kopie van uw identiteitsbewijs", "you send a copy of your identity document"};
  }
  return {};
}

LocalText consent_words_of(ConsentMethod method) {
  switch (method) {
    case ConsentMethod::opt_in:
      return {"u zegt zelf ja", "you say yes yourself"};
    case ConsentMethod::opt_out:
      return {"wij gaan ervan uit, tenzij u nee zegt", "we assume it, unless you say no"};
    case ConsentMethod::implied:
      return {"wij leiden die af uit wat u doet", "we infer it from what you do"};
  }
  return {};
}

LocalText disclosure_words(std::string_view reason) { return find_words(disclosure_reasons, reason); }

LocalText inform_words_of(std::string_view inform) {
  if (inform == "required") return {"wij vertellen het u", "we tell you"};
  if (inform == "prohibited") return {"wij mogen het u niet vertellen", "we may not tell you"};
  return {"wij beloven niet dat wij het u vertellen", "we do not promise to tell you"};
}

LocalText told_words(std::string_view inform) {
  if (inform == "required") return {"de persoon hoort het", "the person is told"};
  if (inform == "prohibited") return {"de persoon mag het niet horen", "the person may not be told"};
  return {"de persoon hoort het niet altijd", "the person is not always told"};
}

LocalText approver_words(std::string_view role) { return find_words(approvers, role); }

}  // namespace compliance
