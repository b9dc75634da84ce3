// SPDX-License-Identifier: Apache-2.0
// What a letter about a request can say: from its steps, the policy and the law. Pure. What nobody has recorded stays
// empty, and write_letter then says what is missing.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libcompliance/documents/letter.h"
#include "libcompliance/policy/policy.h"
#include "libcompliance/requests/request.h"

namespace compliance {

/// What neither the register nor the policy knows, because nothing of it is kept.
struct LetterInput {
  Date written_on = {};
  std::optional<Language> language = {};  // the request's own when absent
  std::vector<std::string> addressee = {};
  std::string identity_reason = {};  // why who asks must be recognised; what was recorded goes before it
  std::vector<std::string> enclosed = {};
  std::string passphrase = {};
  std::vector<LetterAnnex> annexes = {};
  /// Who received data of this person; when absent, all recipients of the policy whose disclosures this program does
  /// not see (`log: none`), not yet told.
  std::optional<std::vector<LetterRecipient>> recipients = {};
  bool own_part_follows = false;  // of a request that is forwarded: the controller's own data are answered apart
  std::string recipient = {};     // of a recipient notice: its name in the policy
  std::vector<std::string> person = {};
};

/// Whether letters of that kind are about requests of that type. None is about requests under the CCPA, whose answers
/// are not those of the GDPR; of records that are kept for somebody else only receipt and forwarding are told.
bool fits(LetterKind kind, const Request& request);

/// Refused: a kind that does not fit, and a recipient that the policy does not declare.
Result<LetterFacts> facts_of(LetterKind kind, const Request& request, const Policy& policy, const LetterInput& input);

/// To be read behind "you ask for".
LocalText asked_words(const Request& request, const Policy& policy);

/// The rights that people have against this controller, whatever its statement offers: some depend on what its purposes
/// rest on (L-6r).
std::vector<Right> rights_that_apply(const Policy& policy);

}  // namespace compliance
