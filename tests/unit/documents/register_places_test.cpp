// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <ostream>

#include "libcompliance/documents/register.h"
#include "tests/unit/documents/everything.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

// "a | b", and "missing: " with what is in front of it.
std::string said(const Policy& policy, std::string_view entry, std::string_view key) {
  for (const RegisterEntry& each : make_register(policy, today).entries)
    for (const RegisterElement& found : each.elements) {
      if (each.name != entry || found.key != key) continue;
      std::string text = found.missing ? "missing (" + found.lacks.en + "): " : "";
      for (std::size_t i = 0; i < found.values.size(); ++i) text += (i == 0 ? "" : " | ") + found.values[i].words.en;
      return text;
    }
  return "no such element";
}

std::string changes(const std::string& text) {
  return changes_text(compare(make_register(everything(), today), make_register(policy_of(text), today)), Language::en);
}

const char* const home = "rental_desk: {host: cloud_host, countries: [NL]";

}  // namespace

TEST_SUITE("documents/register") {
  TEST_CASE("make_register: a system outside the EEA is a transfer (Art. 30(1)(e), 30(2)(c))") {
    const Policy away = everything_with(home, "rental_desk: {host: cloud_host, countries: [US]");
    CHECK(said(away, "renting", "transfers") ==
          "missing (system rental desk: why that is allowed): system rental desk: United States");
    CHECK(said(away, "rental_desk", "transfers").starts_with("missing"));
    CHECK(said(away, "office_bikes", "transfers") == "none");
    const Policy hosted = everything_with(home, "rental_desk: {host: mailer, countries: [US]");
    CHECK(said(hosted, "renting", "transfers") ==
          "system rental desk: United States; EU-US Data Privacy Framework (DPF 0001)");
    CHECK(said(everything_with(home, "rental_desk: {host: cloud_host, countries: [CH]"), "renting", "transfers")
              .starts_with("system rental desk: Switzerland; decision of the European Commission"));
    const Policy fleet =
        everything_with("fleet_care: {host: cloud_host, countries: [NL]", "fleet_care: {countries: [US]");
    CHECK(said(fleet, "office_bikes", "transfers").starts_with("missing"));
    CHECK(said(fleet, "renting", "transfers") == "none");
    // Which data the purpose needs is not said: it may be any.
    const std::string vague = changed(everything_text(), "    needs: [customer.status, customer.risk]\n", "");
    CHECK(said(policy_of(
                   changed(vague, "fleet_care: {host: cloud_host, countries: [NL]", "fleet_care: {countries: [US]")),
               "risk_check", "transfers")
              .starts_with("missing"));
  }

  TEST_CASE("make_register: a gap says what is missing") {
    CHECK(said(everything_with("    country: US\n", ""), "offers", "transfers") ==
          "missing (Example Mail Inc.: the country): ");
    CHECK(said(everything_with("    country: US\n", ""), "mailer", "countries") == "missing (the country): ");
    const char* const transfer = "    transfer: {mechanism: eu-us-dpf, reference: DPF 0001, checked_on: 2026-02-01}\n";
    CHECK(said(everything_with(transfer, ""), "mailer", "transfers") ==
          "missing (Example Mail Inc.: why that is allowed): Example Mail Inc.: United States");
    CHECK(said(everything_with("eu-us-dpf", "eu-us-privacy-shield"), "offers", "transfers")
              .starts_with("missing (Example Mail Inc.: a valid ground): Example Mail Inc.: United States; "));
    const std::string two = changed(everything_text(), transfer, "");
    CHECK(said(policy_of(changed(two, "    country: US\n", "    country: [CH, US]\n")), "mailer", "transfers")
              .starts_with("missing (Example Mail Inc.: a valid ground): "));
    const char* const contract = "    contract: {kind: terms, reference: DPA-2025, on: 2025-03-01}\n";
    CHECK(said(everything_with(contract, ""), "mailer", "contract") == "missing (the contract): ");
    CHECK(register_markdown(make_register(everything_with(contract, ""), today), Language::nl)
              .find("| contract | ⚠ **hier ontbreekt: het contract** | Art. 28(3) |") != std::string::npos);
  }

  TEST_CASE("make_register: uses, channels, topics and disclosures, and compare sees them change") {
    const std::string text = everything_text();
    CHECK(changes(changed(text, "{inform: required, approver: dpo}", "{inform: prohibited, approver: director}")) ==
          "changed: organisation \"Fietsverhuur De Ketting B.V.\", special disclosures: \"a request that rests on the "
          "law: the person is told (decides: the data protection officer)\" is now \"a request that rests on the law: "
          "the person may not be told (decides: the management)\"\n");
    CHECK(changes(changed(text, "    channels: [email]\n    topics: [new_bicycles, tours]\n",
                          "    channels: [email, post]\n    topics: [tours]\n")) ==
          "added: purpose \"sending offers\", channels: post\n"
          "removed: purpose \"sending offers\", topics: new bicycles\n");
    CHECK(changes(changed(text, "    keep: {for: 2 years, after: customer_left}",
                          "    use_until: customer_left\n    keep: {for: 2 years, after: customer_left}")) ==
          "added: purpose \"renting out bicycles\", use: until and including the closing of the account\n");
    const Policy service =
        policy_of(changed(text, "    keep: {for: 3 months, after: rider_stopped}",
                          "    use_until: rider_stopped\n    keep: {for: 3 months, after: rider_stopped}"));
    CHECK(said(service, "office_bikes", "time_limit") ==
          "servicing of leased bicycles: used until and including the end of the relation, kept until 3 months after "
          "the end of the relation");
  }

  TEST_CASE("make_register: each ceiling says what it is about") {
    CHECK(said(everything(), "renting", "at_most") ==
          "people who rent: until 5 years after the closing of the account");
  }
}
