// SPDX-License-Identifier: Apache-2.0
// The register of requests in the state, and what it orders (Art. 12 to 22).
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/state/fixture.h"

using namespace compliance;
using namespace compliance::testing;
using Access = State::Access;
using What = OrderChange::What;

namespace {

const SubjectMark jan{"email", sha256("jan")};
const SubjectMark key{"record:contact", sha256("C1")};

NewRequest fresh(RequestType type, std::string tenant = {}) {
  NewRequest request{.type = type, .policy_name = "duck", .tenant = std::move(tenant), .channel = "mail"};
  request.received = *parse_date("2026-04-01");
  request.received_at = *parse_instant("2026-04-01T09:00:00Z");
  request.purpose = "newsletter";
  request.stops = {"email", "phone"};
  request.reference = "zaak 7";
  request.requester = Requester::agent;
  request.about = {jan};
  request.terms = {.promise = Period{0, 28},
                   .window = Period{0, 7},
                   .ladder = {IdentityCheck::known_contact, IdentityCheck::redacted_copy},
                   .country = "NL",
                   .zone = "Europe/Amsterdam"};
  return request;
}

RequestStep step(StepKind kind) { return {.kind = kind, .on = *parse_date("2026-04-02")}; }

std::vector<std::string> add(State& state, const std::vector<RequestToAdd>& letter, const std::string& linked = {}) {
  return state.add_requests(letter, linked, By::cli, noon, tool);
}

using Names = std::vector<std::string>;

}  // namespace

