// SPDX-License-Identifier: Apache-2.0
// What the two policies of each code in tests/findings do not show: the rules behind the codes at their edges.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>

#include "libcompliance/check/check.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

// What people are told, complete; it stands at the end.
constexpr std::string_view complete =
    "dpo: none\nauthority: nl-ap\nsystems: {crm: {records: [member]}}\nsecurity: [{nl: slot, en: lock}]\n"
    "backups: [{of: crm, every: 1 day, keep: 30 days}]\nbreach: {contact: mail}\nprofiling: {}\nrecipients: {}\n"
    "contact_points: {mail: {channel: email, address: privacy@example.nl, for: [requests]}}\n"
    "rights: {offered: [access, rectification, erasure, restriction, portability, objection, withdrawal], "
    "answer_within: 1 month, channels: [mail]}\n";

// A policy in which nothing is missing, with places at which a test puts something else.
struct Sections {
  std::string_view field = "name: person.name";
  std::string_view moment = "{of: member, date: left_on, not_yet_when: {state: active}}";
  std::string_view more_moments = "";
  std::string_view ceilings = "[{covers: [member], at_most: 3 years, after: left}]";
  std::string_view purpose = "{basis: contract, needs: [member.name, member.state, member.left_on], use_until: left}";
  std::string_view duties = "{}";
  std::string_view operators = "{roles: [clerk], service: [timer]}";
  std::string_view cadence = "cadence: {every: 1 month, look_ahead: 1 month}\n";

  std::string text() const {
    std::string text{policy_head};
    text +=
        "records:\n  member:\n    is: person\n    subjects: {nl: leden, en: members}\n    "
        "provenance: provided\n    when_due: erase\n    fields:\n      " +
        std::string{field} +
        "\n      state: {category: relationship.state, values: [active, former]}\n"
        "      left_on: {category: relationship.end, type: date}\n";
    text += "moments:\n  left: " + std::string{moment} + "\n" + std::string{more_moments};
    text += "ceilings: " + std::string{ceilings} + "\npurposes:\n  p: " + std::string{purpose} + "\n";
    text += "duties: " + std::string{duties} + "\noperators: " + std::string{operators} + "\n";
    return text + std::string{cadence} + std::string{complete};
  }
};

// "code severity line message", a line a finding.
std::string findings_in(const std::string& text, std::string_view as_of = "2026-04-01") {
  std::string found;
  for (const Finding& finding : check_policy(demand(read_policy(text, "policy.yaml")), day(as_of))) {
    CHECK(finding.place.source == "policy.yaml");
    CHECK_FALSE(finding.hint.empty());
    CHECK_FALSE(finding.why.empty());
    found += std::string{finding.code} + ' ' + std::string{to_string(finding.severity)} + ' ' +
             std::to_string(finding.place.line) + ' ' + finding.message + '\n';
  }
  return found;
}
std::ptrdiff_t codes_in(const std::string& text, std::string_view code, std::string_view as_of = "2026-04-01") {
  const auto findings = check_policy(demand(read_policy(text, "policy.yaml")), day(as_of));
  return std::count_if(findings.begin(), findings.end(), [&](const Finding& each) { return each.code == code; });
}

std::string findings_of(const Sections& sections) { return findings_in(sections.text()); }

constexpr std::string_view needs = "needs: [member.name, member.state, member.left_on]";

std::string purpose(std::string_view members) { return "{" + std::string{members} + ", " + std::string{needs} + "}"; }

}  // namespace

