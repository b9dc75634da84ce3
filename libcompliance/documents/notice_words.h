// SPDX-License-Identifier: Apache-2.0
// Words of a policy as a statement says them to the person that it is about. For notice.cpp alone.

#pragma once

#include "libcompliance/base/local_text.h"
#include "libcompliance/model/statement_words.h"

namespace compliance {

/// "You give us this yourself".
LocalText provenance_sentence(Provenance provenance);
/// "we call you with video".
LocalText identity_words_of(IdentityCheck check);
/// "you say yes yourself".
LocalText consent_words_of(ConsentMethod method);

}  // namespace compliance
