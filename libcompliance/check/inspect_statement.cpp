// SPDX-License-Identifier: Apache-2.0
// Who the organisation is, and what people are to be told of its systems, security and disclosures.
#include <algorithm>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"
#include "libcompliance/check/inspection.h"
#include "libcompliance/law/country_codes.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

void inspect_controller(Inspection& inspection, const Controller& controller) {
  if (controller.is_a_person)
    inspection.add("controller.is_a_person", controller.place,
                   "a person stands where the organisation that decides about the data should stand",
                   "name the organisation, and remove is: person");
  if (!controller.also_named.empty())
    inspection.add(
        "controller.two_names", controller.place,
        "the statement calls the organisation by " + std::to_string(controller.also_named.size() + 1) + " names",
        "use one name throughout, and remove also_named");
  if (!controller.contact)
    inspection.add("controller.no_contact", controller.place, "people cannot read where to reach the organisation",
                   "add contact: with an address for their questions");
  if (!controller.address)
    inspection.add("controller.no_address", controller.place, "the organisation has no postal address", "add address:");
  if (!controller.country)
    inspection.add("controller.no_country", controller.place, "nobody has said where the organisation is established",
                   "add country: with the code of two letters");
  else if (!in_eea(*controller.country) && !controller.representative)
    inspection.add("controller.no_representative", controller.place,
                   "an organisation outside the European Economic Area needs a representative in it",
                   "add representative: {name: …, contact: …}");
}

void inspect_supervision(Inspection& inspection, const Statement& statement) {
  if (!statement.dpo)
    inspection.add("dpo.not_said", "the policy does not say who the data protection officer is",
                   "add dpo: {contact: …}, or dpo: none when none is needed");
  else if (!statement.dpo->also.empty())
    inspection.add("dpo.conflict", statement.dpo->place,
                   "the data protection officer also decides about the data, as " + join_words(statement.dpo->also),
                   "appoint somebody else to the one or the other");
  if (!statement.authority)
    return inspection.add("authority.not_said", "the policy does not say where people can complain",
                          "add authority: nl-ap, or another of compliance-law(7)");
  if (find_authority(*statement.authority) != nullptr) return;
  std::vector<std::string_view> known;
  for (const Authority& each : authorities()) known.push_back(each.name);
  const std::string meant = did_you_mean(*statement.authority, known);
  inspection.add("authority.unknown", statement.authority_place, "there is no supervisory authority of that name",
                 meant.empty() ? "write one of compliance-law(7), for example nl-ap" : meant);
}

void inspect_countries(Inspection& inspection, const Statement& statement) {
  const auto look_at = [&](const std::string& country, const Place& place) {
    if (!is_country(country))
      inspection.add("country.unknown", place, "there is no country \"" + country + '"',
                     country == "UK" ? "did you mean \"GB\"?" : "write the ISO 3166 code, for example NL or US");
  };
  if (statement.controller.country) look_at(*statement.controller.country, statement.controller.place);
  for (const System& system : statement.systems)
    for (const std::string& country : system.countries) look_at(country, system.place);
  if (statement.recipients)
    for (const Recipient& recipient : *statement.recipients)
      for (const std::string& country : recipient.countries) look_at(country, recipient.place);
}

// Nobody finds what is in none of the systems, when somebody asks for it or it is due.
void inspect_places_of_records(Inspection& inspection) {
  const auto& systems = inspection.statement().systems;
  if (systems.empty()) return;
  for (std::size_t r = 0; r < inspection.policy().records.size(); ++r) {
    const RecordType& record = inspection.policy().records[r];
    if (std::none_of(systems.begin(), systems.end(), [&](const System& system) {
          return std::count(system.records.begin(), system.records.end(), r) > 0;
        }))
      inspection.add("record.no_system", record.place, "no system is said to hold " + record.name,
                     "add " + record.name + " to the records of the system that does");
  }
}

void inspect_systems(Inspection& inspection, const Statement& statement) {
  if (statement.systems.empty())
    inspection.add("systems.not_said", "the policy does not say in which systems the records are",
                   "add systems: {NAME: {host: RECIPIENT, records: [NAME, …]}}");
  for (const System& system : statement.systems)
    if (system.host && !inspection.is_declared_recipient(*system.host))
      inspection.add("system.host_not_recipient", system.place,
                     '"' + *system.host + "\" hosts " + system.name + ", and is not among the recipients",
                     "declare it under recipients, with its contract and country");
  for (const Cookie& cookie : statement.cookies)
    if (cookie.set_by && !inspection.is_declared_recipient(*cookie.set_by))
      inspection.add("cookie.setter_not_recipient", cookie.place,
                     '"' + *cookie.set_by + "\" sets cookie \"" + cookie.name + "\", and is not among the recipients",
                     "declare it under recipients, with its contract and country");
}

