// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/state.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "libcompliance/state/database.h"
#include "tests/unit/state/fixture.h"

using namespace compliance;
using namespace compliance::testing;
namespace fs = std::filesystem;
using Access = State::Access;

namespace {

FileSystem& files = operating_system();

std::string bytes_of(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_SUITE("state") {
  TEST_CASE("create makes a state with an init entry in its log, and open finds it") {
    const StateFolder place;
    const State state = place.open(Access::read);
    CHECK(state.controller() == "Example B.V.");
    CHECK(state.last_time() == noon);
    CHECK(state.entry_count() == 1);
    CHECK(state.known_checkpoint().size == 1);
    CHECK(state.verifier().name == origin);
    CHECK(state.recovered().empty());
    CHECK_FALSE(state.last_policy_sha256("duck"));
    CHECK(state.last_record_counts("duck").empty());
    CHECK_FALSE(state.plan_was_applied(plan_hash));
    CHECK(place.acts() == std::vector{Act::init});
    CHECK(verify_log(files, state.audit_folder(), state.verifier(), {}, state.known_checkpoint())->findings.empty());
  }

  TEST_CASE("create refuses a folder that exists and an origin that is no name, and leaves nothing") {
    const StateFolder place;
    const auto refused = [&](const std::string& folder, std::string_view name) {
      const auto made = State::create(files, folder, "Other", name, noon, By::cli, tool);
      return made ? std::string{"made"} : to_string(made.error());
    };
    CHECK(refused(place.path(), origin) == place.path() + ": expected nothing here yet");
    CHECK(refused(place.beside("other"), "two words") == "expected a name for the audit log, such as example.nl/audit");
    CHECK(place.open(Access::read).controller() == "Example B.V.");
    CHECK(files.list(place.beside(""))->size() == 1);
  }

  TEST_CASE("create makes the private folders that are missing on the way, as the XDG specification wants") {
    const StateFolder place;
    REQUIRE(State::create(files, place.beside("local/state/compliance"), "Other", origin, noon, By::cli, tool));
    CHECK(files.is_private(place.beside("local")));
    CHECK(files.is_private(place.beside("local/state")));
  }

  TEST_CASE("open says how to make a state where there is none") {
    const StateFolder place;
    for (const char* name : {"none", "state/lock"}) {
      const auto opened = State::open(files, place.beside(name), Access::write, noon, tool);
      REQUIRE_FALSE(opened);
      CHECK(opened.error().hint == "`compliance init` makes one");
    }
    CHECK_FALSE(files.kind(place.beside("none")));
  }

  TEST_CASE("everything in a state is 0600 in 0700 with a umask of 000, also while it is written (P14, S25)") {
    const mode_t before = ::umask(0);
    const StateFolder place;
    {
      State state = place.open();
      run(files, state, place.beside("out"));
    }
    ::umask(before);
    std::size_t seen = 0;
    for (const char* top : {"state", "out"})
      for (const auto& entry : fs::recursive_directory_iterator(place.beside(top))) {
        CAPTURE(entry.path().string());
        CHECK(entry.status().permissions() == (entry.is_directory() ? fs::perms{0700} : fs::perms{0600}));
        ++seen;
      }
    CHECK(seen > 10);
    CHECK(fs::exists(place / "state.db-journal"));  // it stands between runs, so its mode counts as well
  }

  TEST_CASE("a run leaves begin and commit in the log, its facts in the state and its output in place (P12)") {
    const StateFolder place;
    const std::string out = place.beside("out");
    State state = place.open();
    run(files, state, out);
    CHECK(place.acts() == std::vector{Act::init, Act::retain_begin, Act::retain_commit});
    const std::vector<AuditEntry> entries = place.entries();
    CHECK(entries[1].seq == 1);
    CHECK(entries[2].seq == 2);
    CHECK(entries[1].op == entries[2].op);
    CHECK(entries[1].id != entries[2].id);
    CHECK(entries[0].by == By::cli);
    CHECK(entries[2].by == By::timer);
    CHECK(entries[2].as_of == "2026-04-01");
    CHECK(entries[2].counts == std::vector<std::pair<std::string, std::uint64_t>>{{"erased", 2}});
    CHECK(entries[2].policy_digest == to_base64url(std::string(32, '\xaa')));
    CHECK(state.last_policy_sha256("duck") == policy_hash);
    CHECK_FALSE(state.last_policy_sha256("other"));
    CHECK(state.last_record_counts("duck") == std::map<std::string, std::uint64_t>{{"customer", 10}});
    CHECK(*read_file(files, out + "/work/customers.csv", 100) == "work/customers.csv");
  }

  TEST_CASE("the digest of a plan in the log is keyed by the operation, and the state keeps the key (P11)") {
    const StateFolder place;
    {
      State state = place.open();
      state.record_plan(subject(), {{"due", 3}}, noon, tool);
      state.record_plan(subject(), {{"due", 3}}, noon, tool);
    }
    const std::vector<AuditEntry> entries = place.entries();
    REQUIRE(entries.size() == 3);
    CHECK(entries[1].act == Act::plan);
    CHECK(entries[1].plan_digest != entries[2].plan_digest);
    const Database database{place / "state.db", Database::Mode::read};
    const auto rows = database.run("SELECT digest_key FROM operation ORDER BY number");
    REQUIRE(rows.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      const auto key = SecretKey::from_bytes(*from_base64(rows[i].text(0)));
      REQUIRE(key);
      CHECK(entries[i + 1].plan_digest == to_base64url(as_bytes(hmac_sha256(*key, plan_hash))));
    }
    CHECK_FALSE(place.open().plan_was_applied(plan_hash));
  }

  TEST_CASE("plan_was_applied tells a second application of one plan (C01, S28)") {
    const StateFolder place;
    State state = place.open();
    CHECK_FALSE(state.plan_was_applied(plan_hash));
    run(files, state, place.beside("out"));
    CHECK(state.plan_was_applied(plan_hash));
    CHECK_FALSE(state.plan_was_applied(std::string(64, 'c')));
  }

  TEST_CASE("abort removes what was prepared, logs the end, and leaves the facts of earlier runs") {
    const StateFolder place;
    State state = place.open();
    auto folder = AtomicFolder::create(files, place.beside("out"));
    REQUIRE(folder);
    RunSubject other = subject();
    other.command = RunSubject::Command::apply;
    const std::string operation = state.begin(other, folder->temporary(), place.beside("out"), noon, tool);
    state.abort(operation, noon, tool);
    CHECK_FALSE(files.kind(folder->temporary()));
    CHECK(place.acts() == std::vector{Act::init, Act::apply_begin, Act::apply_abort});
    CHECK_FALSE(state.plan_was_applied(plan_hash));
    CHECK_FALSE(state.last_policy_sha256("duck"));
  }

  TEST_CASE("a step out of order is a mistake of the program and changes nothing") {
    const StateFolder place;
    State state = place.open();
    CHECK_THROWS_AS((void)state.begin(subject(), place.beside("out"), place.beside("out"), noon, tool),
                    std::logic_error);
    RunSubject no_hash = subject();
    no_hash.plan_sha256 = "B";
    const std::string prepared = place.beside(".out.0123456789abcdef.tmp");
    CHECK_THROWS_AS((void)state.begin(no_hash, prepared, place.beside("out"), noon, tool), std::logic_error);
    CHECK_THROWS_AS(state.done("unknown"), std::logic_error);
    const std::string operation = state.begin(subject(), prepared, place.beside("out"), noon, tool);
    CHECK_THROWS_AS(state.done(operation), std::logic_error);
    state.committed(operation, {}, {}, noon, tool);
    CHECK_THROWS_AS(state.committed(operation, {}, {}, noon, tool), std::logic_error);
    CHECK_THROWS_AS(state.abort(operation, noon, tool), std::logic_error);
    state.done(operation);
    CHECK_THROWS_AS(state.abort(operation, noon, tool), std::logic_error);
    CHECK(place.acts() == std::vector{Act::init, Act::retain_begin, Act::retain_commit});
    State reader = place.open(Access::read);
    CHECK_THROWS_AS(reader.record_plan(subject(), {}, noon, tool), std::logic_error);
    CHECK_THROWS_AS(reader.done(operation), std::logic_error);
    CHECK_THROWS_AS((void)State::open(files, place.path(), Access::write), std::logic_error);
  }

  TEST_CASE("an entry whose time lies before the last one's says so, and order is kept (K04)") {
    const StateFolder place;
    {
      State state = place.open();
      state.record_plan(subject(), {}, "2026-03-31T12:00:00Z", tool);
      state.record_plan(subject(), {}, "2026-03-31T12:00:00Z", tool);
    }
    const std::vector<AuditEntry> entries = place.entries();
    REQUIRE(entries.size() == 3);
    CHECK_FALSE(entries[0].clock_went_back);
    CHECK(entries[1].clock_went_back);
    CHECK_FALSE(entries[2].clock_went_back);
    CHECK(place.open(Access::read).last_time() == "2026-03-31T12:00:00Z");
  }

  TEST_CASE("open(write) clears away what a killed run left of the log, and nothing else (F01)") {
    const StateFolder folder;
    const std::string stale = folder / "audit/.checkpoint.0123456789abcdef.tmp";
    const std::string foreign = folder / "audit/.kept.tmp";
    for (const std::string& path : {stale, foreign}) operating_system().create(path)->close();
    folder.open(State::Access::read);
    CHECK(operating_system().kind(stale) == Kind::file);
    folder.open();
    CHECK_FALSE(operating_system().kind(stale));
    CHECK(operating_system().kind(foreign) == Kind::file);
  }

  TEST_CASE("anything named destructive-off in the state is the kill switch (G05)") {
    const StateFolder place;
    CHECK_FALSE(place.open(Access::read).destruction_is_off());
    files.create(place / "destructive-off")->close();
    CHECK(place.open(Access::read).destruction_is_off());
    files.remove_tree(place / "destructive-off");
    fs::create_symlink("/nowhere", place / "destructive-off");
    CHECK(place.open(Access::read).destruction_is_off());
  }

  TEST_CASE("when a run has ended, its paths are in no byte of the state's files (S37)") {
    const StateFolder place;
    const std::string out = place.beside("Schmidt_Anna"), aborted = place.beside(".Schmidt_Anna.0123456789abcdef.tmp");
    {
      State state = place.open();
      run(files, state, out);
      const std::string operation = state.begin(subject(), aborted, out, noon, tool);
      CHECK(bytes_of(place / "state.db").find("Schmidt_Anna") != std::string::npos);
      state.abort(operation, noon, tool);
    }
    for (const auto& entry : fs::recursive_directory_iterator(place.path())) {
      CAPTURE(entry.path().string());
      if (entry.is_regular_file()) CHECK(bytes_of(entry.path().string()).find("Schmidt_Anna") == std::string::npos);
    }
  }

  TEST_CASE("state.db is opened with the settings that lose and leave nothing (P2, P17)") {
    const StateFolder place;
    const Database database{place / "state.db", Database::Mode::write};
    struct Row {
      const char* pragma;
      std::int64_t value;
    };
    for (const Row& row : {Row{"PRAGMA synchronous", 3}, Row{"PRAGMA secure_delete", 1}, Row{"PRAGMA foreign_keys", 1},
                           Row{"PRAGMA trusted_schema", 0}, Row{"PRAGMA temp_store", 2},
                           Row{"PRAGMA cell_size_check", 1}, Row{"PRAGMA busy_timeout", 10000}}) {
      CAPTURE(row.pragma);
      CHECK(database.run(row.pragma).at(0).integer(0) == row.value);
    }
    CHECK(database.run("PRAGMA journal_mode").at(0).text(0) == "truncate");
    // Defensive: the schema cannot be edited behind SQLite's back.
    database.run("PRAGMA writable_schema = ON");
    CHECK_THROWS_AS((void)database.run("DELETE FROM sqlite_schema"), EnvironmentError);
  }

  TEST_CASE("a transaction keeps other writers out from its beginning, and is gone unless it is committed (C02)") {
    const StateFolder place;
    Database one{place / "state.db", Database::Mode::write}, two{place / "state.db", Database::Mode::write};
    two.run("PRAGMA busy_timeout = 0");
    {
      const Database::Transaction transaction{one};
      CHECK(message_of([&] { const Database::Transaction second{two}; }) ==
            place / "state.db: cannot use the database: database is locked");
      one.run("UPDATE state SET entries = 7");
    }
    CHECK(two.run("SELECT entries FROM state").at(0).integer(0) == 1);
    Database::Transaction transaction{two};
    two.run("UPDATE state SET entries = 7");
    transaction.commit();
    CHECK(one.run("SELECT entries FROM state").at(0).integer(0) == 7);
  }
}
