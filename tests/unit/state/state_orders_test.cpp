// SPDX-License-Identifier: Apache-2.0
// Holds and cancellations: what people order besides the policy (ST-30).
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "tests/unit/state/fixture.h"

using namespace compliance;
using namespace compliance::testing;
using Access = State::Access;
using What = OrderChange::What;

namespace {

Digest fingerprint(std::string_view of) { return sha256(of); }

NewHold hold_on(HoldScope scope, std::string tenant = {}) {
  return {.matter = "C-2026-7",
          .owner = "legal",
          .review = *parse_date("2027-01-01"),
          .policy_name = "duck",
          .tenant = std::move(tenant),
          .scopes = {std::move(scope)}};
}

const HoldScope jan{.kind = "email", .fingerprint = fingerprint("jan")};
const HoldScope contact{.kind = "record:contact", .fingerprint = fingerprint("C1")};
const HoldScope open_tickets{.condition = "ticket.state=open"};

std::string add(State& state, const NewHold& hold) { return state.add_hold(hold, By::cli, noon, tool); }

std::vector<std::string> names_of(const StandingOrders& orders) {
  std::vector<std::string> names;
  for (const Hold& hold : orders.holds) names.push_back(hold.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_SUITE("state/orders") {
  TEST_CASE("a hold is placed, stands and is released, each with its entry in the log (ST-30, P12)") {
    const StateFolder place;
    State state = place.open();
    NewHold hold = hold_on(jan);
    hold.scopes = {jan, contact, open_tickets};
    CHECK(add(state, hold) == "hold-1");
    const std::vector<Hold> holds = place.open(Access::read).holds();
    REQUIRE(holds.size() == 1);
    CHECK(holds[0].name == "hold-1");
    CHECK(holds[0].matter == "C-2026-7");
    CHECK(holds[0].owner == "legal");
    CHECK(format_date(holds[0].review) == "2027-01-01");
    CHECK(holds[0].policy_name == "duck");
    CHECK(holds[0].placed_at == noon);
    CHECK(holds[0].scopes == hold.scopes);
    CHECK(holds[0].stands());

    REQUIRE(state.release_hold("hold-1", By::timer, "2026-05-01T12:00:00Z", tool));
    CHECK(state.standing_orders("duck").holds.empty());
    CHECK(state.holds().at(0).released_at == "2026-05-01T12:00:00Z");
    CHECK(add(state, hold) == "hold-2");

    const std::vector<AuditEntry> entries = place.entries();
    CHECK(place.acts() == std::vector{Act::init, Act::hold_add, Act::hold_release, Act::hold_add});
    CHECK(entries[1].op == entries[2].op);
    CHECK(entries[1].op != entries[3].op);
    CHECK(entries[1].counts == std::vector<std::pair<std::string, std::uint64_t>>{{"scopes", 3}});
    CHECK(entries[2].by == By::timer);
    CHECK(verify_log(operating_system(), state.audit_folder(), state.verifier(), {}, state.known_checkpoint())
              ->findings.empty());
  }

  TEST_CASE("a hold without matter, owner, review date or scope is not kept (TC-65)") {
    const StateFolder place;
    State state = place.open();
    NewHold no_matter = hold_on(jan), no_owner = hold_on(jan), no_review = hold_on(jan), no_scope = hold_on(jan);
    no_matter.matter.clear();
    no_owner.owner.clear();
    no_review.review = {};
    no_scope.scopes.clear();
    for (const NewHold* hold : {&no_matter, &no_owner, &no_review, &no_scope})
      CHECK_THROWS_AS(add(state, *hold), std::logic_error);
    CHECK(state.holds().empty());
    CHECK(state.entry_count() == 1);
  }

  TEST_CASE("a hold that is not there or was released is told apart, and nothing is logged") {
    const StateFolder place;
    State state = place.open();
    add(state, hold_on(jan));
    const auto refused = [&](const char* name) {
      const auto released = state.release_hold(name, By::cli, noon, tool);
      return released ? std::string{"released"} : released.error().message + " | " + released.error().hint;
    };
    CHECK(refused("hold-2") == "there is no hold of that name | did you mean \"hold-1\"?");
    CHECK(refused("dispute") == "there is no hold of that name | `compliance hold list` shows those that stand");
    CHECK(refused("hold-1") == "released");
    CHECK(refused("hold-1") == "hold-1 is already released | ");
    CHECK(state.entry_count() == 3);
  }

  TEST_CASE("a hold counts under every policy of the controller, and tenants apart (ST-30, SI-01)") {
    const StateFolder place;
    State state = place.open();
    add(state, hold_on(jan));                       // hold-1
    add(state, hold_on(contact));                   // hold-2
    add(state, hold_on(open_tickets));              // hold-3
    add(state, hold_on(contact, "garage"));         // hold-4
    add(state, hold_on({.kind = "phone"}, "own"));  // hold-5
    CHECK(names_of(state.standing_orders("duck")) == Names{"hold-1", "hold-2", "hold-3"});
    CHECK(names_of(state.standing_orders("duck", "garage")) == Names{"hold-1", "hold-2", "hold-3", "hold-4"});
    CHECK(names_of(state.standing_orders("other")) == Names{"hold-1", "hold-2", "hold-3"});
    CHECK(names_of(state.standing_orders("other", "own")) == Names{"hold-1", "hold-2", "hold-3", "hold-5"});
    CHECK(state.standing_orders("other").policy_name == "other");
    CHECK(state.standing_orders("other").holds.front().policy_name == "duck");
  }

  TEST_CASE("until a run of a policy and tenant is finished, the next one is its first") {
    const StateFolder place;
    State state = place.open();
    CHECK(state.standing_orders("duck").is_first_run);
    CHECK_FALSE(state.last_as_of("duck"));
    run(operating_system(), state, place.beside("out"));
    CHECK_FALSE(state.standing_orders("duck").is_first_run);
    CHECK(state.standing_orders("duck", "garage").is_first_run);
    CHECK(state.standing_orders("other").is_first_run);
    CHECK(state.last_as_of("duck") == subject().as_of);
    CHECK_FALSE(state.last_as_of("other"));
  }

  TEST_CASE("the version grows with each order, and what changed since is named, but not what came and went (TC-63)") {
    const StateFolder place;
    State state = place.open();
    CHECK(state.version() == 0);
    add(state, hold_on(jan));
    CHECK(state.version() == 1);
    const std::uint64_t planned = state.standing_orders("duck").version;
    CHECK(state.changes_since(planned, "duck").empty());

    add(state, hold_on(contact));                                // hold-2, version 2
    REQUIRE(state.release_hold("hold-1", By::cli, noon, tool));  // 3
    add(state, hold_on(open_tickets));                           // hold-3, 4
    REQUIRE(state.release_hold("hold-3", By::cli, noon, tool));  // 5
    state.add_cancellation({.policy_name = "duck", .kind = "email", .from = *parse_date("2026-01-01")}, By::cli, noon,
                           tool);            // 6
    add(state, hold_on(contact, "garage"));  // hold-4, 7
    CHECK(place.open(Access::read).version() == 7);

    using Changes = std::vector<OrderChange>;
    const OrderChange placed_2{What::hold_placed, "hold-2"}, released_1{What::hold_released, "hold-1"},
        cancelled{What::cancelled, ""}, placed_4{What::hold_placed, "hold-4"};
    CHECK(state.changes_since(planned, "duck") == Changes{placed_2, released_1, cancelled});
    CHECK(state.changes_since(planned, "duck", "garage") == Changes{placed_2, released_1, cancelled, placed_4});
    CHECK(state.changes_since(planned, "other") == Changes{placed_2, released_1});
    CHECK(state.changes_since(0, "duck") == Changes{placed_2, cancelled});
    CHECK(state.changes_since(7, "duck", "garage").empty());
  }

  TEST_CASE("a cancellation comes back as it was given, under its policy and for its tenant") {
    const StateFolder place;
    State state = place.open();
    const CancellationOrder one{.policy_name = "duck",
                                .kind = "email",
                                .fingerprint = fingerprint("jan"),
                                .purpose = "newsletter",
                                .from = *parse_date("2026-04-02"),
                                .until = *parse_date("2026-05-01")};
    const CancellationOrder all{.policy_name = "duck",
                                .tenant = "garage",
                                .kind = "record:contact",
                                .fingerprint = fingerprint("C1"),
                                .from = *parse_date("2026-04-01")};
    state.add_cancellation(one, By::cli, noon, tool);
    state.add_cancellation(all, By::cli, noon, tool);
    CHECK(state.standing_orders("duck").cancellations == std::vector{one});
    CHECK(state.standing_orders("duck", "garage").cancellations == std::vector{one, all});
    CHECK(state.standing_orders("other").cancellations.empty());
    CHECK(place.acts() == std::vector{Act::init, Act::cancellation_add, Act::cancellation_add});
    CHECK(place.entries()[2].tenant == "garage");
  }

  TEST_CASE("runs of one tenant are told from those of another, and each entry names its tenant (SI-01)") {
    const StateFolder place;
    State state = place.open();
    RunSubject garage = subject();
    garage.tenant = "garage";
    auto folder = AtomicFolder::create(operating_system(), place.beside("out"));
    const std::string operation = state.begin(garage, folder->temporary(), place.beside("out"), noon, tool);
    folder->hand_over();
    state.committed(operation, {}, {{"customer", 3}}, noon, tool);
    folder->commit();
    state.done(operation);
    CHECK(state.last_policy_sha256("duck", "garage") == policy_hash);
    CHECK(state.last_record_counts("duck", "garage") == std::map<std::string, std::uint64_t>{{"customer", 3}});
    CHECK_FALSE(state.last_policy_sha256("duck"));
    CHECK(state.last_record_counts("duck", "own").empty());
    for (const AuditEntry& entry : place.entries()) CHECK(entry.tenant == (entry.act == Act::init ? "" : "garage"));
  }

  TEST_CASE("who wrote a plan is known by number in the state, and not in the log") {
    const StateFolder place;
    State state = place.open();
    CHECK(state.planned_by(plan_hash).empty());
    for (const std::uint32_t user : {70001U, 70002U, 70001U}) {
      RunSubject plan = subject();
      plan.operator_id = user;
      state.record_plan(plan, {}, noon, tool);
    }
    state.record_plan(subject(), {}, noon, tool);
    CHECK(state.planned_by(plan_hash) == std::vector<std::uint32_t>{70001, 70002});
    CHECK(state.planned_by(std::string(64, 'c')).empty());
    CHECK(state.planned_at(plan_hash) == std::string{noon});
    CHECK_FALSE(state.planned_at(std::string(64, 'c')));
    const auto leaves = read_leaves(operating_system(), place / "audit", 0, 5);
    for (const std::string& leaf : *leaves) CHECK(leaf.find("7000") == std::string::npos);
  }
}
