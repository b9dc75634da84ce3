// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/model/category.h"

#include <algorithm>
#include <array>
#include <string>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

constexpr std::array known{
    Category{"person.name", "name of a person", "naam van een persoon", "pd:Name"},
    Category{"person.gender", "gender or form of address", "geslacht of aanspreekvorm", "pd:Gender"},
    Category{"person.birth_date", "date of birth", "geboortedatum", "pd:BirthDate"},
    Category{"person.age", "age or age group", "leeftijd of leeftijdsgroep", "pd:Age"},
    Category{"person.nationality", "nationality", "nationaliteit", "pd:Nationality"},
    Category{"person.title", "job title or function", "functie", "pd:Job"},
    Category{"person.employer", "organisation that a person works for", "organisatie waar iemand voor werkt",
             "pd:CurrentEmployment"},
    Category{"person.hierarchy", "place in an organisation: department, team, manager, rank",
             "plaats in een organisatie: afdeling, team, leidinggevende, rang", "pd:Professional"},
    Category{"person.authority", "what a person may do or sign for an organisation",
             "wat iemand namens een organisatie mag doen of tekenen", "pd:Professional"},
    Category{"person.relation", "relation of a person to another person or group",
             "band van een persoon met een andere persoon of groep", "pd:Association"},
    Category{"person.language", "preferred language", "voorkeurstaal", "pd:Language"},
    Category{"person.time_zone", "time zone in which a person lives or works", "tijdzone waarin iemand woont of werkt",
             "pd:Geographic"},
    Category{"person.photo", "picture of a person", "foto van een persoon", "pd:Picture"},
    Category{"person.identifier", "number by which a system knows a person",
             "nummer waaronder een systeem een persoon kent", "pd:UID"},
    Category{"person.contact.email", "e-mail address", "e-mailadres", "pd:EmailAddress"},
    Category{"person.contact.phone", "phone number", "telefoonnummer", "pd:TelephoneNumber"},
    Category{"person.address.postal", "postal address", "postadres", "pd:PhysicalAddress"},
    Category{"person.address.visiting", "visiting address", "bezoekadres", "pd:PhysicalAddress"},
    Category{"person.contact.social", "account on a social network", "account op een sociaal netwerk",
             "pd:SocialMedia"},
    Category{"person.public_profile", "page on which a person is presented in public",
             "pagina waarop een persoon zich in het openbaar voorstelt", "pd:PublicLife"},
    Category{"person.preference", "what a person wants or does not want", "wat iemand wel of niet wil",
             "pd:Preference"},
    Category{"employee.name", "name or number of an employee of the organisation itself",
             "naam of nummer van een medewerker van de organisatie zelf", "pd:Name"},
    Category{"credential.username", "name with which a person logs in", "naam waarmee iemand inlogt", "pd:Username"},
    Category{"credential.password", "password or another secret that proves who someone is, also when stored as a hash",
             "wachtwoord of ander geheim waarmee iemand laat zien wie hij is, ook als het versleuteld is opgeslagen",
             "pd:Password"},
    Category{"organisation.name", "name of an organisation", "naam van een organisatie", "dpv:Data"},
    Category{"organisation.legal_form", "legal form of an organisation", "rechtsvorm van een organisatie", "dpv:Data"},
    Category{"organisation.identifier", "registration number of an organisation",
             "registratienummer van een organisatie", "dpv:Data"},
    Category{"organisation.tax_number",
             "VAT or other tax number of an organisation; of a sole trader it can hold the BSN",
             "btw-nummer of ander belastingnummer van een organisatie; bij een eenmanszaak kan het BSN erin staan",
             "dpv:Data"},
    Category{"organisation.description", "what an organisation is or does, in a few words",
             "wat een organisatie is of doet, in een paar woorden", "dpv:Data"},
    Category{"organisation.website", "website of an organisation", "website van een organisatie", "dpv:Data"},
    Category{"organisation.logo", "logo of an organisation", "logo van een organisatie", "dpv:Data"},
    Category{"organisation.contact.email", "general e-mail address of an organisation",
             "algemeen e-mailadres van een organisatie", "pd:EmailAddress"},
    Category{"organisation.contact.phone", "general phone number of an organisation",
             "algemeen telefoonnummer van een organisatie", "pd:TelephoneNumber"},
    Category{"organisation.contact.social", "account of an organisation on a social network",
             "account van een organisatie op een sociaal netwerk", "pd:SocialMedia"},
    Category{"organisation.address.postal", "postal address of an organisation", "postadres van een organisatie",
             "pd:PhysicalAddress"},
    Category{"organisation.address.visiting", "visiting address of an organisation", "bezoekadres van een organisatie",
             "pd:PhysicalAddress"},
    Category{"relationship.state", "whether there is a relation, and of what kind", "of er een relatie is, en welke",
             "pd:Association"},
    Category{"relationship.start", "since when there is a relation", "sinds wanneer er een relatie is",
             "pd:Association"},
    Category{"relationship.end", "since when there is no relation any more", "sinds wanneer er geen relatie meer is",
             "pd:Association"},
    Category{"relationship.consent", "consent or objection: given, refused or withdrawn, and when",
             "toestemming of bezwaar: gegeven, geweigerd of ingetrokken, en wanneer", "pd:PrivacyPreference"},
    Category{"relationship.notice", "what a person was told about the use of personal data, and when",
             "wat iemand is verteld over het gebruik van persoonsgegevens, en wanneer", "dpv:PersonalData"},
    Category{"relationship.incident", "incident or warning that concerns a relation",
             "incident of waarschuwing over een relatie", "pd:Reliability"},
    Category{"event.date", "when something happened", "wanneer iets is gebeurd", "pd:Interaction"},
    Category{"event.kind", "what kind of thing happened", "wat voor gebeurtenis het was", "pd:Interaction"},
    Category{"event.subject", "what it was about, in a few words", "waar het over ging, in een paar woorden",
             "pd:Interaction"},
    Category{"event.attendance", "whether someone was invited, registered or present",
             "of iemand was uitgenodigd, aangemeld of aanwezig", "pd:Behavioral"},
    Category{"communication.metadata", "who wrote, called or met whom, and when; not what was said",
             "wie met wie schreef, belde of afsprak, en wanneer; niet wat er is gezegd", "pd:CommunicationsMetadata"},
    Category{"communication.content", "what was written or said in a message or a conversation",
             "wat in een bericht of gesprek is geschreven of gezegd", "pd:Communication"},
    Category{"communication.recording", "recording of a conversation, in sound or picture",
             "opname van een gesprek, in geluid of beeld", "pd:VoiceCommunicationRecording"},
    Category{"document.file", "file or attachment; anything may be in it",
             "bestand of bijlage; er kan van alles in staan", "dpv:PersonalData"},
    Category{"free_text", "text that people typed; anything may be in it",
             "tekst die mensen zelf typen; er kan van alles in staan", "dpv:PersonalData"},
    Category{"source", "where a value came from", "waar een gegeven vandaan komt", "dpv:DataSource"},
    Category{"finance.amount", "an amount of money", "bedrag", "pd:Transactional"},
    Category{"finance.identifier", "number of an invoice, an account or a payment",
             "nummer van een factuur, rekening of betaling", "pd:Transactional"},
    Category{"finance.purchase", "what was ordered or bought", "wat is besteld of gekocht", "pd:Purchase"},
    Category{"finance.bank_account", "number of a bank account", "nummer van een bankrekening", "pd:BankAccount"},
    Category{"finance.payment_card", "number or other data of a payment card",
             "nummer of andere gegevens van een betaalkaart", "pd:PaymentCard"},
    Category{"finance.credit_assessment", "whether someone can be expected to pay",
             "of iemand naar verwachting kan betalen", "pd:CreditWorthiness"},
    Category{"technical.identifier", "cookie, device or network address", "cookie, apparaatnummer of netwerkadres",
             "pd:Identifier"},
    Category{"technical.device", "kind of device, browser or operating system",
             "soort apparaat, browser of besturingssysteem", "pd:DeviceBased"},
    Category{"technical.location", "place that a device or a network address shows",
             "plaats die blijkt uit een apparaat of netwerkadres", "pd:Location"},
    Category{"technical.usage", "what someone did on a site or in a program",
             "wat iemand op een site of in een programma heeft gedaan", "pd:ServiceConsumptionBehavior"},
    Category{"inferred.score", "score or rank worked out from other data",
             "score of rang die uit andere gegevens is berekend", "dpv:InferredPersonalData"},
    Category{"inferred.profile", "expectation or segment worked out from other data",
             "verwachting of indeling die uit andere gegevens is afgeleid", "dpv:InferredPersonalData"},
    Category{"special.religion", "religion or belief (Art. 9)", "godsdienst of levensovertuiging (art. 9)",
             "pd:Religion", true},
    Category{"special.health", "health (Art. 9)", "gezondheid (art. 9)", "pd:Health", true},
    Category{"special.ethnicity", "racial or ethnic origin (Art. 9)", "ras of etnische afkomst (art. 9)",
             "pd:EthnicOrigin", true},
    Category{"special.politics", "political opinions (Art. 9)", "politieke opvattingen (art. 9)", "pd:PoliticalOpinion",
             true},
    Category{"special.union", "trade union membership (Art. 9)", "lidmaatschap van een vakbond (art. 9)",
             "pd:TradeUnionMembership", true},
    Category{"special.sex_life", "sex life or sexual orientation (Art. 9)",
             "seksueel gedrag of seksuele gerichtheid (art. 9)", "pd:Sexual", true},
    Category{"special.biometric", "biometric or genetic data (Art. 9)", "biometrische of genetische gegevens (art. 9)",
             "pd:Biometric", true},
    Category{"special.criminal", "criminal convictions and offences (Art. 10)",
             "strafrechtelijke veroordelingen en strafbare feiten (art. 10)", "pd:Criminal", true},
    Category{"special.national_id", "national identification number such as the BSN (Art. 87)",
             "nationaal identificatienummer, zoals het BSN (art. 87)", "pd:OfficialID", true},
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
    Hint{"sofinummer", "special.national_id"}, Hint{"diagnos", "special.health"},
    Hint{"medicatie", "special.health"},       Hint{"medication", "special.health"},
    Hint{"zwanger", "special.health"},         Hint{"pregnan", "special.health"},
};

}  // namespace

static_assert(known.size() == category_count);
constinit const std::array<std::string_view, category_count> category_names = [] {
  std::array<std::string_view, category_count> words{};
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = known[i].name;
  return words;
}();

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
