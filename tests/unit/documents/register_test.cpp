// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/register.h"

#include <doctest/doctest.h>

#include <ostream>

#include "libcompliance/documents/register_gaps.h"
#include "tests/unit/documents/everything.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

Register record_of(const Policy& policy) { return make_register(policy, today); }

const RegisterElement& element(const Register& record, std::string_view entry, std::string_view key) {
  for (const RegisterEntry& each : record.entries)
    if (each.name == entry)
      for (const RegisterElement& found : each.elements)
        if (found.key == key) return found;
  throw std::out_of_range(std::string{entry} + ' ' + std::string{key});
}

// "a | b", and "missing: " in front of it.
std::string said(const Register& record, std::string_view entry, std::string_view key) {
  const RegisterElement& found = element(record, entry, key);
  std::string text = found.missing ? "missing: " : "";
  for (std::size_t i = 0; i < found.values.size(); ++i) text += (i == 0 ? "" : " | ") + found.values[i].words.en;
  return text;
}

std::string changes(std::string_view from, std::string_view to) {
  return changes_text(compare(record_of(everything()), record_of(everything_with(from, to))), Language::en);
}

std::string codes(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += std::string{finding.code} + ' ' + to_string(finding.place) + '\n';
  return text;
}

}  // namespace

TEST_SUITE("documents/register") {
  TEST_CASE("make_register has what Art. 30(1) demands (L-30.1)") {
    const Register record = record_of(everything());
    CHECK(said(record, "Fietsverhuur De Ketting B.V.", "address") == "Voorbeeldstraat 1, 1000 AA Amsterdam");
    CHECK(said(record, "Fietsverhuur De Ketting B.V.", "dpo") == "fg@example.nl");
    CHECK(said(record, "renting", "basis") == "contract (Article 6(1)(b) GDPR)");
    CHECK(element(record, "renting", "basis").values[0].dpv == "eu-gdpr:A6-1-b");
    CHECK(said(record, "risk_check", "subjects") == "people who rent");
    CHECK(said(record, "risk_check", "data") ==
          "whether there is a relation, and of what kind | score or rank worked out from other data");
    CHECK(element(record, "risk_check", "data").values[1].dpv == "dpv:InferredPersonalData");
    CHECK(said(record, "offers", "recipients") == "Example Mail Inc.");
    CHECK(said(record, "offers", "transfers") ==
          "Example Mail Inc.: United States; EU-US Data Privacy Framework (DPF 0001)");
    CHECK(said(record, "renting", "transfers") == "none");
    CHECK(said(record, "tax_records", "time_limit") ==
          "until 7 years after the end of the year of the return of the bicycle");
    CHECK(element(record, "tax_records", "time_limit").values[0].code == "7 years after bicycle_returned");
    CHECK_FALSE(has_gaps(record));
  }

  TEST_CASE("make_register has what Art. 30(2) demands, for each customer (L-30.2, SI-76)") {
    const Register record = record_of(everything());
    CHECK(said(record, "office_bikes", "contact") == "privacy@kantoorfiets.example.nl");
    CHECK(said(record, "office_bikes", "processing") == "servicing of leased bicycles");
    CHECK(said(record, "office_bikes", "data") == "name of a person | since when there is no relation any more");
    CHECK(said(record, "office_bikes", "transfers") == "none");
    CHECK(said(record, "office_bikes", "security").starts_with("only colleagues"));
  }

  TEST_CASE("make_register says what is missing") {
    struct Row {
      const char *from, *to, *entry, *key, *said;
    };
    for (const Row& row : {
             Row{"dpo: {contact: fg@example.nl}\n", "", "Fietsverhuur De Ketting B.V.", "dpo", "missing: "},
             Row{"dpo: {contact: fg@example.nl}\n", "dpo: none\n", "Fietsverhuur De Ketting B.V.", "dpo", "not needed"},
             Row{"    basis: contract\n", "", "renting", "basis", "missing: "},
             Row{"    keep: {for: 2 years, after: customer_left}\n", "", "renting", "time_limit", "missing: "},
             Row{"    country: US\n", "", "offers", "transfers", "missing: "},
             Row{"    country: US\n", "", "mailer", "countries", "missing: "},
             Row{"    transfer: {mechanism: eu-us-dpf, reference: DPF 0001, checked_on: 2026-02-01}\n", "", "offers",
                 "transfers", "missing: Example Mail Inc.: United States"},
             Row{"    purposes: [offers]\n", "", "renting", "recipients",
                 "Voorbeeldcloud B.V. | Example Mail Inc. (not said what for)"},
         }) {
      CAPTURE(row.from);
      const Register record = record_of(everything_with(row.from, row.to));
      CHECK(said(record, row.entry, row.key) == row.said);
      CHECK(has_gaps(record) == std::string_view{row.said}.starts_with("missing"));
    }
    const Register silent = record_of(policy_of(without(without(everything_text(), "recipients"), "security")));
    CHECK(said(silent, "offers", "recipients") == "missing: ");
    CHECK(said(silent, "Fietsverhuur De Ketting B.V.", "security") == "missing: ");
  }

  TEST_CASE("register: the same policy gives the same bytes, another one others (TC-195)") {
    for (const Language language : {Language::nl, Language::en}) {
      const Register one = record_of(everything()), two = record_of(everything());
      CHECK(register_markdown(one, language) == register_markdown(two, language));
      CHECK(register_csv(one, language) == register_csv(two, language));
      CHECK(to_json_text(register_json(one, Json::object())) == to_json_text(register_json(two, Json::object())));
      CHECK(register_markdown(one, language) !=
            register_markdown(record_of(everything_with("for: 2 years", "for: 1 year")), language));
    }
  }

  TEST_CASE("register_csv: no cell is a formula") {
    const std::string text =
        register_csv(record_of(everything_with("title: {nl: fietsen verhuren, en: renting out bicycles}",
                                               "title: {nl: \"=1+1\", en: \"@SUM(A1)\"}")),
                     Language::en);
    CHECK(text.find(",'@SUM(A1),") != std::string::npos);
    CHECK(text.find(",@SUM(A1)") == std::string::npos);
    CHECK(register_csv(record_of(everything_with("nl: fietsen verhuren", "nl: \"=1,1\"")), Language::nl)
              .find(",\"'=1,1\",") != std::string::npos);
  }

  TEST_CASE("compare: what was added, removed and changed, a line each (SF-39)") {
    CHECK(compare(record_of(everything()), record_of(everything())).empty());
    CHECK(
        changes("for: 2 years", "for: 1 year") ==
        "changed: purpose \"renting out bicycles\", time limit: \"until 2 years after the closing of the account\" is "
        "now \"until 1 year after the closing of the account\"\n");
    CHECK(
        changes("[customer.name, customer.email, customer.newsletter_on]", "[customer.name, customer.newsletter_on]") ==
        "removed: purpose \"sending offers\", categories of data: people who rent: e-mail address\n");
    CHECK(changes("dpo: {contact: fg@example.nl}\n", "") ==
          "removed: organisation \"Fietsverhuur De Ketting B.V.\", data protection officer: fg@example.nl\n");
    CHECK(changes("controller:\n  name: Fietsverhuur De Ketting B.V.", "controller:\n  name: De Ketting") ==
          "changed: organisation \"De Ketting\", name: \"Fietsverhuur De Ketting B.V.\" is now \"De Ketting\"\n");
    CHECK(changes("  office_bikes: {controller",
                  "  school_bikes: {controller: School, contact: x@example.nl}\n"
                  "  office_bikes: {controller") == "added: customer \"School\"\n");
    const std::string back = changes_text(
        compare(record_of(everything_with("  fleet_care: {host", "  extra: {records: [rider]}\n  fleet_care: {host")),
                record_of(everything())),
        Language::nl);
    CHECK(back == "weg: systeem \"extra\"\n");
  }

  TEST_CASE("register_gaps: what an export holds and the register does not (TC-196, SE-36)") {
    const std::string purposes =
        "purposes:\n  p: {basis: contract, needs: [society.name, member.name, visit.note], use_until: society_left}\n";
    const auto gaps = [&](const std::string& systems, std::string_view header, bool more) {
      const Policy policy = policy_of(club_text(purposes + systems));
      MemoryFiles files;
      put_club(files, "", "", "");
      files.put("/export/members.csv", header);
      if (more) files.put("/export/notes.txt", "x");
      return codes(register_gaps(policy, demand(Export::open(files, "/export", policy))));
    };
    const std::string whole = "systems: {leden-lijst: {records: [society, member, visit]}}\n";
    CHECK(gaps(whole, members_header, false) == "");
    CHECK(gaps("", members_header, false) == "system.not_registered /export/export.yaml\n");
    CHECK(gaps("systems: {other: {records: [member]}}\n", members_header, false) ==
          "system.not_registered /export/export.yaml\n");
    CHECK(gaps("systems: {ledenlijst: {records: [society, member]}}\n", members_header, false)
              .starts_with("system.record_not_registered /export/export.yaml:"));
    CHECK(gaps(whole, "Nr,Club,Naam,Mail,Weg,Geloof,Punten\n", true) ==
          "file.undeclared /export/notes.txt\n"
          "column.special /export/members.csv:1:6\n"
          "column.unmapped /export/members.csv:1:7\n");
  }
}
