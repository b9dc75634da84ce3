// SPDX-License-Identifier: Apache-2.0
// Words of a policy as a statement says them to the person that it is about.

#pragma once

#include <string_view>

#include "libcompliance/base/local_text.h"
#include "libcompliance/model/statement_words.h"

namespace compliance {

/// "You give us this yourself".
LocalText provenance_sentence(Provenance provenance);
/// "we call you with video".
LocalText identity_words_of(IdentityCheck check);
/// "you say yes yourself".
LocalText consent_words_of(ConsentMethod method);

/// What makes that data are given to others, "een verzoek dat de wet ons oplegt"; an unknown one by its name.
LocalText disclosure_words(std::string_view reason);
/// "wij vertellen het u", of inform_words.
LocalText inform_words_of(std::string_view inform);
/// The same for those who keep the register: "de persoon hoort het".
LocalText told_words(std::string_view inform);
/// "de directie"; an unknown one by its name.
LocalText approver_words(std::string_view role);

}  // namespace compliance
