// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/requests/fixture.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

Request asked(RequestType type) { return request(type, "2026-05-01"); }
const Date later = day("2026-06-01");

}  // namespace

TEST_SUITE("requests/request") {
  TEST_CASE("the words of types, steps and stages are as many as there are, each once") {
    for (std::size_t i = 0; i < request_type_words.size(); ++i) {
      CHECK(from_word<RequestType>(request_type_words[i], request_type_words) == static_cast<RequestType>(i));
      CHECK_FALSE(request_type_words[i].empty());
    }
    CHECK(word_of(RequestType::ccpa_correct, request_type_words) == "ccpa-correct");
    CHECK(word_of(StepKind::closed, step_kind_words) == "closed");
    CHECK(word_of(Stage::closed, stage_words) == "closed");
  }

  TEST_CASE("what stops something asks nobody who he is; the rest goes by the ladder (L-21b, TC-82)") {
    for (const RequestType type : {RequestType::objection, RequestType::withdrawal, RequestType::opt_out,
                                   RequestType::ccpa_opt_out, RequestType::ccpa_limit, RequestType::minor})
      CHECK_FALSE(needs_identity(asked(type)));
    for (const RequestType type : {RequestType::access, RequestType::erasure, RequestType::rectification})
      CHECK(needs_identity(asked(type)));
    Request none = asked(RequestType::access);
    none.terms.ladder = {IdentityCheck::none, IdentityCheck::knowledge};
    CHECK_FALSE(needs_identity(none));
    CHECK(text(identified_since(none)) == "2026-05-01");
    CHECK(refusal(asked(RequestType::opt_out), step(StepKind::identity_asked, "2026-05-02", {"known_contact"})) ==
          "for this nobody is asked who he is");
  }

  TEST_CASE("no check is heavier than the ladder without a reason, and no document is kept (TC-79, TC-184, L-12e)") {
    const Request access = asked(RequestType::access);
    const auto confirm = [&](const Request& request, std::vector<std::string> codes, std::string why = {}) {
      RequestStep made = step(StepKind::identity_confirmed, "2026-05-03", std::move(codes));
      made.facts = std::move(why);
      return refusal(request, made);
    };
    CHECK(confirm(access, {"known_contact"}) == "allowed");
    const std::string heavier = "this is a heavier check than the policy begins with";
    CHECK(confirm(access, {"knowledge"}) == heavier);
    CHECK(confirm(access, {"in_person"}) == heavier);
    CHECK(confirm(access, {"in_person"}, "the address was taken over") == "allowed");
    const Request failed = with(access, step(StepKind::identity_failed, "2026-05-02", {"known_contact"}));
    CHECK(confirm(failed, {"knowledge"}) == "allowed");
    CHECK(confirm(failed, {"redacted_copy", "destroyed"}) == heavier);
    const Request twice = with(failed, step(StepKind::identity_failed, "2026-05-03", {"knowledge"}));
    CHECK(confirm(twice, {"redacted_copy"}) == "a copy of a document is never kept");
    CHECK(confirm(twice, {"redacted_copy", "destroyed"}) == "allowed");
    CHECK(confirm(twice, {"copy", "destroyed"}, "why") ==
          "a whole copy of an identity document is neither asked for nor used");
    CHECK(refusal(access, step(StepKind::identity_failed, "2026-05-03", {"copy"})) ==
          "a copy of a document is never kept");
    CHECK(refusal(access, step(StepKind::identity_failed, "2026-05-03", {"copy", "destroyed"})) == "allowed");
    CHECK(refusal(recognised(access, "2026-05-02"), step(StepKind::identity_asked, "2026-05-03", {"known_contact"})) ==
          "the person has been recognised already");
  }

  TEST_CASE("whoever asks for somebody else shows a mandate, and no heavier identity (TC-68, TC-92)") {
    Request agent = recognised(asked(RequestType::access), "2026-05-02");
    agent.requester = Requester::agent;
    CHECK(stage_of(agent, later) == Stage::waiting_for_identity);
    RequestStep mandate = step(StepKind::mandate_seen, "2026-05-05");
    CHECK(refusal(agent, mandate) == "expected a reference to the mandate");
    mandate.facts = "M-1";
    CHECK(refusal(agent, mandate) == "allowed");
    CHECK(refusal(asked(RequestType::access), mandate) == "the person asks for himself");
    CHECK(stage_of(with(agent, mandate), later) == Stage::open);
    CHECK(text(identified_since(with(agent, mandate))) == "2026-05-05");
  }

  TEST_CASE("somebody who cannot be found is asked for more, or told so (TC-94, Art. 11)") {
    Request nobody = recognised(asked(RequestType::access), "2026-05-02");
    nobody.about.clear();
    CHECK(stage_of(nobody, later) == Stage::waiting_for_identity);
    CHECK(next_step(nobody, later).find("Art. 11(2)") != std::string::npos);
    CHECK(refusal(nobody, step(StepKind::identified, "2026-05-03")) == "allowed");
    CHECK(refusal(nobody, refusing("2026-05-03", refused_for("not-identifiable"))) == "allowed");
    CHECK(refusal(nobody, step(StepKind::fulfilled, "2026-05-03")) ==
          "nobody has been recognised yet for R-2026-000001");
  }

  TEST_CASE("an extension is told in the first month, with reasons, once (TC-15, TC-16)") {
    const Request january = request(RequestType::access, "2026-01-31");
    CHECK(refusal(january, step(StepKind::extended, "2026-02-28", {"complexity"})) == "allowed");
    CHECK(refusal(january, step(StepKind::extended, "2026-02-28")) == "expected why");
    const auto late = may_follow(january, step(StepKind::extended, "2026-03-03", {"complexity"}), day("2026-03-03"));
    REQUIRE_FALSE(late);
    CHECK(late.error().message == "too late: the extension had to be told by 2026-02-28");
    CHECK(late.error().hint == "the request is overdue since 2026-03-01: answer it (Art. 12(3))");
    const Request extended = with(january, step(StepKind::extended, "2026-02-20", {"number"}));
    CHECK(refusal(extended, step(StepKind::extended, "2026-02-21", {"complexity"})) ==
          "the term has been extended already");
  }

  TEST_CASE("a refusal has a reason of the law for that right, facts and a reference (TC-194, SF-34)") {
    const Request erasure = recognised(asked(RequestType::erasure), "2026-05-02");
    const auto refuse = [&](const RequestItem& item) { return refusal(erasure, refusing("2026-05-04", item)); };
    CHECK(refusal(erasure, step(StepKind::refused, "2026-05-04")) == "expected what is refused");
    RequestItem item = refused_for("legal-claims");
    CHECK(refuse(item) == "allowed");
    item.facts.clear();
    CHECK(refuse(item) == "expected the facts behind the reason");
    item = refused_for("legal-claims");
    item.article.clear();
    CHECK(refuse(item) == "expected the legal reference");
    CHECK(refuse(refused_for("because")) == "expected a reason of the law");
    CHECK(refuse(refused_for("not-portable")) == "this is no reason to refuse erasure");
    item = refused_for("legal-duty");
    CHECK(refuse(item) == "expected until when the law demands it");
    item.until = day("2033-12-31");
    CHECK(refuse(item) == "allowed");
    CHECK(refusal(asked(RequestType::withdrawal), refusing("2026-05-04", refused_for("unfounded"))) ==
          "this cannot be refused: it has its effect by being said");
  }

  TEST_CASE("that a request is unfounded or excessive is for two people, never for a count (TC-110, TC-111)") {
    const Request access = recognised(asked(RequestType::access), "2026-05-02");
    RequestStep refused = refusing("2026-05-04", refused_for("excessive"));
    refused.operator_id = 1001;
    CHECK(refusal(access, refused) == "that a request is unfounded or excessive is decided by two");
    RequestStep proposed = refusing("2026-05-03", refused_for("excessive"), StepKind::refusal_proposed);
    proposed.operator_id = 1001;
    CHECK(refusal(access, proposed) == "allowed");
    const auto same = may_follow(with(access, proposed), refused, later);
    REQUIRE_FALSE(same);
    CHECK(same.error().refusal == Refusal::guard);
    refused.operator_id = 1002;
    CHECK(refusal(with(access, proposed), refused) == "allowed");
    CHECK(stage_of(with(with(access, proposed), refused), later) == Stage::refused);
    refused.items[0].facts = "something else";
    CHECK(refusal(with(access, proposed), refused) == "that a request is unfounded or excessive is decided by two");
  }

  TEST_CASE(
      "in the time for second thoughts nothing is carried out, and everything can be taken back (TC-116, TC-118)") {
    Request account = request(RequestType::account_deletion, "2026-03-02");
    account.terms.window = Period{0, 7};
    account = recognised(account, "2026-03-02");
    CHECK(stage_of(account, day("2026-03-09")) == Stage::window);
    CHECK(stage_of(account, day("2026-03-10")) == Stage::open);
    const auto early = may_follow(account, step(StepKind::fulfilled, "2026-03-09"), day("2026-03-09"));
    REQUIRE_FALSE(early);
    CHECK(early.error().refusal == Refusal::guard);
    CHECK(early.error().message == "R-2026-000001 can be taken back until 2026-03-09, at the end of the day");
    CHECK(refusal(account, step(StepKind::fulfilled, "2026-03-10")) == "allowed");
    const Request back = with(account, step(StepKind::cancelled, "2026-03-08"));
    CHECK(stage_of(back, day("2026-03-08")) == Stage::cancelled);
    CHECK(refusal(back, step(StepKind::fulfilled, "2026-03-10")) == "R-2026-000001 was taken back");
  }

  TEST_CASE("a request closes only with an answer (TC-137, TC-194)") {
    const RequestStep close = step(StepKind::closed, "2026-05-20");
    const Request access = recognised(asked(RequestType::access), "2026-05-02");
    CHECK(refusal(access, close) == "no answer has been made");
    const Request answered = with(access, step(StepKind::fulfilled, "2026-05-10", {"access"}));
    CHECK(refusal(answered, close) == "allowed");
    CHECK(refusal(with(answered, close), close) == "R-2026-000001 is closed");
    CHECK(refusal(with(access, refusing("2026-05-10", refused_for("identity-doubt"))), close) == "allowed");
    const Request erasure = recognised(asked(RequestType::erasure), "2026-05-02");
    CHECK(refusal(erasure, close) == "nothing has been erased yet");
    const Request erased = with(erasure, step(StepKind::fulfilled, "2026-05-10", {"erase"}));
    CHECK(refusal(erased, close) == "nobody has decided whether there are grounds to keep anything");
    CHECK(refusal(with(erased, step(StepKind::granted, "2026-05-11")), close) == "allowed");
    CHECK(refusal(asked(RequestType::objection), close) == "nobody has decided");
    CHECK(refusal(asked(RequestType::opt_out), close) == "allowed");
  }

  TEST_CASE("a customer's part is sent on, and closes when it was (TC-20, SI-106)") {
    Request part = asked(RequestType::access);
    part.tenant = "garage";
    CHECK(is_processors_part(part));
    CHECK(stage_of(part, later) == Stage::open);
    CHECK(refusal(part, step(StepKind::closed, "2026-05-20")) == "it has not been sent on to the customer");
    const Request sent = with(part, step(StepKind::forwarded, "2026-05-02"));
    CHECK(stage_of(sent, later) == Stage::decided);
    CHECK(refusal(sent, step(StepKind::closed, "2026-05-20")) == "allowed");
    part.tenant = "own";
    CHECK_FALSE(is_processors_part(part));
    CHECK(refusal(part, step(StepKind::forwarded, "2026-05-02")) == "the data are the controller's own");
  }

  TEST_CASE("a restriction that was granted can be lifted, also after closing (Art. 18(3))") {
    const Request known = recognised(asked(RequestType::restriction), "2026-05-02");
    CHECK(refusal(known, step(StepKind::lifted, "2026-06-01")) == "there is no restriction to lift");
    const Request closed =
        with(with(known, step(StepKind::granted, "2026-05-03")), step(StepKind::closed, "2026-05-04"));
    CHECK(refusal(closed, step(StepKind::lifted, "2026-06-01")) == "allowed");
    CHECK(refusal(with(closed, step(StepKind::lifted, "2026-06-01")), step(StepKind::lifted, "2026-06-02")) ==
          "the restriction is lifted already");
  }

  TEST_CASE("no step lies in the future or before the receipt") {
    CHECK(refusal(asked(RequestType::access), step(StepKind::cancelled, "2026-05-03"), "2026-05-02") ==
          "the day has not come yet");
    CHECK(refusal(asked(RequestType::access), step(StepKind::cancelled, "2026-04-30")) ==
          "the day lies before the receipt of R-2026-000001");
  }
}
