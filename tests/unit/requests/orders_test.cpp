// SPDX-License-Identifier: Apache-2.0
// What each request changes, against the table of the design: what an erasure cancels.
#include "tests/unit/requests/fixture.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

// "news now 2026-05-01; service when 2026-05-03 unfounded", "freeze", "no use of all from 2026-05-01"
std::string shown(const Request& request) {
  const RequestOrders orders = orders_of(request, policy());
  std::string all;
  const auto add = [&](const std::string& part) { all += (all.empty() ? "" : "; ") + part; };
  if (orders.freeze) add("freeze" + (orders.freeze->until ? " until " + text(*orders.freeze->until) : ""));
  for (const NoUse& no_use : orders.no_use) {
    std::string names = no_use.purposes.empty() ? "all" : "";
    for (const std::string& name : no_use.purposes) names += (names.empty() ? "" : "+") + name;
    add("no use of " + names + " from " + text(no_use.from));
  }
  for (const PurposeEnd& end : orders.ends)
    add(end.purpose + (end.ends == Ends::now ? " now " : " when ") + text(end.from) +
        (end.also_unfounded ? " unfounded" : ""));
  return all.empty() ? "nothing" : all;
}

Request asked(RequestType type) { return request(type, "2026-05-01"); }

Request granted(const Request& request, std::string_view on, std::string item = {}) {
  RequestStep made = step(StepKind::granted, on);
  if (!item.empty()) made.items.push_back({.item = std::move(item)});
  return with(request, made);
}

}  // namespace

