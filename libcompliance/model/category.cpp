// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/model/category.h"

#include <algorithm>
#include <array>
#include <string>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

constexpr std::array known{
    Category{"person.name", "name of a person", "pd:Name"},
    Category{"person.gender", "gender or form of address", "pd:Gender"},
    Category{"person.birth_date", "date of birth", "pd:BirthDate"},
    Category{"person.age", "age or age group", "pd:Age"},
    Category{"person.nationality", "nationality", "pd:Nationality"},
    Category{"person.title", "job title or function", "pd:Job"},
    Category{"person.employer", "organisation that a person works for", "pd:CurrentEmployment"},
    Category{"person.hierarchy", "place in an organisation: department, team, manager, rank", "pd:Professional"},
    Category{"person.authority", "what a person may do or sign for an organisation", "pd:Professional"},
    Category{"person.relation", "relation of a person to another person or group", "pd:Association"},
    Category{"person.language", "preferred language", "pd:Language"},
    Category{"person.time_zone", "time zone in which a person lives or works", "pd:Geographic"},
    Category{"person.photo", "picture of a person", "pd:Picture"},
    Category{"person.identifier", "number by which a system knows a person", "pd:UID"},
    Category{"person.contact.email", "e-mail address", "pd:EmailAddress"},
    Category{"person.contact.phone", "phone number", "pd:TelephoneNumber"},
    Category{"person.address.postal", "postal address", "pd:PhysicalAddress"},
    Category{"person.address.visiting", "visiting address", "pd:PhysicalAddress"},
    Category{"person.contact.social", "account on a social network", "pd:SocialMedia"},
    Category{"person.public_profile", "page on which a person is presented in public", "pd:PublicLife"},
    Category{"person.preference", "what a person wants or does not want", "pd:Preference"},
    Category{"employee.name", "name or number of an employee of the organisation itself", "pd:Name"},
    Category{"credential.username", "name with which a person logs in", "pd:Username"},
    Category{"credential.password", "password or another secret that proves who someone is, also when stored as a hash",
             "pd:Password"},
    Category{"organisation.name", "name of an organisation", "dpv:Data"},
    Category{"organisation.legal_form", "legal form of an organisation", "dpv:Data"},
    Category{"organisation.identifier", "registration number of an organisation", "dpv:Data"},
    Category{"organisation.tax_number",
             "VAT or other tax number of an organisation; of a sole trader it can hold the BSN", "dpv:Data"},
    Category{"organisation.description", "what an organisation is or does, in a few words", "dpv:Data"},
    Category{"organisation.website", "website of an organisation", "dpv:Data"},
    Category{"organisation.logo", "logo of an organisation", "dpv:Data"},
    Category{"organisation.contact.email", "general e-mail address of an organisation", "pd:EmailAddress"},
    Category{"organisation.contact.phone", "general phone number of an organisation", "pd:TelephoneNumber"},
    Category{"organisation.contact.social", "account of an organisation on a social network", "pd:SocialMedia"},
    Category{"organisation.address.postal", "postal address of an organisation", "pd:PhysicalAddress"},
    Category{"organisation.address.visiting", "visiting address of an organisation", "pd:PhysicalAddress"},
    Category{"relationship.state", "whether there is a relation, and of what kind", "pd:Association"},
    Category{"relationship.start", "since when there is a relation", "pd:Association"},
    Category{"relationship.end", "since when there is no relation any more", "pd:Association"},
    Category{"relationship.consent", "consent or objection: given, refused or withdrawn, and when",
             "pd:PrivacyPreference"},
    Category{"relationship.notice", "what a person was told about the use of personal data, and when",
             "dpv:PersonalData"},
    Category{"relationship.incident", "incident or warning that concerns a relation", "pd:Reliability"},
    Category{"event.date", "when something happened", "pd:Interaction"},
    Category{"event.kind", "what kind of thing happened", "pd:Interaction"},
    Category{"event.subject", "what it was about, in a few words", "pd:Interaction"},
    Category{"event.attendance", "whether someone was invited, registered or present", "pd:Behavioral"},
    Category{"communication.metadata", "who wrote, called or met whom, and when; not what was said",
             "pd:CommunicationsMetadata"},
    Category{"communication.content", "what was written or said in a message or a conversation", "pd:Communication"},
    Category{"communication.recording", "recording of a conversation, in sound or picture",
             "pd:VoiceCommunicationRecording"},
    Category{"document.file", "file or attachment; anything may be in it", "dpv:PersonalData"},
    Category{"free_text", "text that people typed; anything may be in it", "dpv:PersonalData"},
    Category{"source", "where a value came from", "dpv:DataSource"},
    Category{"finance.amount", "an amount of money", "pd:Transactional"},
    Category{"finance.identifier", "number of an invoice, an account or a payment", "pd:Transactional"},
    Category{"finance.purchase", "what was ordered or bought", "pd:Purchase"},
    Category{"finance.bank_account", "number of a bank account", "pd:BankAccount"},
    Category{"finance.payment_card", "number or other data of a payment card", "pd:PaymentCard"},
    Category{"finance.credit_assessment", "whether someone can be expected to pay", "pd:CreditWorthiness"},
    Category{"technical.identifier", "cookie, device or network address", "pd:Identifier"},
    Category{"technical.device", "kind of device, browser or operating system", "pd:DeviceBased"},
    Category{"technical.location", "place that a device or a network address shows", "pd:Location"},
    Category{"technical.usage", "what someone did on a site or in a program", "pd:ServiceConsumptionBehavior"},
    Category{"inferred.score", "score or rank worked out from other data", "dpv:InferredPersonalData"},
    Category{"inferred.profile", "expectation or segment worked out from other data", "dpv:InferredPersonalData"},
    Category{"special.religion", "religion or belief (Art. 9)", "pd:Religion", true},
    Category{"special.health", "health (Art. 9)", "pd:Health", true},
    Category{"special.ethnicity", "racial or ethnic origin (Art. 9)", "pd:EthnicOrigin", true},
    Category{"special.politics", "political opinions (Art. 9)", "pd:PoliticalOpinion", true},
    Category{"special.union", "trade union membership (Art. 9)", "pd:TradeUnionMembership", true},
    Category{"special.sex_life", "sex life or sexual orientation (Art. 9)", "pd:Sexual", true},
    Category{"special.biometric", "biometric or genetic data (Art. 9)", "pd:Biometric", true},
    Category{"special.criminal", "criminal convictions and offences (Art. 10)", "pd:Criminal", true},
    Category{"special.national_id", "national identification number such as the BSN (Art. 87)", "pd:OfficialID", true},
};