TEST_SUITE("state/requests") {
  TEST_CASE("what is registered comes back, with its letter and its steps, and stands in the log by name") {
    const StateFolder place;
    State state = place.open();
    CHECK(add(state, {{fresh(RequestType::access)}, {fresh(RequestType::erasure, "own")}}) ==
          Names{"R-2026-000001", "R-2026-000002"});
    CHECK(add(state, {{fresh(RequestType::opt_out)}}, "R-2026-000002") == Names{"R-2026-000003"});
    CHECK(add(state, {{fresh(RequestType::minor)}}) == Names{"R-2026-000004"});
    Request request = *state.find_request("R-2026-000001");
    CHECK(request.linked == Names{"R-2026-000002", "R-2026-000003"});
    CHECK(state.find_request("R-2026-000004")->linked.empty());
    const NewRequest asked = fresh(RequestType::access);
    CHECK(request.type == asked.type);
    CHECK(request.received == asked.received);
    CHECK(request.received_at == asked.received_at);
    CHECK(request.purpose == asked.purpose);
    CHECK(request.stops == asked.stops);
    CHECK(request.reference == asked.reference);
    CHECK(request.requester == asked.requester);
    CHECK(request.about == asked.about);
    CHECK(request.terms == asked.terms);
    CHECK(request.recorded_at == noon);

    RequestStep refused = step(StepKind::refused);
    refused.operator_id = 1001;
    refused.facts = "facts";
    refused.codes = {"one", "two"};
    refused.counts = {{"erased", 12}, {"kept", 3}};
    refused.as_of = *parse_date("2026-04-03");
    refused.items = {{"invoice", "legal-duty", "invoices", "AWR", *parse_date("2033-12-31")},
                     {"contact", "x", "y", "z"}};
    state.add_step(request, refused, {}, {key}, By::timer, noon, tool);
    request = *state.find_request("R-2026-000001");
    refused.recorded_at = noon;
    REQUIRE(request.steps.size() == 1);
    CHECK(request.steps[0] == refused);
    CHECK(request.about == std::vector<SubjectMark>{jan, key});
    state.add_step(request, step(StepKind::closed), {}, {}, By::cli, noon, tool);
    CHECK(state.find_request("R-2026-000001")->steps.size() == 2);
    CHECK(place.open(Access::read).requests().size() == 4);
    CHECK(state.find_request("R-2026-00001").error().hint.find("R-2026-000001") != std::string::npos);

    const std::vector<AuditEntry> entries = place.entries();
    CHECK(place.acts() == std::vector{Act::init, Act::request_add, Act::request_add, Act::request_add, Act::request_add,
                                      Act::request_refuse, Act::request_close});
    CHECK(entries[1].request == "R-2026-000001");
    CHECK(entries[2].tenant == "own");
    CHECK(entries[5].op == entries[1].op);
    CHECK(entries[2].op != entries[1].op);
    CHECK(verify_log(operating_system(), state.audit_folder(), state.verifier(), {}, state.known_checkpoint())
              ->findings.empty());
  }

  TEST_CASE("orders follow each step, for each mark; what verdicts depend on makes the state's version grow (TC-100)") {
    const StateFolder place;
    State state = place.open();
    const PurposeEnd news{.purpose = "news", .from = *parse_date("2026-04-01")};
    PurposeEnd support = news;
    support.purpose = "support";
    support.ends = Ends::when_use_has_ended;
    support.also_unfounded = true;
    support.made_on = *parse_date("2026-04-01");
    const NoUse no_use{.purposes = {"news", "support"}, .from = *parse_date("2026-04-01")};
    add(state, {{fresh(RequestType::erasure), {.freeze = FreezeUntil{}, .ends = {news}, .no_use = {no_use}}}});
    CHECK(state.version() == 1);
    const Request request = *state.find_request("R-2026-000001");
    StandingOrders orders = state.standing_orders("duck");
    REQUIRE(orders.freezes.size() == 1);
    CHECK(orders.freezes[0] ==
          Freeze{.request = "R-2026-000001", .policy_name = "duck", .kind = "email", .fingerprint = jan.fingerprint});
    REQUIRE(orders.cancellations.size() == 1);
    CHECK(orders.cancellations[0].request == "R-2026-000001");
    REQUIRE(orders.restrictions.size() == 1);
    CHECK(orders.restrictions[0].purposes == Names{"news", "support"});
    CHECK(state.standing_orders("other").freezes.size() == 1);  // an address is the same person everywhere
    CHECK(state.standing_orders("other").restrictions.empty());
    CHECK(state.standing_orders("other").cancellations.empty());

    // The same again: nothing has changed for verdicts.
    state.add_step(request, step(StepKind::identity_asked),
                   {.freeze = FreezeUntil{}, .ends = {news}, .no_use = {no_use}}, {}, By::cli, noon, tool);
    CHECK(state.version() == 1);
    // More marks and more ends.
    state.add_step(*state.find_request("R-2026-000001"), step(StepKind::identity_confirmed), {.ends = {news, support}},
                   {key}, By::cli, noon, tool);
    CHECK(state.version() == 2);
    orders = state.standing_orders("duck");
    CHECK(orders.freezes.empty());
    CHECK(orders.restrictions.empty());
    REQUIRE(orders.cancellations.size() == 4);
    CHECK(std::ranges::count(orders.cancellations, Ends::when_use_has_ended, &CancellationOrder::ends) == 2);
    CHECK(std::ranges::count(orders.cancellations, true, &CancellationOrder::also_unfounded) == 2);
    CHECK(state.changes_since(1, "duck") == std::vector<OrderChange>{{What::freeze_ended, "R-2026-000001"}});
    CHECK(state.changes_since(0, "duck").back() == OrderChange{What::cancelled, "R-2026-000001"});
    // Taken back: nothing remains.
    state.add_step(*state.find_request("R-2026-000001"), step(StepKind::cancelled), {}, {}, By::cli, noon, tool);
    CHECK(state.standing_orders("duck").cancellations.empty());
    CHECK(state.changes_since(2, "duck") == std::vector<OrderChange>{{What::cancellation_ended, "R-2026-000001"}});
    CHECK(state.changes_since(0, "duck").empty());
  }

  TEST_CASE("an event of consent is recorded once, with the time at which it happened (TC-144)") {
    const StateFolder place;
    State state = place.open();
    ConsentEvent event{.policy_name = "duck",
                       .about = jan,
                       .purpose = "news",
                       .channel = "email",
                       .what = ConsentEvent::What::objected,
                       .happened_at = "2026-03-01",
                       .evidence = "mail 7",
                       .source = ConsentEvent::Source::import};
    CHECK(state.add_consent({event, event}, By::cli, noon, tool) == 1);
    CHECK(state.add_consent({event}, By::cli, "2026-05-01T12:00:00Z", tool) == 0);
    event.recorded_at = noon;
    CHECK(state.consent_events("duck") == std::vector{event});
    CHECK(state.consent_events("other").empty());
    CHECK(place.acts() == std::vector{Act::init, Act::consent_add, Act::consent_add});
  }

  TEST_CASE("a breach is registered and closed (Art. 33(5))") {
    const StateFolder place;
    State state = place.open();
    const NewBreach breach{.policy_name = "duck",
                           .zone = "Europe/Amsterdam",
                           .aware_at = *parse_instant("2026-03-27T22:30:00Z"),
                           .affects = {"confidentiality"},
                           .people = 40,
                           .facts = "facts"};
    CHECK(state.add_breach(breach, By::cli, noon, tool) == "B-2026-000001");
    const Breach stored = *state.find_breach("B-2026-000001");
    CHECK(stored.is_open());
    CHECK(stored.aware_at == breach.aware_at);
    CHECK(stored.affects == breach.affects);
    CHECK(stored.people == 40);
    state.close_breach(stored,
                       {.risk = BreachRisk::high,
                        .notified_at = *parse_instant("2026-03-28T09:00:00Z"),
                        .persons_told_on = *parse_date("2026-03-29"),
                        .measures = "measures"},
                       By::cli, noon, tool);
    const Breach closed = place.open(Access::read).breaches().at(0);
    CHECK(closed.closed_at == noon);
    CHECK(closed.risk == BreachRisk::high);
    CHECK(closed.end.measures == "measures");
    CHECK(closed.end.persons_told_on == *parse_date("2026-03-29"));
    CHECK(place.acts() == std::vector{Act::init, Act::breach_add, Act::breach_close});
    CHECK(place.entries()[2].request == "B-2026-000001");
  }
}