TEST_SUITE("requests/orders") {
  TEST_CASE(
      "a copy that is asked for freezes until it is answered, and after a refusal until the court (TC-100, TC-24)") {
    const Request access = recognised(asked(RequestType::access), "2026-05-02");
    CHECK(shown(asked(RequestType::access)) == "freeze");
    CHECK(shown(asked(RequestType::portability)) == "freeze");
    CHECK(shown(asked(RequestType::ccpa_know)) == "freeze");
    const Request made = with(access, step(StepKind::fulfilled, "2026-05-20", {"access"}));
    CHECK(shown(made) == "freeze");
    CHECK(shown(with(made, step(StepKind::closed, "2026-05-21"))) == "nothing");
    const Request refused = with(access, refusing("2026-05-20", refused_for("identity-doubt")));
    CHECK(shown(refused) == "freeze");
    CHECK(shown(with(refused, step(StepKind::closed, "2026-05-21"))) == "freeze until 2026-07-02");
    CHECK(shown(with(access, step(StepKind::cancelled, "2026-05-03"))) == "nothing");
  }

  TEST_CASE(
      "an erasure ends consent and marketing at once, the rest when the person is recognised (L-21b, TC-136, TC-137)") {
    const std::string at_once =
        "no use of all from 2026-05-01; news now 2026-05-01; calls now 2026-05-01; survey now "
        "2026-05-01";
    for (const RequestType type : {RequestType::erasure, RequestType::ccpa_delete})
      CHECK(shown(asked(type)) == at_once);
    const Request known = recognised(asked(RequestType::erasure), "2026-05-04");
    CHECK(shown(known) == at_once + "; service when 2026-05-04 unfounded; ranking when 2026-05-04 unfounded");
    // Upheld: the interest ends at once; a contract that runs does not.
    const std::string decided =
        "news now 2026-05-01; calls now 2026-05-01; survey now 2026-05-01; service when 2026-05-04 unfounded";
    CHECK(shown(granted(known, "2026-05-06")) == decided + "; ranking now 2026-05-06 unfounded");
    CHECK(shown(granted(known, "2026-05-06", "ranking")) == decided + "; ranking now 2026-05-06 unfounded");
    // Grounds were found to keep it.
    CHECK(shown(granted(with(known, refusing("2026-05-05", refused_for("still-needed", "ranking"))), "2026-05-06",
                        "service")) == decided);
    // What cannot be refused stays ended.
    CHECK(shown(with(known, refusing("2026-05-05", refused_for("identity-doubt")))) ==
          "news now 2026-05-01; calls now 2026-05-01; survey now 2026-05-01");
    CHECK(shown(with(known, step(StepKind::cancelled, "2026-05-05"))) == "nothing");
  }

  TEST_CASE("a purpose that a law demands is never ended (TC-58)") {
    const Request known = granted(recognised(asked(RequestType::erasure), "2026-05-04"), "2026-05-04");
    CHECK(shown(known).find("reports") == std::string::npos);
  }

  TEST_CASE("an account is left alone until its time for second thoughts is over (TC-115, TC-116, SI-47)") {
    Request account = asked(RequestType::account_deletion);
    account.received = day("2026-03-02");
    account.terms.window = Period{0, 7};
    CHECK(shown(account) == "no use of all from 2026-03-02");
    const Request known = recognised(account, "2026-03-02");
    CHECK(shown(known) ==
          "no use of all from 2026-03-02; news now 2026-03-10 unfounded; calls now 2026-03-10 unfounded; survey now "
          "2026-03-10 unfounded; service now 2026-03-10 unfounded; ranking now 2026-03-10 unfounded");
    CHECK(shown(with(known, step(StepKind::cancelled, "2026-03-08"))) == "nothing");
  }

  TEST_CASE("a report about a child waits for nothing but the mandate of whoever asks for it (TC-68, SI-35)") {
    Request minor = asked(RequestType::minor);
    CHECK(shown(minor).find("service when 2026-05-01 unfounded") != std::string::npos);
    minor.requester = Requester::legal_representative;
    CHECK(shown(minor).find("service") == std::string::npos);
    CHECK(shown(with(minor, step(StepKind::mandate_seen, "2026-05-03"))).find("service when 2026-05-03 unfounded") !=
          std::string::npos);
  }

  TEST_CASE("a restriction keeps the records from receipt, and keeps them out of use until it is lifted (TC-157)") {
    const Request restriction = asked(RequestType::restriction);
    CHECK(shown(restriction) == "freeze");
    const Request known = granted(recognised(restriction, "2026-05-03"), "2026-05-04");
    CHECK(shown(known) == "freeze; no use of all from 2026-05-03");
    const Request closed = with(known, step(StepKind::closed, "2026-05-05"));
    CHECK(shown(closed) == "freeze; no use of all from 2026-05-03");
    CHECK(shown(with(closed, step(StepKind::lifted, "2026-09-01"))) == "nothing");
    CHECK(shown(with(restriction, refusing("2026-05-05", refused_for("no-restriction")))) == "freeze");
  }

  TEST_CASE("an objection ends marketing at once; what is weighed is not used meanwhile (TC-66, TC-156, TC-137)") {
    const Request all = asked(RequestType::objection);
    CHECK(shown(all) == "no use of ranking from 2026-05-01; news now 2026-05-01; calls now 2026-05-01");
    CHECK(shown(granted(all, "2026-05-09")) == "news now 2026-05-01; calls now 2026-05-01; ranking now 2026-05-09");
    CHECK(shown(with(all, refusing("2026-05-09", refused_for("compelling-grounds")))) ==
          "news now 2026-05-01; calls now 2026-05-01");
    Request one = all;
    one.purpose = "ranking";
    CHECK(shown(one) == "no use of ranking from 2026-05-01");
    one.purpose = "service";
    CHECK(shown(one) == "nothing");
  }

  TEST_CASE("a withdrawal ends consent, an opt-out marketing; of some channels only what has no other (TC-147)") {
    CHECK(shown(asked(RequestType::withdrawal)) == "survey now 2026-05-01");
    Request opt_out = asked(RequestType::opt_out);
    CHECK(shown(opt_out) == "news now 2026-05-01; calls now 2026-05-01");
    opt_out.stops = {"email"};
    CHECK(shown(opt_out) == "news now 2026-05-01");
    opt_out.stops = {"phone"};
    CHECK(shown(opt_out) == "nothing");
    opt_out.stops = {"phone", "email"};
    CHECK(shown(opt_out) == "news now 2026-05-01; calls now 2026-05-01");
  }

  TEST_CASE("California: what is sold, and what is sensitive, is not used (L-CCPA)") {
    CHECK(shown(asked(RequestType::ccpa_opt_out)) == "no use of ranking from 2026-05-01");
    CHECK(shown(asked(RequestType::ccpa_limit)) == "no use of survey from 2026-05-01");
  }

  TEST_CASE("of a customer's data the customer decides (TC-20, TC-165)") {
    Request tenant = recognised(asked(RequestType::erasure), "2026-05-02");
    tenant.tenant = "garage";
    CHECK(shown(tenant) == "nothing");
    CHECK(shown(granted(with(tenant, step(StepKind::forwarded, "2026-05-02")), "2026-05-10")) ==
          "hosting now 2026-05-10 unfounded");
    tenant.tenant = "own";
    CHECK(shown(tenant).find("hosting") == std::string::npos);
  }

  TEST_CASE("nobody and the dead order nothing (TC-93, TC-94)") {
    Request nobody = asked(RequestType::erasure);
    nobody.about.clear();
    CHECK(shown(nobody) == "nothing");
    Request dead = asked(RequestType::access);
    dead.deceased = true;
    CHECK(shown(dead) == "nothing");
  }

  TEST_CASE(
      "an erasure says when it was asked, so that a new relation is told from the old one; an objection does not") {
    for (const PurposeEnd& end : orders_of(recognised(asked(RequestType::erasure), "2026-05-04"), policy()).ends)
      CHECK(text(end.made_on) == "2026-05-01");
    for (const PurposeEnd& end : orders_of(asked(RequestType::objection), policy()).ends) CHECK_FALSE(end.made_on);
  }
}
