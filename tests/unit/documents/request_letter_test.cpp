// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/request_letter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>

#include "tests/unit/documents/everything.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

Request request_of(RequestType type) {
  Request request;
  request.type = type;
  request.name = "R-2026-000001";
  request.policy_name = "bicycles";
  request.received = day("2026-03-02");
  request.terms = {.country = "NL", .zone = "Europe/Amsterdam"};
  return request;
}

RequestStep step_of(StepKind kind, const char* on, std::vector<RequestItem> items = {}) {
  return {.kind = kind, .on = day(on), .items = std::move(items)};
}

LetterInput input_on(const char* on) { return {.written_on = day(on)}; }

std::string text_of(LetterKind kind, const Request& request, const LetterInput& input = input_on("2026-03-16"),
                    const std::string& policy = everything_text()) {
  const Result<LetterFacts> facts = facts_of(kind, request, policy_of(policy), input);
  if (!facts) return to_string(facts.error());
  const Result<std::string> text = letter_text(kind, *facts, LetterTemplates{});
  return text ? *text : to_string(text.error());
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_SUITE("documents/request_letter") {
  TEST_CASE("facts_of: an acknowledgement tells the receipt and the target (L-12b)") {
    const std::string text = text_of(LetterKind::acknowledgement, request_of(RequestType::access));
    CHECK(says(text, "Op 2\u00A0maart\u00A02026 kregen wij uw verzoek. U vraagt om inzage in uw gegevens."));
    CHECK(says(text, "uiterlijk op 2\u00A0april\u00A02026"));
    CHECK(says(text, "fg@example.nl"));
  }

  TEST_CASE("facts_of: the language is the request's own, unless another is asked for (TC-114)") {
    Request request = request_of(RequestType::access);
    request.language = "en";
    CHECK(says(text_of(LetterKind::acknowledgement, request), "# We have received your request"));
    LetterInput input = input_on("2026-03-16");
    input.language = Language::nl;
    CHECK(says(text_of(LetterKind::acknowledgement, request, input), "# Wij hebben uw verzoek ontvangen"));
  }

  TEST_CASE("facts_of: while there is a window, the acknowledgement tells it (TC-115)") {
    Request request = request_of(RequestType::account_deletion);
    request.terms.window = Period{.months = 0, .days = 7};
    CHECK(says(text_of(LetterKind::acknowledgement, request, input_on("2026-03-02")),
               "Tot en met 9\u00A0maart\u00A02026"));
    CHECK_FALSE(says(text_of(LetterKind::acknowledgement, request, input_on("2026-03-10")), "9\u00A0maart"));
  }

  TEST_CASE("facts_of: an identity question names check and reason; without a reason there is no letter (L-12e)") {
    Request request = request_of(RequestType::access);
    request.steps = {step_of(StepKind::identity_asked, "2026-03-04")};
    request.steps[0].codes = {"known_contact"};
    CHECK(says(text_of(LetterKind::identity_question, request), "identity_reason (Art. 12(6))"));
    request.steps[0].facts = "Het verzoek kwam van een onbekend adres";
    const std::string text = text_of(LetterKind::identity_question, request);
    CHECK(says(text, "wij antwoorden naar een adres of nummer dat wij al van u hebben"));
    CHECK(says(text, "Het verzoek kwam van een onbekend adres."));
  }

  TEST_CASE("facts_of: an extension has the earlier reading and its reasons (TC-15)") {
    Request request = request_of(RequestType::access);
    request.received = day("2026-01-31");
    CHECK(says(text_of(LetterKind::extension, request), "extended_to (Art. 12(3)); extension_reasons (Art. 12(3))"));
    request.steps = {step_of(StepKind::extended, "2026-02-20")};
    request.steps[0].codes = {"complexity", "number"};
    const std::string text = text_of(LetterKind::extension, request, input_on("2026-02-20"));
    CHECK(says(text, "28\u00A0april\u00A02026"));
    CHECK(says(text, "- Uw verzoek is ingewikkeld.\n- Het gaat om veel verzoeken.\n"));
  }

  TEST_CASE("facts_of: an erasure tells recipients, backups and what is kept (TC-121, L-19)") {
    Request request = request_of(RequestType::erasure);
    CHECK(says(text_of(LetterKind::erased, request), "done_on (Art. 12(3), 17(1))"));
    request.steps = {step_of(StepKind::fulfilled, "2026-03-10")};
    const std::string text = text_of(LetterKind::erased, request);
    CHECK(says(text, "- alle gegevens over u\n"));
    CHECK(says(text, "Voorbeeldcloud B.V."));
    CHECK(says(text, "uw gegevens zijn eruit op 10\u00A0april\u00A02026"));
    CHECK(says(text, "sinds 10\u00A0maart\u00A02026 gewist bent"));
    // Nobody says who received data: there is no letter (Art. 19).
    CHECK(says(text_of(LetterKind::erased, request, input_on("2026-03-16"), without(everything_text(), "recipients")),
               "recipients (Art. 19)"));
  }

  TEST_CASE("facts_of: a partial refusal says per item why, by which law, until when (TC-58)") {
    Request request = request_of(RequestType::erasure);
    request.steps = {step_of(StepKind::refused, "2026-03-09",
                             {{.item = "rental",
                               .reason = "legal-duty",
                               .facts = "De laatste factuur is van 15 juni 2019",
                               .article = "AWR Art. 52(4)",
                               .until = day("2026-12-31")}}),
                     step_of(StepKind::fulfilled, "2026-03-10")};
    const std::string text = text_of(LetterKind::partly_refused, request);
    CHECK(says(text, "- de andere gegevens over u\n"));
    CHECK(says(text,
               "- **Verhuringen.** De wet verplicht ons om deze gegevens te bewaren. De laatste factuur is van 15 "
               "juni 2019. Dit staat in: AWR Art. 52(4). Wij bewaren dit tot en met 31\u00A0december\u00A02026. "
               "(artikel 17, lid 3, onder b, AVG)"));
    // While nothing is erased, nobody is to be told.
    CHECK(says(text, "## Wie dit ook moet weten"));
    request.steps.pop_back();
    CHECK_FALSE(says(text_of(LetterKind::partly_refused, request), "## Wie dit ook moet weten"));
    request.steps[0].items[0].until.reset();
    CHECK(says(text_of(LetterKind::partly_refused, request), "refusals: until when (Art. 17(3), 5(1)(e))"));
  }

  TEST_CASE("facts_of: a refusal without a decision is no letter (TC-194)") {
    CHECK(says(text_of(LetterKind::refused, request_of(RequestType::erasure)), "refusals (Art. 12(4))"));
  }

  TEST_CASE("facts_of: marketing has stopped on the day of receipt, another objection when it was granted (L-21b)") {
    Request request = request_of(RequestType::objection);
    request.purpose = "offers";
    CHECK(says(text_of(LetterKind::objection_upheld, request),
               "sinds 2\u00A0maart\u00A02026:\n\n- aanbiedingen sturen\n"));
    request.purpose = "risk_check";
    CHECK(says(text_of(LetterKind::objection_upheld, request), "done_on"));
    request.steps = {step_of(StepKind::granted, "2026-03-11")};
    CHECK(says(text_of(LetterKind::objection_upheld, request), "sinds 11\u00A0maart\u00A02026"));
  }

  TEST_CASE("facts_of: what a customer decides is passed on, and answered by nobody else (TC-20)") {
    Request request = request_of(RequestType::access);
    request.tenant = "office_bikes";
    request.steps = {step_of(StepKind::forwarded, "2026-03-03")};
    LetterInput input = input_on("2026-03-03");
    input.own_part_follows = true;
    const std::string text = text_of(LetterKind::forwarded, request, input);
    CHECK(says(text, "op 3\u00A0maart\u00A02026 doorgestuurd aan **Kantoorfiets N.V.**"));
    CHECK(says(text, "krijgt u van ons een eigen brief"));
    CHECK(says(text_of(LetterKind::package, request), "does not answer this request"));
  }

  TEST_CASE("facts_of: nobody found tells where was looked; nobody recognised, by what to be found (TC-94, TC-98)") {
    const Request request = request_of(RequestType::access);
    CHECK(says(text_of(LetterKind::negative, request), "- Rental desk: huurders en verhuringen\n"));
    CHECK(says(text_of(LetterKind::not_identifiable, request), "(huurders)"));
  }

  TEST_CASE("facts_of: a recipient is told which fields, of whom, and what to do (L-19, TC-158)") {
    Request request = request_of(RequestType::erasure);
    request.steps = {step_of(StepKind::fulfilled, "2026-03-10")};
    LetterInput input = input_on("2026-03-16");
    input.recipient = "mailer";
    CHECK(says(text_of(LetterKind::recipient_notice, request, input), "person (Art. 19)"));
    input.person = {"customer 1042"};
    const std::string text = text_of(LetterKind::recipient_notice, request, input);
    CHECK(says(text, "Geachte Example Mail Inc.,"));
    CHECK(says(text, "- customer 1042\n"));
    CHECK(says(text, "Wis deze gegevens ook"));
    input.recipient = "nobody";
    CHECK(says(text_of(LetterKind::recipient_notice, request, input), "the policy has no recipient of that name"));
  }

  TEST_CASE("rights_that_apply: only those that the bases give (L-6r, TC-103)") {
    const auto has = [](const std::vector<Right>& rights, Right right) {
      return std::ranges::find(rights, right) != rights.end();
    };
    const std::vector<Right> all = rights_that_apply(everything());
    CHECK(has(all, Right::portability));
    CHECK(has(all, Right::objection));
    CHECK(has(all, Right::withdrawal));
    const Policy duck = policy_of(file_text("/policies/duck/policy.yaml"));
    CHECK(has(rights_that_apply(duck), Right::portability) == portability_applies(duck));
  }

  TEST_CASE("fits: each type of request has its own kinds of letter; the CCPA has none (L-CCPA)") {
    for (std::size_t kind = 0; kind < letter_kind_words.size(); ++kind)
      CHECK_FALSE(fits(static_cast<LetterKind>(kind), request_of(RequestType::ccpa_delete)));
    CHECK(fits(LetterKind::erased, request_of(RequestType::erasure)));
    CHECK_FALSE(fits(LetterKind::erased, request_of(RequestType::access)));
    CHECK_FALSE(fits(LetterKind::package, request_of(RequestType::erasure)));
    CHECK(fits(LetterKind::withdrawn, request_of(RequestType::withdrawal)));
    CHECK(says(text_of(LetterKind::refused, request_of(RequestType::ccpa_know)), "under the CCPA"));
  }
}
