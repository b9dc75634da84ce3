// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>

#include "libcompliance/documents/completeness.h"
#include "libcompliance/documents/notice.h"
#include "tests/unit/documents/everything.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

std::string statement(const Policy& policy, Language language = Language::en) {
  return demand(notice_markdown(policy, today, language, notice_template(language), "the template"));
}

bool says(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

const char* const consent_of_offers = "    basis: consent\n    consent: {method: opt_in, evidence: newsletter form}\n";
const char* const interest_of_offers =
    "    basis: legitimate_interest\n    interest: {nl: verkopen, en: sell}\n    assessment: LIA-1\n";

}  // namespace

TEST_SUITE("documents/notice") {
  TEST_CASE("notice: a system outside the EEA is told, with what makes that lawful (Art. 13(1)(f))") {
    const char* const home = "rental_desk: {host: cloud_host, countries: [NL]";
    const char* const away = "rental_desk: {host: cloud_host, countries: [NL, US]";
    CHECK_FALSE(says(statement(everything()), "outside the European Economic Area:\n"));
    const std::string without_ground = statement(everything_with(home, away));
    CHECK(says(without_ground,
               "These systems are outside the European Economic Area:\n\n- Rental desk: United States\n"));
    CHECK(says(without_ground, "⚠ **Missing here:** why data may be outside the EEA, in the system rental desk."));
    const std::string text = statement(everything_with(home, "rental_desk: {host: mailer, countries: [US]"));
    CHECK(says(text,
               "- Rental desk: United States. That is allowed because of: EU-US Data Privacy Framework (DPF 0001)"));
    CHECK_FALSE(says(text, "⚠"));
  }

  TEST_CASE("notice: an objection to marketing is not weighed (Art. 21(2) to (4))") {
    const std::string text = changed(everything_text(), consent_of_offers, interest_of_offers);
    const std::string both = statement(policy_of(text));
    CHECK(says(both, "for our own interest: getting bicycles back. Then we stop, unless"));
    CHECK(says(both, "offer you something: sending offers. **You may always object to that.**"));
    const std::string only_marketing =
        statement(policy_of(changed(text, "    basis: legitimate_interest\n    interest: {nl: voorkomen",
                                    "    basis: contract\n    interest: {nl: voorkomen")));
    CHECK_FALSE(says(only_marketing, "unless our reasons"));
    CHECK(says(only_marketing, "**You may always object to that.**"));
  }

  TEST_CASE("notice: a public task is spoken of only where something rests on one") {
    CHECK_FALSE(says(statement(everything()), "public task"));
    CHECK_FALSE(says(statement(everything(), Language::nl), "publieke taak"));
    const Policy policy = everything_with("    basis: contract\n", "    basis: public_task\n");
    CHECK(says(statement(policy, Language::nl), "voor ons eigen belang of voor een publieke taak: fietsen verhuren"));
  }

  TEST_CASE("notice: no profiling says no more than that (Art. 13(2)(f))") {
    const Policy policy = policy_of(without(everything_text(), "profiling") + "profiling: {}\n");
    CHECK(says(statement(policy),
               "We make no decisions about people by computer alone. We predict nothing about people, and we give "
               "them no score."));
    CHECK(says(statement(policy, Language::nl), "Wij nemen geen besluiten over mensen met alleen een computer."));
    CHECK_FALSE(says(statement(policy), "profiles of people"));
    CHECK_FALSE(says(statement(policy, Language::nl), "profielen van mensen"));
  }

  TEST_CASE("notice: disclosures in special cases, also where nobody else gets data (SE-53)") {
    const std::string disclosures =
        "disclosures:\n  legal_request: {inform: required, approver: director}\n  merger: {inform: optional}\n"
        "  house_call: {inform: prohibited, approver: night_guard}\n";
    const std::string said =
        "- A request that rests on the law: we tell you; who decides about this: the management\n"
        "- A merger, a takeover or a sale of our company: we do not promise to tell you\n"
        "- House call: we may not tell you; who decides about this: night guard\n";
    const std::string silent = without(everything_text(), "disclosures");
    CHECK_FALSE(says(statement(policy_of(silent)), "special cases"));
    CHECK(says(statement(policy_of(silent + disclosures)), said));
    const std::string nobody = without(without(without(silent, "recipients"), "systems"), "cookies");
    CHECK(says(statement(policy_of(nobody + "recipients: {}\n")), "We give the data to nobody.\n"));
    const std::string text = statement(policy_of(nobody + "recipients: {}\n" + disclosures));
    CHECK(says(text, "We give the data to nobody, except in the cases below.\n"));
    CHECK(says(text, said));
  }

  TEST_CASE("notice: using ends before keeping (RF-06)") {
    const Policy policy =
        everything_with("    keep: {for: 2 years, after: customer_left}",
                        "    use_until: customer_left\n    keep: {for: 2 years, after: customer_left}");
    CHECK(says(statement(policy),
               "**How long:** we use the data until and including the closing of the account, and keep them until 2 "
               "years after the closing of the account.\n"));
    CHECK(says(statement(everything()), "**How long:** until and including the closing of the account.\n"));
  }

  TEST_CASE("notice: marketing tells its channels and its topics") {
    const Policy policy = everything_with("    channels: [email]\n", "    channels: [email, post]\n");
    CHECK(says(statement(policy), "**How you get this:** by e-mail and post.\n"));
    CHECK(says(statement(policy), "**Topics, each of which you can refuse:** new bicycles and tours.\n"));
    CHECK(says(statement(policy, Language::nl), "**Hoe u dit krijgt:** per e-mail en post.\n"));
  }

  TEST_CASE("notice: a title that only says what a recipient does stands behind its name") {
    const auto named = [](const char* title) {
      return statement(everything_with("{nl: Example Mail Inc., en: Example Mail Inc.}", title));
    };
    CHECK(says(named("{nl: nieuwsbrieven, en: newsletters}"), "### Mailer (newsletters)\n"));
    CHECK(says(named("{nl: \"Mailer, nieuwsbrieven\", en: \"Mailer, newsletters\"}"), "### Mailer, newsletters\n"));
    CHECK(says(named("{nl: Example Mail Inc., en: Example Mail Inc.}"), "### Example Mail Inc.\n"));
    const Policy employer = everything_with("{nl: Example Mail Inc., en: Example Mail Inc.}\n    kind: processor",
                                            "{nl: de werkgever, en: the employer}\n    kind: employer");
    CHECK(says(statement(employer), "### The employer\n"));
  }

  TEST_CASE("notice: a purpose without data has its gap where they would stand") {
    const Policy policy = everything_with("    needs: [customer.status, customer.risk]\n", "");
    CHECK(says(statement(policy), "**The data:**\n\n⚠ **Missing here:** which data are needed for this.\n"));
    const CompletenessRow row = completeness(policy, today)[static_cast<std::size_t>(Element::categories)];
    CHECK(row.mark == Mark::present);
    CHECK(row.shortcomings.size() == 1);
    CHECK_FALSE(is_complete(completeness(policy, today)));
  }

  TEST_CASE("notice: a duty has its title, or that of the law in the language of the statement") {
    const auto duty = [](const char* law) { return everything_with("    law: Art. 52(4) AWR\n", law); };
    CHECK(says(statement(duty("    title: {nl: de boeken, en: the books}\n    law: Art. 52(4) AWR\n")),
               "### The books\n"));
    const Policy policy =
        policy_of(changed(changed(everything_text(), "    law: Art. 52(4) AWR\n", "    from: nl-fiscal\n"),
                          "    keep: {for: 7 years, after: bicycle_returned, counted: from_year_end}\n",
                          "    after: bicycle_returned\n"));
    const LocalText& law = find_statutory_duty("nl-fiscal")->law;
    CHECK(says(statement(policy), "### " + law.en + '\n'));
    CHECK(says(statement(policy, Language::nl), "### " + law.nl + '\n'));
  }

  TEST_CASE("notice: each ceiling says what it is about") {
    const Policy policy = everything_with("  - {covers: [customer], at_most: 5 years, after: customer_left}\n",
                                          "  - {covers: [customer], at_most: 5 years, after: customer_left}\n"
                                          "  - {covers: [customer, rental], at_most: 0 days, after: customer_left}\n");
    CHECK(says(statement(policy, Language::nl),
               "**Nooit langer:**\n\n- Van huurders: tot 5 jaar na het opzeggen van het account\n"
               "- Van huurders: tot de dag van het opzeggen van het account\n"
               "- Van verhuringen: tot de dag van het opzeggen van het account\n"));
  }

  TEST_CASE("notice: without a list of mandatory data nothing points at one") {
    const std::string text = changed(changed(everything_text(), "person.name, mandatory: true", "person.name"),
                                     "identifies: certainly, mandatory: true", "identifies: certainly");
    CHECK(says(statement(everything()), "- Of people who rent: name of a person; e-mail address\n\n**If you do not"));
    CHECK_FALSE(says(statement(policy_of(text)), "not give these data"));
    CHECK(says(statement(policy_of(text)), "mandatory\n\nThen we cannot rent you a bicycle.\n"));
  }

  TEST_CASE("notice: whole weeks are weeks, names are in quotes, and one full stop is enough") {
    CHECK(
        says(statement(everything_with("keep: {for: 2 years", "keep: {for: 28 days"), Language::nl), "tot 4 weken na"));
    CHECK(says(statement(everything_with("keep: {for: 2 years", "keep: {for: 1 week"), Language::nl), "tot 1 week na"));
    CHECK(says(statement(everything_with("keep: {for: 2 years", "keep: {for: 30 days"), Language::nl),
               "tot 30 dagen na"));
    const Policy nameless = everything_with("    subjects: {nl: huurders, en: people who rent}\n", "");
    CHECK(says(statement(nameless, Language::nl), "- Van \"customer\": naam"));
    const std::string quoted = demand(notice_markdown(
        everything(), today, Language::nl, "**{{controller.name}}.** ({{controller.name}}.)\n", "the template"));
    CHECK(quoted == "**Fietsverhuur De Ketting B.V.** (Fietsverhuur De Ketting B.V.)\n");
  }

  TEST_CASE("notice: the list of rights is one list, whichever right is absent") {
    const std::string text =
        statement(everything_with("completion, erasure, restriction, portability, ", "erasure, restriction, "));
    CHECK(says(text, "\n- **Erasure.**"));
    CHECK_FALSE(says(text, "\n\n- **Erasure.**"));
    CHECK_FALSE(says(text, "\n\n- **Objection.**"));
  }
}
