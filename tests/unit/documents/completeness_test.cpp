// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/completeness.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>

#include "libcompliance/documents/completeness_report.h"
#include "tests/unit/documents/everything.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

// "partial: the postal address of the organisation".
std::string judged(const Policy& policy, std::string_view element) {
  for (const CompletenessRow& row : completeness(policy, today)) {
    if (word_of(row.element, element_words) != element) continue;
    std::string text{word_of(row.mark, mark_words)};
    for (std::size_t i = 0; i < row.shortcomings.size(); ++i)
      text += (i == 0 ? ": " : "; ") + row.shortcomings[i].text.en;
    return text;
  }
  return "no such row";
}

struct Change {
  const char* element;
  const char* from;  // of everything.yaml; empty: nothing is changed
  const char* to;
  const char* judged;
};

void check_all(const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    CAPTURE(change.element);
    CAPTURE(change.from);
    CAPTURE(change.to);
    CHECK(judged(everything_with(change.from, change.to), change.element) == change.judged);
  }
}

std::string judged_without(std::string_view key, std::string_view element) {
  return judged(policy_of(without(everything_text(), key)), element);
}

}  // namespace

TEST_SUITE("documents/completeness") {
  TEST_CASE("completeness: a policy that says everything has no shortcoming") {
    const std::vector<CompletenessRow> rows = completeness(everything(), today);
    REQUIRE(rows.size() == element_words.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      CAPTURE(element_words[i]);
      CHECK(static_cast<std::size_t>(rows[i].element) == i);
      CHECK(rows[i].mark == (rows[i].element == Element::representative ? Mark::not_needed : Mark::present));
    }
    CHECK(is_complete(rows));
  }

  TEST_CASE("completeness: who (Art. 13(1)(a), (b), 27; ST, SE and RF section 6, RF-25, RF-32, SE-58)") {
    check_all({
        {"identity", "  address: Voorbeeldstraat 1, 1000 AA Amsterdam\n", "",
         "partial: the postal address of the organisation"},
        {"identity", "  contact: privacy@example.nl\n", "", "partial: how people reach the organisation"},
        {"identity", "www.example.nl\n  country: NL\n", "www.example.nl\n  country: NL\n  also_named: [De Ketting]\n",
         "partial: one name: the statement spells it in more than one way"},
        {"identity", "www.example.nl\n  country: NL\n", "www.example.nl\n  is: person\n",
         "partial: the organisation itself: a person is named as the controller"},
        {"representative", "www.example.nl\n  country: NL\n", "www.example.nl\n", "not_needed"},
        {"representative", "www.example.nl\n  country: NL\n", "www.example.nl\n  country: CH\n",
         "absent: the representative in the European Union"},
        {"representative", "www.example.nl\n  country: NL\n",
         "www.example.nl\n  country: CH\n  representative: {name: R, contact: r@example.nl}\n", "present"},
        {"dpo", "dpo: {contact: fg@example.nl}\n", "",
         "absent: how people reach the data protection officer, or that none is needed"},
        {"dpo", "dpo: {contact: fg@example.nl}", "dpo: none", "not_needed"},
        {"dpo", "fg@example.nl}", "fg@example.nl, also: [director]}",
         "partial: an independent data protection officer: this one also holds a post that decides about the data"},
        {"complaint", "authority: nl-ap\n", "", "absent: to which authority people can complain"},
        {"complaint", "authority: nl-ap", "authority: nl-xx",
         "partial: an authority that exists: this one is not known"},
    });
  }

  TEST_CASE("completeness: why (Art. 13(1)(c), (d); SI-42, SE-05, SF-08, X-04, X-18)") {
    check_all({
        {"basis", "    basis: contract\n", "", "partial: the legal basis"},
        {"basis", "    basis: contract\n", "    basis: [contract, legitimate_interest]\n",
         "present: one legal basis: there are several, and not which of them counts"},
        {"basis", "method: opt_in", "method: implied", "partial: real consent: silence is no consent"},
        {"basis", "    purpose: risk_check\n", "", "present: the legal basis of the profiling: risk of loss"},
        {"interests", "    interest: {nl: voorkomen dat fietsen wegraken, en: keep bicycles from getting lost}\n", "",
         "absent: which interest we have"},
    });
    std::string text = everything_text();
    text = changed(text, "    basis: contract\n", "");
    text = changed(text, "    basis: legitimate_interest\n    interest:", "    interest:");
    CHECK(judged(policy_of(text), "interests") == "not_needed");
    text = changed(text, "    basis: consent\n", "");
    CHECK(judged(policy_of(text), "basis") == "absent: the legal basis; the legal basis; the legal basis");
    CHECK(judged(policy_of(text + "promises: {states: [basis]}\n"), "interests") ==
          "absent: whether there is a legitimate interest, and which");
  }

  TEST_CASE("completeness: some interests are not all (ST, SF section 6)") {
    const std::string text = changed(everything_text(), "    basis: contract\n", "    basis: legitimate_interest\n");
    CHECK(judged(policy_of(text), "interests") == "partial: which interest we have");
  }

  TEST_CASE("completeness: who only works for others has no purposes of its own") {
    std::string text = everything_text();
    const std::size_t from = text.find("\npurposes:\n") + 1;
    text.replace(from, text.find("\ninstructions:") + 1 - from, "purposes: {}\n");
    text = without(without(text, "profiling"), "recipients") + "recipients: {}\n";
    text = changed(text, "session: {is: functional}\n  pixel: {is: tracking, set_by: mailer}",
                   "session: {is: functional}");
    CHECK(judged(policy_of(text), "purposes") == "not_needed");
    CHECK(judged(policy_of(text), "basis") == "not_needed");
    CHECK(judged(policy_of(without(without(text, "instructions"), "tenants")), "purposes") ==
          "absent: what the data are used for");
  }

  TEST_CASE("completeness: to whom (Art. 13(1)(e), (f); X-01, X-08, X-10, X-11, SI-75, SI-102, SF-42)") {
    check_all({
        {"recipients", "    kind: processor\n    purposes: [offers]\n",
         "    kind: processor\n    category: true\n    purposes: [offers]\n",
         "partial: who this is exactly: only a kind of recipient is named"},
        {"recipients", "rental_desk: {host: cloud_host", "rental_desk: {host: other_host",
         "partial: other host, which runs the system rental desk"},
        {"recipients", "set_by: mailer", "set_by: adverts", "partial: adverts, which sets a cookie"},
        {"recipients", "if_not_provided:", "promises: {sharing: none}\nif_not_provided:",
         "partial: one answer: the statement also says that nothing is shared"},
        {"transfers", "    country: US\n", "", "partial: in which country the data are"},
        {"transfers", "eu-us-dpf", "eu-us-privacy-shield",
         "partial: a valid ground to bring data outside the EEA: this one is not in force"},
        {"transfers", "eu-us-dpf", "handshake",
         "partial: a valid ground to bring data outside the EEA: this one is not known"},
        {"transfers", "    transfer: {mechanism: eu-us-dpf, reference: DPF 0001, checked_on: 2026-02-01}\n", "",
         "partial: why data may go to a country outside the EEA"},
        {"transfers",
         "    country: US\n    transfer: {mechanism: eu-us-dpf, reference: DPF 0001, checked_on: 2026-02-01}\n",
         "    country: CH\n", "present"},
    });
    CHECK(judged_without("recipients", "recipients") == "absent: who receives the data, or that nobody does");
    CHECK(judged_without("recipients", "transfers") == "absent: whether data go to countries outside the EEA");
    std::string nobody = without(without(without(everything_text(), "recipients"), "cookies"), "systems");
    nobody += "recipients: {}\n";
    CHECK(judged(policy_of(nobody), "recipients") == "present");
    CHECK(judged(policy_of(nobody), "transfers") == "not_needed");
    CHECK(judged(policy_of(changed(changed(everything_text(), "    country: US\n", ""),
                                   "2025-03-01}\n    country: NL\n", "2025-03-01}\n")),
                 "transfers") == "absent: in which country the data are; in which country the data are");
  }

  TEST_CASE(
      "completeness: a system outside the EEA needs a ground, its host's or the organisation's own (Art. 13(1)(f))") {
    const char* const home = "rental_desk: {host: cloud_host, countries: [NL]";
    check_all({
        {"transfers", home, "rental_desk: {host: cloud_host, countries: [US]",
         "partial: why data may be outside the EEA, in the system rental desk"},
        {"transfers", home, "rental_desk: {host: mailer, countries: [US]", "present"},
        {"transfers", home, "rental_desk: {host: cloud_host, countries: [CH]", "present"},
    });
    std::string nobody = without(without(without(everything_text(), "recipients"), "cookies"), "systems");
    nobody += "recipients: {}\nsystems: {desk: {countries: [US], records: [customer]}}\n";
    CHECK(judged(policy_of(nobody), "transfers") == "partial: why data may be outside the EEA, in the system desk");
    CHECK(judged(policy_of(changed(nobody, "www.example.nl\n  country: NL\n",
                                   "www.example.nl\n  country: US\n  transfers: [{mechanism: scc}]\n")),
                 "transfers") == "present");
  }

  TEST_CASE("completeness: portability is a right only with consent or contract (L-6r, Art. 20(1)(a))") {
    std::string text = changed(everything_text(), "portability, ", "");
    CHECK(judged(policy_of(text), "rights") == "partial: the rights: portability");
    text = changed(text, "    basis: contract\n", "    basis: public_task\n");
    CHECK(judged(policy_of(text), "rights") == "partial: the rights: portability");
    text = changed(text, "    basis: consent\n", "    basis: legitimate_interest\n");
    CHECK(judged(policy_of(text), "rights") == "present");
    CHECK_FALSE(portability_applies(policy_of(text)));
    CHECK(judged(policy_of(changed(text, "    basis: public_task\n", "")), "rights") ==
          "partial: the rights: portability");
    CHECK(judged(policy_of(changed(text, "restriction, ", "")), "rights") == "partial: the rights: restriction");
  }

  TEST_CASE("completeness: a controller outside the EEA tells how the data reach it (SE-55)") {
    const std::string home = "www.example.nl\n  country: NL\n";
    const std::string away = "www.example.nl\n  country: US\n  transfers: [{mechanism: ";
    const std::string silent = changed(everything_text(), "2025-03-01}\n    country: NL\n", "2025-03-01}\n");
    CHECK(judged(policy_of(changed(silent, home, away + "eu-us-dpf}]\n")), "transfers") ==
          "present: in which country the data are");
    CHECK(judged(policy_of(changed(silent, home, away + "eu-us-privacy-shield}]\n")), "transfers") ==
          "partial: a valid ground to bring data outside the EEA: this one is not in force; in which country the data "
          "are");
  }

  TEST_CASE("completeness: how long (Art. 13(2)(a); ST-26, SE-57, SF-22, X-20)") {
    check_all({
        {"retention", "keep: {for: 2 years, after: customer_left}", "keep: {for: 2 years}",
         "partial: from when on the storage time counts"},
        {"retention", "keep: {for: 2 years, after: customer_left}", "keep: {after: customer_left}",
         "partial: how long the data are kept"},
        {"retention", "  rider_stopped:\n    of: rider\n    date: stopped_on\n",
         "  rider_stopped:\n    of: rider\n    several: [one, two]\n  one: {of: rider, date: stopped_on}\n"
         "  two: {of: rider, date: stopped_on}\n",
         "partial: whether the first or the last of those days counts"},
    });
    CHECK(judged(policy_of(club_text("purposes:\n  p: {basis: contract, needs: [member.name]}\n")), "retention") ==
          "absent: how long the data are kept");
  }

  TEST_CASE("completeness: rights (Art. 13(2)(b) to (d); SI-59)") {
    check_all({
        {"rights", "restriction, ", "", "partial: the rights: restriction"},
        {"withdrawal", ", withdrawal]", "]", "absent: that consent can always be withdrawn"},
    });
    CHECK(judged_without("rights", "rights") ==
          "absent: the rights: access, rectification, erasure, restriction, portability and objection");
    const std::string no_consent =
        changed(changed(everything_text(), "    basis: consent\n", "    basis: contract\n"), ", withdrawal]", "]");
    CHECK(judged(policy_of(no_consent), "withdrawal") == "not_needed");
    CHECK(judged(policy_of(without(no_consent, "rights")), "withdrawal") ==
          "absent: that consent can always be withdrawn");
  }

  TEST_CASE("completeness: mandatory data (Art. 13(2)(e); SI-32)") {
    const std::string said = without(everything_text(), "if_not_provided");
    CHECK(judged(policy_of(said), "required") == "partial: what happens when somebody does not give mandatory data");
    const std::string nothing = changed(changed(said, "person.name, mandatory: true", "person.name"),
                                        "identifies: certainly, mandatory: true", "identifies: certainly");
    CHECK(judged(policy_of(nothing), "required") == "absent: which data are mandatory, and what happens without them");
  }

  TEST_CASE("completeness: profiles (Art. 13(2)(f); ST-16, RF-10)") {
    check_all({
        {"automated", "    inputs: [customer.status]\n", "    inputs: [customer.status]\n    inputs_are: partial\n",
         "partial: all data, not only the most important, of: risk of loss"},
        {"automated",
         "    effect: {nl: bij een hoge score vragen wij borg, en: with a high score we ask for a deposit}\n", "",
         "partial: the effect of: risk of loss"},
    });
    const std::string silent = without(everything_text(), "profiling");
    const std::string lack = "whether there are profiles or automated decisions";
    CHECK(judged(policy_of(silent), "automated") == "absent: " + lack);
    CHECK(judged(policy_of(silent + "promises: {processes_only_for: [renting]}\n"), "automated") == "partial: " + lack);
    CHECK(judged(policy_of(silent + "profiling: {}\n"), "automated") == "present");
    CHECK(judged(policy_of(silent + "profiling: {x: {decides: true}}\n"), "automated") ==
          "absent: the data of: x; the logic of: x; the effect of: x");
  }

  TEST_CASE("completeness: categories and sources (Art. 14(1)(d), 14(2)(f))") {
    check_all({
        {"categories", "    is: person\n    role: processor\n",
         "    is: person\n    examples_only: true\n    role: processor\n",
         "partial: all data, not only examples, of: employees of customers"},
        {"sources", "    provenance: observed\n", "", "partial: the source of the data: rentals"},
        {"sources", "    provenance: provided\n    fields:\n      name: {category: person.name, mandatory: true}",
         "    fields:\n      name: {category: person.name, mandatory: true, provenance: provided}",
         "partial: the source of the data: people who rent (email, newsletter on, status and left on)"},
    });
    CHECK(judged(policy_of(club_text("purposes: {}\n")), "sources").starts_with("absent: "));
  }

  TEST_CASE("completeness: the five statements as they were published") {
    struct Column {
      const char* organisation;
      const char* marks;  // in the order of the table
    };
    for (const Column& column :
         {Column{"smart-transactions", "~ – ✗ ✓ ✓ ~ ✗ ✗ ~ ✗ ✗ ✗ ✗ ~ ✓ ✓"},
          Column{"salesinteract", "✓ – ✓ ✓ ✗ ✗ ~ ~ ~ ~ ✓ ✓ ~ ✗ ✓ ~"},
          Column{"smarte", "~ ✗ ✗ ✓ ~ ✓ ~ ✓ ✗ ~ ✗ ✗ ✗ ✗ ✓ ✓"}, Column{"smart-fms", "✓ – ✗ ✓ ✓ ~ ~ ✗ ~ ✓ ✓ ✓ ✓ ✗ ~ ✓"},
          Column{"duck", "~ – ~ ✓ ✗ – ✓ – ✓ ✗ ✗ ✗ ✗ ~ ✓ ✗"}}) {
      CAPTURE(std::string{column.organisation});
      std::string marks;
      for (const CompletenessRow& row : completeness(
               policy_of(file_text("/policies/" + std::string{column.organisation} + "/as-published.yaml")), today))
        marks += (marks.empty() ? "" : " ") + std::string{word_of(row.mark, mark_signs)};
      CHECK(marks == column.marks);
    }
  }

  TEST_CASE("completeness: a row that is not whole says why, with a place") {
    const Policy bare = policy_of(club_text("purposes:\n  p: {needs: [member.name]}\n"));
    for (const CompletenessRow& row : completeness(bare, today)) {
      CAPTURE(word_of(row.element, element_words));
      if (row.mark == Mark::partial || row.mark == Mark::absent) CHECK_FALSE(row.shortcomings.empty());
      for (const Shortcoming& each : row.shortcomings) {
        CHECK(each.place.source == "policy.yaml");
        CHECK_FALSE(each.text.nl.empty());
        CHECK_FALSE(each.text.en.empty());
      }
    }
    CHECK_FALSE(is_complete(completeness(bare, today)));
  }
}
