// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/notice_words.h"

namespace compliance {

LocalText provenance_sentence(Provenance provenance) {
  switch (provenance) {
    case Provenance::provided:
      return {"Dit geeft u zelf", "You give us this yourself"};
    case Provenance::observed:
      return {"Dit zien wij doordat u onze diensten gebruikt", "We see this because you use our services"};
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

}  // namespace compliance
