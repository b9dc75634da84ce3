// SPDX-License-Identifier: Apache-2.0
// Who receives data: what for, exactly what, under which contract.
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/check/inspection.h"

namespace compliance {
namespace {

bool is_processor(const Recipient& recipient) {
  return recipient.kind == RecipientKind::processor || recipient.kind == RecipientKind::sub_processor;
}

class RecipientInspection {
 public:
  explicit RecipientInspection(Inspection& inspection) : inspection_(inspection), policy_(inspection.policy()) {}

  void inspect(const Recipient& recipient) {
    inspect_contract(recipient);
    inspect_matrix(recipient);
    inspect_sale(recipient);
    const std::string name = "recipient \"" + recipient.name + '"';
    if (recipient.is_category)
      inspection_.add("recipient.category_only", recipient.place,
                      name + " is a kind of recipient; who asks is told who it is",
                      "make a recipient of each organisation that it stands for");
    if (recipient.countries.empty())
      inspection_.add("recipient.no_country", recipient.place,
                      "nobody has said in which country " + name + " has the data",
                      "add country: with the code of two letters");
    if (!recipient.log)
      inspection_.add("recipient.no_log", recipient.place,
                      "nobody has said whether disclosures to " + name + " pass through this program",
                      "add log: complete, or none when another system knows what was disclosed");
    if ((recipient.kind == RecipientKind::licence || recipient.kind == RecipientKind::sale) && !recipient.notify)
      inspection_.add(
          "recipient.no_notify", recipient.place,
          "nobody has said where to tell " + name + " that data which it has already were erased or corrected",
          "add notify: with an address");
    if (const auto& evidence = recipient.security_evidence;
        evidence && evidence->review_by && *evidence->review_by < inspection_.as_of())
      inspection_.add(
          "evidence.overdue", recipient.place,
          "what shows the security of " + name + " was to be looked at again by " + format_date(*evidence->review_by),
          "ask for it again, and write the next review_by:");
  }

 private:
  void inspect_contract(const Recipient& recipient) {
    const std::string name = "recipient \"" + recipient.name + '"';
    if (is_processor(recipient) || recipient.kind == RecipientKind::joint_controller) {
      const bool processor = is_processor(recipient);
      const std::string hint = processor ? "add contract: {kind: agreement, reference: …}; terms when it is theirs"
                                         : "add contract: {kind: arrangement, reference: …}";
      if (!recipient.contract)
        inspection_.add("recipient.no_contract", recipient.place,
                        name + (processor ? " is a processor without a contract"
                                          : " is a controller together with us, "
                                            "without an arrangement"),
                        hint);
      else if (recipient.contract->kind == ContractKind::confidentiality ||
               (processor && recipient.contract->kind == ContractKind::arrangement))
        inspection_.add("recipient.no_contract", recipient.place,
                        name + " is bound by a paper that is not the contract that the law demands", hint);
    }
    if (recipient.contract && recipient.contract->reference.review_by &&
        *recipient.contract->reference.review_by < inspection_.as_of())
      inspection_.add("contract.overdue", recipient.place,
                      "the contract with " + name + " was to be looked at again by " +
                          format_date(*recipient.contract->reference.review_by),
                      "look at it again, and write the next review_by:");
    if (recipient.kind == RecipientKind::sub_processor && !recipient.authorised)
      inspection_.add("recipient.unauthorised", recipient.place,
                      name + " is a sub-processor that no customer has authorised",
                      "add authorised: with the reference of the authorisation");
  }

  // Field × purpose × recipient.
  void inspect_matrix(const Recipient& recipient) {
    const std::string name = "recipient \"" + recipient.name + '"';
    // Who hosts a system has what that holds, for whatever it is for.
    const auto& systems = policy_.statement.systems;
    const bool is_host = std::any_of(systems.begin(), systems.end(),
                                     [&](const System& system) { return system.host == recipient.name; });
    if (recipient.purposes.empty() && recipient.kind != RecipientKind::authority && !is_host)
      inspection_.add("recipient.no_purpose", recipient.place, "nobody has said what " + name + " receives data for",
                      "add purposes: [NAME, …]");
    if (recipient.fields.empty() && !is_host)
      inspection_.add("recipient.no_fields", recipient.place, "nobody has said what " + name + " receives",
                      "add fields: [RECORD.FIELD, …]");
    std::uint64_t its_purposes = 0;
    for (const std::size_t purpose : recipient.purposes) its_purposes |= std::uint64_t{1} << purpose;
    std::vector<FieldRef> unfounded, other;
    for (const FieldRef& ref : recipient.fields) {
      const std::uint64_t keepers = inspection_.keepers_of(ref);
      if (keepers == 0)
        unfounded.push_back(ref);
      else if (its_purposes != 0 && (keepers & its_purposes) == 0)
        other.push_back(ref);
    }
    if (!unfounded.empty())
      inspection_.add("recipient.field_without_purpose", recipient.place,
                      name + " receives " + names_of(policy_, unfounded) + ", for which there is no purpose at all",
                      "take it out of fields, or name it under the needs of the purpose that it is for");
    if (!other.empty())
      inspection_.add("recipient.purpose_not_of_field", recipient.place,
                      name + " receives " + names_of(policy_, other) + ", which none of its purposes needs",
                      "take it out of fields, or name it under the needs of one of those purposes");
  }

  void inspect_sale(const Recipient& recipient) {
    const bool pays = recipient.kind == RecipientKind::sale || recipient.kind == RecipientKind::licence;
    const auto& promises = policy_.statement.promises;
    if (!pays || !promises || !promises->sale) return;
    const std::string name = "recipient \"" + recipient.name + '"';
    const bool with_consent = recipient.consent && rests_on(policy_.keepers[*recipient.consent], Basis::consent);
    if (promises->sale == Sale::forbidden)
      inspection_.add("recipient.sale_forbidden", recipient.place,
                      name + " pays for data, and the statement says that none are sold",
                      "end the one, or correct the other");
    else if (promises->sale == Sale::with_consent && !with_consent)
      inspection_.add("recipient.sale_without_consent", recipient.place,
                      name + " pays for data, and the consent that the statement promises is asked nowhere",
                      "add consent: with the purpose, of basis consent, to which people said yes");
  }

  Inspection& inspection_;
  const Policy& policy_;
};

}  // namespace

void inspect_recipients(Inspection& inspection) {
  const auto& recipients = inspection.statement().recipients;
  if (!recipients)
    return inspection.add("recipients.not_said", "the policy does not say who receives data",
                          "add recipients: with each of them; {} when nobody does");
  RecipientInspection each{inspection};
  for (const Recipient& recipient : *recipients) each.inspect(recipient);
}

}  // namespace compliance
