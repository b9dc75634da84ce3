// SPDX-License-Identifier: Apache-2.0
// A state that an older version of the program made.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/unit/state/version_2.h"

using namespace compliance;
using namespace compliance::testing;
namespace fs = std::filesystem;
using Access = State::Access;

namespace {

FileSystem& files = operating_system();

const NewHold hold{.matter = "C-1",
                   .owner = "dpo",
                   .review = *parse_date("2027-01-01"),
                   .policy_name = "duck",
                   .scopes = {{.condition = "contact.state=open"}}};

void check_facts(const State& state) {
  CHECK(state.controller() == "Example B.V.");
  CHECK(state.last_policy_sha256("duck") == policy_hash);
  CHECK_FALSE(state.last_policy_sha256("duck", "garage"));
  CHECK(state.last_record_counts("duck") == std::map<std::string, std::uint64_t>{{"customer", 10}});
  CHECK(state.last_record_counts("duck", "garage").empty());
  CHECK(state.plan_was_applied(plan_hash));
  CHECK(state.planned_by(plan_hash).empty());
  CHECK_FALSE(state.planned_at(plan_hash));
  CHECK(state.version() == 0);
  CHECK(state.standing_orders("duck").holds.empty());
  CHECK(state.changes_since(0, "duck").empty());
  CHECK(state.holds().empty());
  state.outstanding("duck", {}, "crm", [](const Outstanding&) { FAIL("asked for something"); });
}

// What version 2 knew.
void check_orders(const State& state) {
  CHECK(state.version() == 2);
  REQUIRE(state.holds().size() == 1);
  CHECK(state.holds()[0].matter == "C-1");
  const StandingOrders orders = state.standing_orders("duck");
  CHECK(orders.holds.size() == 1);
  REQUIRE(orders.cancellations.size() == 1);
  CHECK(orders.cancellations[0] ==
        CancellationOrder{
            .policy_name = "duck", .kind = "email", .purpose = "newsletter", .from = *parse_date("2026-03-01")});
  CHECK(orders.freezes.empty());
  CHECK(orders.restrictions.empty());
  CHECK(state.changes_since(1, "duck") == std::vector<OrderChange>{{OrderChange::What::cancelled, ""}});
  CHECK(state.requests().empty());
  CHECK(state.breaches().empty());
  CHECK(state.consent_events("duck").empty());
}

std::vector<std::string> tables(const StateFolder& place) {
  std::vector<std::string> columns;
  const Database database{place / "state.db", Database::Mode::read};
  for (const DatabaseRow& row :
       database.run("SELECT m.name, c.name, c.type, c.\"notnull\", c.pk, COALESCE(c.dflt_value, '') FROM sqlite_schema"
                    " m JOIN pragma_table_info(m.name) c ORDER BY 1, c.cid"))
    columns.push_back(row.text(0) + '.' + row.text(1) + ' ' + row.text(2) + ' ' + std::to_string(row.integer(3)) +
                      std::to_string(row.integer(4)) + row.text(5));
  return columns;
}

}  // namespace

TEST_SUITE("state/migration") {
  TEST_CASE("a state of version 1 is read as one without holds, and reading leaves it as it is") {
    const StateFolder place;
    make_version_1(place);
    check_facts(place.open(Access::read));
    CHECK_FALSE(files.kind(place / "keys/index.key"));
    CHECK(Database(place / "state.db", Database::Mode::read).run("PRAGMA user_version").at(0).integer(0) == 1);
  }

  TEST_CASE("a state of version 1 is brought up to date by writing, with its facts and a key of its own") {
    const StateFolder place;
    make_version_1(place);
    {
      State state = place.open();
      check_facts(state);
      CHECK(state.add_hold(hold, By::cli, noon, tool) == "hold-1");
      run(files, state, place.beside("out"));
    }
    CHECK(files.is_private(place / "keys/index.key"));
    const State state = place.open(Access::read);
    CHECK(state.version() == 1);
    CHECK(state.holds().size() == 1);
    CHECK(place.acts() == std::vector{Act::init, Act::hold_add, Act::retain_begin, Act::retain_commit});
    const Digest key = sha256(state.index_key().bytes());
    CHECK(sha256(place.open().index_key().bytes()) == key);
  }

  TEST_CASE("an old state that was brought up to date has the tables of a new one") {
    const StateFolder young;
    const StateFolder old;
    make_version_1(old);
    (void)old.open();
    const StateFolder older;
    make_version_2(older);
    (void)older.open();
    CHECK(tables(old) == tables(young));
    CHECK(tables(older) == tables(young));
    CHECK(tables(old).size() > 150);
  }

  TEST_CASE("a state of version 2 keeps its holds and cancellations, and knows no requests until it is written") {
    const StateFolder place;
    make_version_2(place);
    check_orders(place.open(Access::read));
    CHECK(Database(place / "state.db", Database::Mode::read).run("PRAGMA user_version").at(0).integer(0) == 2);
    const Digest key = sha256(place.open(Access::read).index_key().bytes());
    {
      State state = place.open();
      check_orders(state);
      CHECK(state.release_hold("hold-1", By::cli, noon, tool));
    }
    CHECK(sha256(place.open().index_key().bytes()) == key);
    CHECK(Database(place / "state.db", Database::Mode::read).run("PRAGMA user_version").at(0).integer(0) == 3);
  }

  TEST_CASE("killed at any system call, bringing a state up to date is finished by the next opening (F01)") {
    std::size_t calls = 0;
    for (bool killed = true; killed; ++calls) {
      const StateFolder place;
      make_version_1(place);
      CAPTURE(calls);
      killed = killed_at(calls, [&] {
        (void)place.open();
        return 0;
      });
      check_facts(place.open(Access::read));
      check_facts(place.open());
      CHECK(files.list(place / "keys")->size() == 2);
    }
    CHECK(calls > 30);
  }

  TEST_CASE("likewise from version 2 (F01)") {
    std::size_t calls = 0;
    for (bool killed = true; killed; ++calls) {
      const StateFolder place;
      make_version_2(place);
      CAPTURE(calls);
      killed = killed_at(calls, [&] {
        (void)place.open();
        return 0;
      });
      check_orders(place.open(Access::read));
      check_orders(place.open());
    }
    CHECK(calls > 10);
  }

  TEST_CASE("a key of fingerprints that is missing, damaged or readable by others is refused, and never made anew") {
    struct Row {
      std::function<void(const std::string&)> damage;
      const char* message;
    };
    const Row rows[] = {
        {[](const auto& key) { fs::remove(key); }, ": the key of the fingerprints is not there; restore it"},
        {[](const auto& key) { fs::resize_file(key, 10); },
         ": is not the key of the fingerprints, or is damaged; restore it"},
        {[](const auto& key) { fs::resize_file(key, 0); },
         ": is not the key of the fingerprints, or is damaged; restore it"},
        {[](const auto& key) { ::chmod(key.c_str(), 0640); },
         ": others may use the key of the fingerprints; it must be yours, with mode 0600"}};
    for (const Row& row : rows) {
      const StateFolder place;
      const std::string key = place / "keys/index.key";
      row.damage(key);
      CHECK(message_of([&] { (void)place.open(); }) == key + row.message);
      CHECK(message_of([&] { (void)place.open(Access::read).index_key(); }) == key + row.message);
      CHECK(files.list(place / "keys")->size() == (fs::exists(key) ? 2 : 1));
    }
  }
}