TEST_SUITE("check/check_policy") {
  TEST_CASE("a policy in which nothing is missing has no finding") { CHECK(findings_of(Sections{}) == ""); }

  TEST_CASE("field.uncovered: a field for which no purpose and no duty exists (RF-01)") {
    CHECK(findings_of({.purpose = "{basis: contract, needs: [member.state, member.left_on], use_until: left}"}) ==
          "field.uncovered warning 14 no purpose and no duty covers member.name\n");
    CHECK(findings_of({.purpose = "{basis: contract, needs: [member.state, member.left_on], use_until: left}",
                       .duties = "{d: {law: Art. 1 X, covers: [member.name], keep: {for: 1 year, after: left}}}"}) ==
          "");
  }

  TEST_CASE("field.special: data of a special kind need a ground that a policy cannot declare (Art. 9)") {
    CHECK(findings_of({.field = "name: special.health"}) ==
          "field.special error 14 member.name is of a special kind (health (Art. 9)), and no ground for it is "
          "given\n");
    CHECK(findings_of({.field = "name: person.title"}) == "");
  }

  TEST_CASE("field.gender: a form of address is rarely necessary (RF-04)") {
    CHECK(findings_of({.field = "name: person.gender"}) ==
          "field.gender note 14 member.name: a form of address is rarely necessary\n");
    CHECK(findings_of({.field = "name: person.language"}) == "");
  }

  TEST_CASE("moment.unused: a moment from which no clock runs") {
    const std::string_view other = "  other: {of: member, date: left_on, not_yet_when: {state: former}}\n";
    CHECK(findings_of({.more_moments = other}) == "moment.unused warning 19 no clock runs from \"other\"\n");
    CHECK(findings_of({.more_moments = other, .ceilings = "[{covers: [member], at_most: 3 years, after: other}]"}) ==
          "");
    CHECK(findings_of({.more_moments = other,
                       .purpose = "{basis: contract, needs: [member.name, member.state, member.left_on], use_until: "
                                  "left, keep: {for: 1 day, after: other}}"}) == "");
  }

  TEST_CASE("moment.unused: what a used moment is made of is used") {
    const std::string with =
        "  other: {of: member, date: left_on, not_yet_when: {state: former}}\n"
        "  last: {of: member, latest: [left, other]}\n";
    CHECK(findings_of({.more_moments = with}) ==
          "moment.unused warning 19 no clock runs from \"other\"\nmoment.unused warning 20 no clock runs from "
          "\"last\"\n");
    CHECK(findings_of({.more_moments = with, .purpose = purpose("basis: contract, use_until: last")}) == "");
  }

  TEST_CASE("moment.always_unknown: nothing says that it has not happened yet (TC-38)") {
    CHECK(findings_of({.moment = "{of: member, date: left_on}"}) ==
          "moment.always_unknown note 18 without \"not_yet_when\" a blank date makes \"left\" unknown, and its cells "
          "undecided\n");
    CHECK(findings_of({.moment = "{of: member, date: left_on, not_yet_when: {state: former}}"}) == "");
  }

  TEST_CASE("purpose.no_basis: TC-178") {
    CHECK(findings_of({.purpose = purpose("use_until: left")}) ==
          "purpose.no_basis error 21 purpose \"p\" has no legal basis\n");
    CHECK(findings_of({.purpose = purpose("basis: contract, use_until: left")}) == "");
  }

  TEST_CASE("purpose.no_interest and purpose.no_assessment: a legitimate interest is named and weighed (TC-181)") {
    const std::string interest = "interest: {nl: helpen, en: help}", assessment = "assessment: LIA-1";
    const std::string basis = "basis: legitimate_interest, use_until: left";
    CHECK(findings_of({.purpose = purpose(basis + ", " + assessment)}) ==
          "purpose.no_interest error 21 purpose \"p\" does not say which interest it pursues\n");
    CHECK(findings_of({.purpose = purpose(basis + ", " + interest)}) ==
          "purpose.no_assessment error 21 purpose \"p\" has no balancing test\n");
    CHECK(findings_of({.purpose = purpose(basis + ", " + interest + ", " + assessment)}) == "");
  }

  TEST_CASE("purpose.no_channels: marketing says how it reaches people (Art. 21(2))") {
    CHECK(findings_of({.purpose = purpose("basis: contract, kind: marketing, use_until: left")}) ==
          "purpose.no_channels error 21 purpose \"p\" is marketing and names no channels\n");
    CHECK(findings_of({.purpose = purpose("basis: contract, kind: marketing, channels: [post], use_until: left")}) ==
          "");
    CHECK(findings_of({.purpose = purpose("basis: contract, kind: service, use_until: left")}) == "");
  }

  TEST_CASE("purpose.not_the_party: who works for a customer is not its contracting party (TC-185)") {
    const auto with = [](std::string_view basis, std::string_view kind) {
      return codes_in(
          std::string{policy_head} + "records:\n  customer: {is: " + std::string{kind} +
              ", when_due: erase, fields: {state: {category: relationship.state, values: [active]},\n"
              "             left_on: {category: relationship.end, type: date}}}\n"
              "  contact: {is: person, belongs_to: customer, when_due: erase, fields: {name: person.name}}\n"
              "moments: {left: {of: customer, date: left_on, not_yet_when: {state: active}}}\n"
              "purposes: {p: {basis: " +
              std::string{basis} + ", needs: [customer.state, customer.left_on, contact.name], use_until: left}}\n",
          "purpose.not_the_party");
    };
    CHECK(with("contract", "organisation") == 1);
    CHECK(with("contract", "person") == 0);
    CHECK(with("consent", "organisation") == 0);
    CHECK(with("[consent, contract]", "organisation") == 1);
  }

  TEST_CASE("purpose.channel_needs_consent: by phone, customers are no exception from 1 July 2026 (L-TW, X-21)") {
    const auto with = [](std::string_view members, std::string_view as_of) {
      const std::string text =
          Sections{.purpose = purpose("basis: contract, kind: marketing, use_until: left, " + std::string{members})}
              .text();
      return codes_in(text, "purpose.channel_needs_consent", as_of);
    };
    const std::string_view customers = "channels: [phone], applies_when: {member.state: active}";
    CHECK(with(customers, "2026-06-30") == 0);
    CHECK(with(customers, "2026-07-01") == 1);
    CHECK(with("channels: [phone]", "2026-06-30") == 1);
    CHECK(with("channels: [post]", "2026-07-01") == 0);
    CHECK(with("channels: [post, sms, email]", "2026-07-01") == 1);
  }

  TEST_CASE("keeper.unreachable: all parts of a latest have passed, or one part of an earliest") {
    const auto with = [](std::string_view moment, std::string_view words, std::string_view keep = "0 days") {
      const std::string moments =
          "  gone: {of: member, date: left_on, not_yet_when: {state: former}}\n  both: {of: member, " +
          std::string{moment} + ": [left, gone]}\n";
      const std::string text =
          Sections{.more_moments = moments,
                   .purpose = purpose("basis: contract, applies_when: {member.state: " + std::string{words} +
                                      "}, keep: {for: " + std::string{keep} + ", after: both}")}
              .text();
      return codes_in(text, "keeper.unreachable");
    };
    CHECK(with("earliest", "former") == 1);
    CHECK(with("earliest", "[active, former]") == 0);
    CHECK(with("earliest", "former", "1 day") == 0);
    CHECK(with("latest", "former") == 0);
  }

  TEST_CASE("transfer.void holds from the day on which the Privacy Shield fell, and other commands refuse (TC-168)") {
    std::string text = Sections{}.text();
    const std::string_view none = "recipients: {}\n";
    text.replace(
        text.find(none), none.size(),
        "recipients: {mailer: {kind: processor, purposes: [p], fields: [member.name], country: US, log: none,\n"
        "  contract: {kind: agreement, reference: C}, transfer: {mechanism: eu-us-privacy-shield}}}\n");
    text.replace(text.find("from: 2026-01-01"), 16, "from: 2018-05-25");  // a statement held at the time
    CHECK(codes_in(text, "transfer.void", "2020-07-15") == 0);
    CHECK(codes_in(text, "transfer.void", "2020-07-16") == 1);
    const auto sound = [&](std::string_view as_of) {
      return static_cast<bool>(demand_sound(demand(read_policy(text, "policy.yaml")), day(as_of)));
    };
    CHECK(sound("2020-07-15"));
    CHECK_FALSE(sound("2020-07-16"));
  }

  TEST_CASE("notice.gap: before the first day, days that run backwards, a version that is none (Art. 13)") {
    const std::string text = Sections{}.text();
    const auto gaps = [&](std::string_view notices, std::string_view as_of) {
      return codes_in(text + std::string{notices}, "notice.gap", as_of);
    };
    const std::size_t at = text.find("in_force");
    REQUIRE(at != std::string::npos);
    const std::string from = text.substr(text.find("from: ", at) + 6, 10), version = "1.0";
    CHECK(gaps("", from) == 0);
    CHECK(gaps("", format_date(add_period(day(from), {0, -1}))) == 1);
    const std::string current = "{version: \"" + version + "\", from: " + from + "}";
    CHECK(gaps("notices: [" + current + "]\n", from) == 0);
    CHECK(gaps("notices: [{version: \"0.9\", from: 2000-01-01}, " + current + "]\n", "2010-01-01") == 0);
    CHECK(gaps("notices: [{version: other, from: 2000-01-01}]\n", "2026-04-01") == 1);
    CHECK(gaps("notices: [{version: \"0.9\", from: 2010-01-01, until: 2009-12-31}, " + current + "]\n", "2026-04-01") ==
          1);
  }

  TEST_CASE("rights.term_too_long: 31 days can be more than a month, and the law of California gives 45 (X-26)") {
    const auto with = [](std::string_view term, std::string_view more) {
      std::string text = Sections{}.text();
      text.replace(text.find("answer_within: 1 month"), 22, "answer_within: " + std::string{term});
      return text + std::string{more};
    };
    const std::string_view code = "rights.term_too_long";
    CHECK(codes_in(with("28 days", ""), code) == 0);
    CHECK(codes_in(with("31 days", ""), code) == 1);
    const std::string_view abroad = "jurisdictions: [{law: us-ccpa, residency: member.state}]\n";
    CHECK(codes_in(with("45 days", abroad), code) == 1);  // the zone is Amsterdam
    std::string text = with("45 days", abroad);
    text.replace(text.find("Europe/Amsterdam"), 16, "UTC");
    CHECK(codes_in(text, code) == 0);
    const std::string_view both = "jurisdictions: [{law: eu-gdpr, residency: member.state, answer_within: 2 months}]\n";
    CHECK(codes_in(with("1 month", both), "jurisdiction.term_too_long") == 1);
    const std::string_view vague =
        "jurisdictions: [{law: us-ccpa, residency: member.state, answer_within: unspecified}]\n";
    CHECK(codes_in(with("1 month", vague), "rights.vague_term") == 1);
  }

  TEST_CASE("identity.only_in_person: the office, or else a copy (SF-35, X-27)") {
    const auto with = [](std::string_view members) {
      std::string text = Sections{}.text();
      text.replace(text.find("channels: [mail]}"), 17, "channels: [mail], " + std::string{members} + "}");
      return codes_in(text, "identity.only_in_person");
    };
    CHECK(with("identity: [in_person, copy]") == 1);
    CHECK(with("identity: [in_person, copy], identity_reason: B-1") == 0);
    CHECK(with("identity: [in_person, known_contact]") == 0);
    CHECK(with("identity: [in_person], identity_reason: B-1") == 1);
  }

  TEST_CASE("transfers: a look that is still to come, and a mechanism of which the beginning was left out") {
    const auto with = [](std::string_view transfer) {
      std::string text = Sections{}.text();
      text.replace(text.find("recipients: {}"), 14,
                   "recipients: {m: {kind: controller, country: US, transfer: {" + std::string{transfer} + "}}}");
      return text;
    };
    CHECK(codes_in(with("mechanism: swiss-us-dpf, checked_on: 2026-04-01"), "transfer.unchecked") == 0);
    CHECK(codes_in(with("mechanism: swiss-us-dpf, checked_on: 2026-04-02"), "transfer.unchecked") == 1);
    CHECK(codes_in(with("mechanism: derogation"), "transfer.derogation") == 0);  // of a controller, it can be once
    const auto findings =
        check_policy(demand(read_policy(with("mechanism: privacy_shield"), "policy.yaml")), day("2026-04-01"));
    CHECK(std::any_of(findings.begin(), findings.end(), [](const Finding& each) {
      return each.code == "transfer.unknown" && each.hint == "did you mean \"eu-us-privacy-shield\"?";
    }));
  }

  TEST_CASE("recipe.keeps_identity: what points at one person, or can hold anything (SI-31, SI-48, SI-79, SI-80)") {
    const auto with = [](std::string_view field) {
      Sections sections{.field = field};
      return codes_in(
          sections.text() + "anonymisation: {r: {title: {nl: r, en: r}, keep: [member.name], at_least: 5}}\n",
          "recipe.keeps_identity");
    };
    for (const std::string_view field :
         {"name: person.name", "name: person.contact.email", "name: person.address.postal", "name: free_text",
          "name: document.file", "name: credential.username", "name: finance.payment_card",
          "name: {category: event.subject, free_text: true}", "name: {category: event.subject, file: true}",
          "name: {category: relationship.start, identifies: certainly}"})
      CHECK(with(field) == 1);
    CHECK(with("name: {category: relationship.start, identifies: possibly}") == 0);
    CHECK(with("name: technical.device") == 0);
  }

  TEST_CASE("findings come in the order of the file, and what concerns the whole comes last") {
    CHECK(findings_of({.field = "name: person.gender",
                       .purpose = purpose("use_until: left"),
                       .operators = "{service: [timer]}"}) ==
          "field.gender note 14 member.name: a form of address is rarely necessary\n"
          "purpose.no_basis error 21 purpose \"p\" has no legal basis\n"
          "operators.no_roles warning 0 nobody is said to be allowed to run this policy\n");
  }

  TEST_CASE("purpose.over_ceiling and purpose.about_ceiling: two promises about one period (RF-11)") {
    const auto with = [](std::string_view period) {
      return findings_of(
          {.purpose = purpose("basis: contract, keep: {for: " + std::string{period} + ", after: left}")});
    };
    CHECK(with("3 years") == "");
    CHECK(with("37 months") ==
          "purpose.over_ceiling error 21 purpose \"p\" keeps data for 3 years 1 month, and the ceiling is 3 years\n");
    CHECK(with("3 years 1 day") ==
          "purpose.over_ceiling error 21 purpose \"p\" keeps data for 3 years 1 day, and the ceiling is 3 years\n");
    CHECK(with("1096 days") ==
          "purpose.about_ceiling warning 21 purpose \"p\" can keep data longer than the ceiling of 3 years, in some "
          "months\n");
    CHECK(with("1000 days") == "");
  }

  TEST_CASE("duty.over_ceiling: the law goes first, and the privacy statement says so") {
    const auto with = [](std::string_view keep) {
      const std::string duties =
          "{d: {law: Art. 1 X, covers: [member.name], keep: {after: left, " + std::string{keep} + "}}}";
      return findings_of({.duties = duties});
    };
    const std::string over = "duty.over_ceiling note 22 duty \"d\" keeps data longer than the ceiling of 3 years\n";
    CHECK(with("for: 7 years") == over);
    CHECK(with("for: 3 years") == "");
    CHECK(with("for: 3 years, counted: from_year_end") == over);
    CHECK(with("for: 25 months, counted: from_year_end") == over);
    CHECK(with("for: 2 years, counted: from_year_end") == "");  // three years less a day at most
  }

  TEST_CASE("operators.no_roles and operators.no_service: somebody must be allowed to run it (RF-23, RF-24)") {
    CHECK(findings_of({.operators = "{service: [timer]}"}) ==
          "operators.no_roles warning 0 nobody is said to be allowed to run this policy\n");
    CHECK(findings_of({.operators = "{roles: [clerk]}"}) ==
          "operators.no_service warning 24 a run is due regularly, but no scheduled job is allowed to do it\n");
  }

  TEST_CASE("cadence.missing and cadence.overshoot: how often, and what passes in between (RF-13, RF-15)") {
    CHECK(findings_of({.cadence = ""}) ==
          "cadence.missing warning 0 the policy does not say how often it is carried out\n");
    const std::string overshoot =
        "cadence.overshoot warning 24 what passes its ceiling between two runs stays until the next run: up to 1 month "
        "over the maximum\n";
    CHECK(findings_of({.cadence = "cadence: {every: 1 month}\n"}) == overshoot);
    CHECK(findings_of({.cadence = "cadence: {every: 1 month, look_ahead: 4 weeks}\n"}) == overshoot);
    CHECK(findings_of({.cadence = "cadence: {every: 1 month, look_ahead: 31 days}\n"}) == "");
    CHECK(findings_of({.cadence = "cadence: {every: 1 month, look_ahead: 20 years}\n"}) ==
          "cadence.too_far_ahead error 24 look_ahead is longer than the time between two runs: data would go earlier "
          "than "
          "they must\n");
    CHECK(findings_of({.ceilings = "[]",
                       .purpose = purpose("basis: contract, keep: {for: 1 day, after: left}"),
                       .cadence = "cadence: {every: 1 month}\n"}) == "");  // no maximum to overshoot
  }

  TEST_CASE("demand_sound refuses the first error, and neither warnings nor notes") {
    const auto refusal = [](const Sections& sections) {
      const auto sound = demand_sound(demand(read_policy(sections.text(), "policy.yaml")), day("2026-04-01"));
      return sound ? "sound" : to_string(sound.error());
    };
    CHECK(refusal({}) == "sound");
    CHECK(refusal({.field = "name: person.gender", .cadence = ""}) == "sound");
    CHECK(refusal({.field = "name: person.gender", .purpose = purpose("use_until: left")}) ==
          "policy.yaml:21:3: purpose \"p\" has no legal basis");
  }
}
