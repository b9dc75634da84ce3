// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "libcompliance/policy/policy.h"

using namespace compliance;

namespace {

// Lines 1 to 6 say what every policy must; `who` follows.
std::string text_of(std::string_view who, std::string_view after = "") {
  return "compliance: 1\n"
         "policy: shop\n"
         "title: {nl: Winkel, en: Shop}\n"
         "zone: Europe/Amsterdam\n" +
         std::string{who} +
         "records:\n"
         "  client:\n"
         "    is: person\n"
         "    when_due: erase\n"
         "    fields: {name: person.name, left_on: {category: relationship.end, type: date}}\n"
         "moments: {client_left: {of: client, date: left_on}}\n"
         "purposes:\n"
         "  sales: {basis: contract, needs: [client.name, client.left_on], use_until: client_left}\n" +
         std::string{after};
}
constexpr std::string_view controller = "controller: {name: Shop}\n";

Policy read(std::string_view who, std::string_view after = "") {
  Result<Policy> policy = read_policy(text_of(who, after), "policy.yaml");
  if (!policy) FAIL((to_string(policy.error().place) + ": " + policy.error().message));
  return std::move(*policy);
}

std::string refused(std::string_view who, std::string_view after = "") {
  const Result<Policy> policy = read_policy(text_of(who, after), "policy.yaml");
  if (policy) return "read";
  const Error& error = policy.error();
  return std::to_string(error.place.line) + ':' + std::to_string(error.place.column) + ": " + error.message +
         (error.hint.empty() ? "" : " (" + error.hint + ")");
}

}  // namespace