void inspect_tenants(Inspection& inspection, const Policy& policy) {
  for (std::size_t t = 0; t < policy.statement.tenants.size(); ++t) {
    const Tenant& tenant = policy.statement.tenants[t];
    const bool instructed = std::any_of(policy.keepers.begin(), policy.keepers.end(), [&](const Keeper& keeper) {
      return keeper.instruction && std::count(keeper.tenants.begin(), keeper.tenants.end(), t) > 0;
    });
    if (!tenant.instruction && !instructed)
      inspection.add("tenant.no_instruction", tenant.place,
                     "nobody has said where the instruction of \"" + tenant.name + "\" is written down",
                     "add instruction: with its reference");
  }
}

void inspect_care(Inspection& inspection, const Policy& policy) {
  const Statement& statement = policy.statement;
  if (statement.security.empty())
    inspection.add("security.not_said", "the policy does not say how the data are protected",
                   "add security: [{nl: …, en: …}, …]");
  if (statement.backups.empty())
    inspection.add("backups.not_said", "the policy does not say when deleted data are gone from backups, too",
                   "add backups: [{of: …, every: 1 day, keep: 30 days}]");
  if (!statement.breach_contact)
    inspection.add("breach.no_contact", "nobody has said where a leak is reported",
                   "add breach: {contact: NAME}, of those under contact_points");
  if (!statement.if_not_provided)
    for (const RecordType& record : policy.records)
      for (const Field& field : record.fields)
        if (field.mandatory)
          return inspection.add(
              "mandatory.no_consequence", field.place,
              "people must give " + record.name + '.' + field.name + ", and are not told what happens when they do not",
              "add if_not_provided: {nl: …, en: …}");
}

void inspect_disclosures(Inspection& inspection, const Statement& statement) {
  for (const Disclosure& disclosure : statement.disclosures)
    if (!disclosure.approver)
      inspection.add("disclosure.no_approver", disclosure.place,
                     "nobody has said who decides on a disclosure for \"" + disclosure.reason + '"',
                     "add approver: with a role");
}

// Which of several laws counts depends on where a person lives; unknown counts as the Union (SE-45).
void inspect_jurisdictions(Inspection& inspection, const Statement& statement) {
  const auto& recipients = statement.recipients;
  const bool sells = recipients && std::any_of(recipients->begin(), recipients->end(), [](const Recipient& each) {
                       return each.kind == RecipientKind::sale || each.kind == RecipientKind::licence;
                     });
  const auto& rights = statement.rights;
  const bool can_opt_out = rights && (!rights->opt_out_words.empty() ||
                                      std::count(rights->offered.begin(), rights->offered.end(), Right::objection) > 0);
  for (const Jurisdiction& jurisdiction : statement.jurisdictions) {
    const bool californian = jurisdiction.name == "us-ccpa";
    if (!jurisdiction.residency && (californian || statement.jurisdictions.size() > 1))
      inspection.add("jurisdiction.no_residency", jurisdiction.place,
                     "nothing tells to whom the law \"" + jurisdiction.name + "\" applies",
                     "add residency: RECORD.FIELD, the field that says where a person lives");
    if (californian && sells && !can_opt_out)
      inspection.add("jurisdiction.sale_opt_out", jurisdiction.place,
                     "data are sold or licensed, and people in California are not told how to stop that",
                     "add objection to offered under rights, or opt_out_words");
  }
}

}  // namespace

void inspect_statement(Inspection& inspection) {
  const Policy& policy = inspection.policy();
  const Statement& statement = policy.statement;
  inspect_controller(inspection, statement.controller);
  inspect_supervision(inspection, statement);
  inspect_systems(inspection, statement);
  inspect_places_of_records(inspection);
  inspect_countries(inspection, statement);
  inspect_tenants(inspection, policy);
  inspect_care(inspection, policy);
  inspect_disclosures(inspection, statement);
  inspect_jurisdictions(inspection, statement);
  for (const Place& place : statement.placeholders)
    inspection.add("statement.placeholder", place, "nobody has filled this text in", "write what belongs here");
}

}  // namespace compliance