struct Hint {
  std::string_view word;  // lower case, as it stands in a column's name
  std::string_view category;
};
constexpr std::array hints{
    Hint{"geloof", "special.religion"},        Hint{"religie", "special.religion"},
    Hint{"godsdienst", "special.religion"},    Hint{"religion", "special.religion"},
    Hint{"kerk", "special.religion"},          Hint{"ziekte", "special.health"},
    Hint{"gezondheid", "special.health"},      Hint{"medisch", "special.health"},
    Hint{"health", "special.health"},          Hint{"medical", "special.health"},
    Hint{"bloedgroep", "special.health"},      Hint{"blood", "special.health"},
    Hint{"handicap", "special.health"},        Hint{"disability", "special.health"},
    Hint{"dieet", "special.health"},           Hint{"allergi", "special.health"},
    Hint{"etnic", "special.ethnicity"},        Hint{"ethnic", "special.ethnicity"},
    Hint{"afkomst", "special.ethnicity"},      Hint{"nationaliteit", "special.ethnicity"},
    Hint{"politiek", "special.politics"},      Hint{"political", "special.politics"},
    Hint{"vakbond", "special.union"},          Hint{"union", "special.union"},
    Hint{"geaardheid", "special.sex_life"},    Hint{"orientation", "special.sex_life"},
    Hint{"vingerafdruk", "special.biometric"}, Hint{"biometri", "special.biometric"},
    Hint{"strafblad", "special.criminal"},     Hint{"criminal", "special.criminal"},
    Hint{"bsn", "special.national_id"},        Hint{"burgerservice", "special.national_id"},
    Hint{"sofinummer", "special.national_id"},
};

}  // namespace

std::span<const Category> categories() { return known; }

const Category* find_category(std::string_view name) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const Category& c) { return c.name == name; });
  return found == known.end() ? nullptr : &*found;
}

const Category* special_category_hint(std::string_view column) {
  const std::string lower = ascii_lower(column);
  for (const Hint& hint : hints)
    if (lower.find(hint.word) != std::string::npos) return find_category(hint.category);
  return nullptr;
}

}  // namespace compliance