TEST_SUITE("policy/statement_reader") {
  TEST_CASE("a policy that says nothing about itself is read, and says nothing (ST-32, RF-30)") {
    const Statement statement = read(controller).statement;
    CHECK(statement.controller.name == "Shop");
    CHECK_FALSE(statement.controller.contact);
    CHECK_FALSE(statement.dpo);
    CHECK_FALSE(statement.authority);
    CHECK_FALSE(statement.in_force);
    CHECK_FALSE(statement.recipients);  // nothing said, which is not "nobody"
    CHECK_FALSE(statement.rights);
    CHECK_FALSE(statement.profiling);
    CHECK(statement.placeholders.empty());
  }

  TEST_CASE("nobody receives data, and nothing is computed: said, and empty (RF-20)") {
    const Statement statement = read(controller, "recipients: {}\nprofiling: {}\ndpo: none\n").statement;
    REQUIRE(statement.recipients);
    CHECK(statement.recipients->empty());
    REQUIRE(statement.profiling);
    CHECK(statement.profiling->empty());
    CHECK(statement.dpo->none);
  }

  TEST_CASE("who speaks, since when, and where people go (SI-16, SI-17, SE-09, RF-25, RF-32)") {
    const Statement statement =
        read(
            "controller:\n"
            "  {name: Shop, is: person, also_named: [Shoppe], address: Straat 1, contact: p@example.nl,\n"
            "   country: US, representative: {name: Rep, contact: r@example.nl}}\n"
            "dpo: {contact: dpo@example.nl, also: [controller, approver]}\n"
            "authority: nl-ap\n"
            "in_force: {from: 2024-01-01, notice: \"2\"}\n"
            "notices: [{version: \"2\", from: 2024-01-01, until: 2024-12-31, review_by: 2024-06-01,\n"
            "           announces: [sales]}]\n"
            "jurisdictions: [{law: us-ccpa, residency: client.name}]\n"
            "contact_points: {desk: {channel: email, address: d@example.nl, for: [requests, breaches]}}\n",
            "breach: {contact: desk}\n")
            .statement;
    CHECK(statement.controller.is_a_person);
    CHECK(statement.controller.also_named == std::vector<std::string>{"Shoppe"});
    CHECK(statement.controller.country == "US");
    CHECK(statement.controller.representative == "Rep, r@example.nl");
    CHECK(statement.dpo->also == std::vector<std::string>{"controller", "approver"});
    CHECK(statement.authority == "nl-ap");
    CHECK(statement.in_force->version == "2");
    REQUIRE(statement.notices.size() == 1);
    CHECK(statement.notices[0].announces == std::vector<std::size_t>{0});
    CHECK(statement.notices[0].until > statement.notices[0].from);
    CHECK(statement.jurisdictions[0].residency == FieldRef{0, 0});
    CHECK(statement.contact_points[0].for_what == std::vector<std::string>{"requests", "breaches"});
    CHECK(statement.breach_contact == 0U);
  }

  TEST_CASE("recipients say what they get, for what, under which contract, and where (SI-81, SI-83, SI-100)") {
    const Statement statement =
        read(controller,
             "systems: {crm: {host: cloud, countries: [NL, IE], records: [client]}}\n"
             "recipients:\n"
             "  cloud:\n"
             "    {kind: processor, category: true, purposes: [sales], fields: [client.name], basis: contract,\n"
             "     contract: {kind: terms, reference: T-1, on: 2025-01-01, review_by: 2026-01-01}, country: US,\n"
             "     transfer: {mechanism: eu-us-dpf, checked_on: 2026-01-01}, notify: n@example.com, log: none,\n"
             "     consent: sales, privacy_page: p, authorised: A-1, security_evidence: {reference: S, on: "
             "2025-01-01}}\n"
             "disclosures: {legal_request: {inform: prohibited, approver: director}}\n"
             "cookies: {stats: {is: analytical, set_by: cloud}}\n")
            .statement;
    CHECK(statement.systems[0].host == "cloud");
    CHECK(statement.systems[0].countries == std::vector<std::string>{"NL", "IE"});
    const Recipient& cloud = statement.recipients->front();
    CHECK(cloud.kind == RecipientKind::processor);
    CHECK(cloud.is_category);
    CHECK(cloud.purposes == std::vector<std::size_t>{0});
    CHECK(cloud.fields == std::vector<FieldRef>{{0, 0}});
    CHECK(cloud.basis == Basis::contract);
    CHECK(cloud.contract->kind == ContractKind::terms);
    CHECK(cloud.contract->reference.text == "T-1");
    CHECK(cloud.contract->reference.review_by > cloud.contract->reference.on);
    CHECK(cloud.countries == std::vector<std::string>{"US"});
    CHECK(cloud.transfer->mechanism == "eu-us-dpf");
    CHECK(cloud.transfer->checked_on);
    CHECK(cloud.log == DisclosureLog::none);
    CHECK(cloud.consent == 0U);
    CHECK(cloud.security_evidence->text == "S");
    CHECK(statement.disclosures[0].inform == "prohibited");
    CHECK(statement.cookies[0].set_by == "cloud");
  }

  TEST_CASE("promises, rights, limits and protection are read as written (SI-45, SI-74, SE-11, SE-37, ST-15)") {
    const Policy policy = read(
        std::string{controller} + "contact_points: {desk: {channel: office, address: Straat 1, for: [requests]}}\n",
        "promises: {role: processor, sale: with_consent, sharing: none, discloses_only_for: [contract],\n"
        "           cookies_only: [functional], processes_only_for: [sales], stores_only: [client.name],\n"
        "           used_only_by: [support], states: [retention]}\n"
        "rights: {offered: [access, withdrawal], answer_within: 4 weeks, processor_answers_within: unspecified,\n"
        "         channels: [desk], only_in_writing: true, identity: [in_person, copy], identity_reason: r,\n"
        "         opt_out_words: [{text: Bel niet, stops: [phone]}]}\n"
        "cooling_off: {for: 7 days, applies_to: [account_deletion]}\n"
        "if_not_provided: {nl: geen, en: none}\n"
        "forbidden: [{categories: [person.gender], unless: instruction}, {under_age: 16, records: [client]}]\n"
        "profiling: {rank: {purpose: sales, inputs: [client.left_on], inputs_are: partial,\n"
        "                   logic: {nl: l, en: l}, output: client.name, decides: true, human: chef}}\n"
        "anonymisation: {stats: {title: {nl: s, en: s}, keep: [client.left_on], at_least: 10}}\n"
        "backups: [{of: crm, every: 1 day, keep: 7 days}]\n"
        "security: [{nl: slot, en: lock}]\n"
        "operators: {roles: [support], secrecy: contract, four_eyes: true}\n");
    const Statement& statement = policy.statement;
    const Promises& promises = *statement.promises;
    CHECK(promises.role == Role::processor);
    CHECK(promises.sale == Sale::with_consent);
    CHECK(promises.shares_nothing);
    CHECK(promises.discloses_only_for == std::vector{Basis::contract});
    CHECK(promises.processes_only_for == std::vector<std::size_t>{0});
    CHECK(promises.stores_only == std::vector<FieldRef>{{0, 0}});
    CHECK(promises.states == std::vector<std::string>{"retention"});
    const Rights& rights = *statement.rights;
    CHECK(rights.offered == std::vector{Right::access, Right::withdrawal});
    CHECK(rights.answer_within->period == Period{0, 28});
    CHECK_FALSE(rights.processor_answers_within->period);
    CHECK(rights.channels == std::vector<std::size_t>{0});
    CHECK(rights.only_in_writing);
    CHECK(rights.identity == std::vector{IdentityCheck::in_person, IdentityCheck::copy});
    CHECK(rights.opt_out_words[0].stops == std::vector<std::string>{"phone"});
    CHECK(statement.cooling_off->period == Period{0, 7});
    CHECK(statement.forbidden[0].categories[0]->name == "person.gender");
    CHECK(statement.forbidden[1].under_age == 16U);
    const Profiling& rank = statement.profiling->front();
    CHECK(rank.inputs_are_partial);
    CHECK(rank.output == FieldRef{0, 0});
    CHECK(rank.decides);
    CHECK(statement.anonymisation[0].at_least == 10);
    CHECK(statement.backups[0].keep == Period{0, 7});
    CHECK(statement.security[0].en == "lock");
    CHECK(policy.secrecy == "contract");
    CHECK(policy.four_eyes);
  }

  TEST_CASE("by which data reach a controller, what it calls not personal, how soon it tells (SE-06, SE-43, SE-55)") {
    constexpr std::string_view abroad =
        "controller: {name: Shop, country: US, transfers: [{mechanism: eu-us-dpf, checked_on: 2026-01-15}, {mechanism: "
        "scc}]}\n";
    const Statement statement =
        read(abroad, "promises: {not_personal: [client.name], informs_within: 1 month}\n").statement;
    REQUIRE(statement.controller.transfers.size() == 2);
    CHECK(statement.controller.transfers[0].mechanism == "eu-us-dpf");
    CHECK(statement.controller.transfers[0].checked_on == *parse_date("2026-01-15"));
    CHECK(statement.controller.transfers[1].place.line == 5);
    CHECK(statement.promises->not_personal == std::vector{FieldRef{0, 0}});
    CHECK(statement.promises->informs_within == Period{1, 0});
    CHECK(refused(controller, "promises: {not_personal: [client.nmae]}\n").starts_with("14:27: "));
  }

  TEST_CASE("a record says of all its fields where they come from, and a field for itself (SI-18, SE-28)") {
    const Policy policy = [] {
      return *read_policy(
          "compliance: 1\npolicy: p\ntitle: {nl: p, en: p}\nzone: Europe/Amsterdam\n"
          "controller: {name: P}\n"
          "sources: {web: {title: {nl: web, en: web}, public: true}}\n"
          "records:\n"
          "  lead:\n"
          "    is: person\n"
          "    when_due: erase\n"
          "    subjects: {nl: prospects, en: prospects}\n"
          "    role: processor\n"
          "    examples_only: true\n"
          "    provenance: [public, third_party]\n"
          "    sources: [web]\n"
          "    fields:\n"
          "      name: person.name\n"
          "      score: {category: inferred.score, provenance: inferred, derived_from: [name], mandatory: true}\n"
          "  lead_history:\n"
          "    is: person\n"
          "    belongs_to: lead\n"
          "    copies: lead\n"
          "    when_due: erase\n"
          "    fields: {name: person.name, changed_by: employee.name}\n"
          "purposes: {sell: {needs: [lead.name]}}\n",
          "policy.yaml");
    }();
    const RecordType& lead = policy.records[0];
    CHECK(lead.role == Role::processor);
    CHECK(lead.examples_only);
    CHECK(lead.fields[0].provenance == std::vector{Provenance::public_source, Provenance::third_party});
    CHECK(lead.fields[0].sources == std::vector<std::size_t>{0});
    CHECK(lead.fields[1].provenance == std::vector{Provenance::inferred});
    CHECK(lead.fields[1].sources.empty());
    CHECK(lead.fields[1].derived_from == std::vector<std::size_t>{0});
    CHECK(lead.fields[1].mandatory);
    CHECK(policy.statement.sources[0].is_public);
    // The earlier name lives as the name does; who changed it has no purpose of its own.
    CHECK(policy.keepers[0].covers == std::vector<FieldRef>{{0, 0}, {1, 0}});
  }

  TEST_CASE("an instruction keeps cells of a tenant; duties come before it, purposes after (SI-08)") {
    const Policy policy = read(
        std::string{controller} + "tenants: {acme: {controller: Acme, contact: a@example.com, instruction: I-1}}\n",
        "instructions: {hosting: {of: acme, reference: I-1, needs: [client.name],\n"
        "                         use_until: client_left}}\n"
        "duties: {fiscal: {law: AWR 52, covers: [client.name],\n"
        "                  keep: {for: 7 years, after: client_left}}}\n");
    REQUIRE(policy.keepers.size() == 3);
    CHECK(policy.keepers[0].kind == Keeper::Kind::duty);
    CHECK(policy.keepers[1].kind == Keeper::Kind::instruction);
    CHECK(policy.keepers[1].tenants == std::vector<std::size_t>{0});
    CHECK(policy.keepers[1].instruction == "I-1");
    CHECK(policy.keepers[2].kind == Keeper::Kind::purpose);
  }

  TEST_CASE("a text that nobody filled in is remembered with its place (X-12, SI-71, TC-179)") {
    for (const std::string_view text :
         {"[voeg toe]", "zie #company_website", "{{naam}}", "TODO", "naam: (#adres)", "[a] b"}) {
      const Statement statement =
          read(controller, "security: [{nl: \"" + std::string{text} + "\", en: lock}]\n").statement;
      REQUIRE_MESSAGE(statement.placeholders.size() == 1, text);
      CHECK(statement.placeholders[0].line == 14);
    }
    for (const std::string_view text : {"zie artikel 5 [1]", "nummer #4", "C#", "a [ b"})
      CHECK_MESSAGE(
          read(controller, "security: [{nl: \"" + std::string{text} + "\", en: x}]\n").statement.placeholders.empty(),
          text);
  }

  TEST_CASE("names that nobody declared, and countries that are none, are refused with their place") {
    CHECK(refused(controller, "recipients: {cloud: {kind: processor, purposes: [sale]}}\n") ==
          "14:50: there is no purpose \"sale\" (did you mean \"sales\"?)");
    CHECK(refused(controller, "recipients: {cloud: {kind: processor, fields: [client.nam]}}\n") ==
          "14:48: there is no field of client \"nam\" (did you mean \"name\"?)");
    CHECK(refused(controller, "recipients: {cloud: {kind: processor, fields: [client.name, client.name]}}\n") ==
          "14:61: \"fields\": \"client.name\" stands here twice");
    CHECK(refused(controller, "breach: {contact: desk}\n") == "14:19: there is no contact point \"desk\"");
    CHECK(refused(controller, "systems: {crm: {records: [clients]}}\n") ==
          "14:27: there is no record \"clients\" (did you mean \"client\"?)");
    CHECK(refused(controller, "forbidden: [{categories: [person.gendr]}]\n") ==
          "14:27: \"categories\": there is no category \"person.gendr\" (did you mean \"person.gender\"?)");
    CHECK(refused("controller: {name: Shop, country: Nederland}\n") ==
          "5:35: \"country\": expected a country as two capital letters (ISO 3166, for example NL or US)");
    CHECK(refused("controller: {name: Shop, country: nl}\n") ==
          "5:35: \"country\": expected a country as two capital letters (ISO 3166, for example NL or US)");
    CHECK(refused(controller, "instructions: {hosting: {of: acme, needs: [client.name]}}\n") ==
          "14:30: there is no tenant \"acme\"");
  }

  TEST_CASE("what becomes of due cells names a recipe that exists; a copy belongs to its original") {
    const auto with = [](std::string_view record) {
      const Result<Policy> policy = read_policy(
          "compliance: 1\npolicy: p\ntitle: {nl: p, en: p}\nzone: Europe/Amsterdam\ncontroller: {name: P}\n"
          "records:\n  lead: {is: person, when_due: erase, fields: {name: person.name}}\n  old: " +
              std::string{record} + "\npurposes: {}\n",
          "policy.yaml");
      return policy ? "read" : policy.error().message;
    };
    CHECK(with("{is: person, when_due: {anonymise: stats}, fields: {name: person.name}}") ==
          "there is no recipe \"stats\"");
    CHECK(with("{is: person, copies: lead, when_due: erase, fields: {name: person.name}}") ==
          "a copy belongs to its original: expected the same name under \"belongs_to\"");
    CHECK(with("{is: person, when_due: erase, fields: {name: {category: person.name, derived_from: [name]}}}") ==
          "a field is not derived from itself");
  }
}
