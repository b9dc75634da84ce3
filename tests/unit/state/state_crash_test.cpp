// SPDX-License-Identifier: Apache-2.0
// A run that ends at every point where it can: left off, failing, killed (P1, F01–F03, F16, A11).
#include <doctest/doctest.h>

#include "tests/support/memory_files.h"
#include "tests/unit/state/fixture.h"

using namespace compliance;
using namespace compliance::testing;
using Outcome = RecoveredRun::Outcome;

namespace {

FileSystem& files = operating_system();

// A run that is begun, with one file in its prepared folder.
struct Begun {
  explicit Begun(const StateFolder& place)
      : state(place.open()), out(place.beside("out")), folder(*AtomicFolder::create(files, out)) {
    operation = state.begin(subject(), folder.temporary(), out, noon, tool);
    for (const char* name : {"customers.csv", "work/customers.csv"}) {
      const auto file = files.create(folder.inside(name));
      file->write(name);
      file->close();
    }
    folder.hand_over();
  }
  State state;
  std::string out;
  AtomicFolder folder;
  std::string operation = {};
};

}  // namespace

TEST_SUITE("state/crash") {
  TEST_CASE("a run that was begun and left is undone at the next opening for writing, and not before") {
    const StateFolder place;
    { const Begun run{place}; }
    CHECK(files.list(place.beside(""))->size() == 2);
    CHECK(place.open(State::Access::read).recovered().empty());
    CHECK(files.list(place.beside(""))->size() == 2);
    {
      const State state = place.open(State::Access::write, "2026-04-02T12:00:00Z");
      REQUIRE(state.recovered().size() == 1);
      CHECK(state.recovered()[0].outcome == Outcome::undone);
      CHECK(state.recovered()[0].command == RunSubject::Command::retain);
      CHECK(state.recovered()[0].final_place == place.beside("out"));
    }
    CHECK(place.entries().back().act == Act::retain_abort);
    CHECK(place.entries().back().time == "2026-04-02T12:00:00Z");
    check_whole(place, place.beside("out"));
  }

  TEST_CASE("a run that was committed and left is finished at the next opening (F16)") {
    const StateFolder place;
    {
      Begun run{place};
      run.state.committed(run.operation, {}, {{"customer", 10}}, noon, tool);
    }
    CHECK_FALSE(files.kind(place.beside("out")));
    check_whole(place, place.beside("out"));
    CHECK(place.open().plan_was_applied(plan_hash));
  }

  TEST_CASE("a run whose output was renamed and that was not done is done at the next opening (F16)") {
    const StateFolder place;
    {
      Begun run{place};
      run.state.committed(run.operation, {}, {{"customer", 10}}, noon, tool);
      run.folder.commit();
    }
    check_whole(place, place.beside("out"));
    CHECK(place.open().plan_was_applied(plan_hash));
  }

  TEST_CASE("a committed run whose output somebody removed does not count as finished") {
    const StateFolder place;
    {
      Begun run{place};
      run.state.committed(run.operation, {}, {{"customer", 10}}, noon, tool);
      files.remove_tree(run.folder.temporary());
    }
    {
      const State state = place.open();
      REQUIRE(state.recovered().size() == 1);
      CHECK(state.recovered()[0].outcome == Outcome::lost);
      CHECK_FALSE(state.plan_was_applied(plan_hash));
      CHECK_FALSE(state.last_policy_sha256("duck"));
    }
    CHECK(place.open().recovered().empty());
  }

  TEST_CASE("a committed run waits when something else has taken its place, and is finished after that") {
    const StateFolder place;
    {
      Begun run{place};
      run.state.committed(run.operation, {}, {{"customer", 10}}, noon, tool);
    }
    files.make_folder(place.beside("out"));
    CHECK(message_of([&] { (void)place.open(); }) ==
          place.beside("out") +
              ": the finished output of an interrupted run belongs here, and something else stands "
              "here; move it away and run again");
    files.remove_tree(place.beside("out"));
    check_whole(place, place.beside("out"));
    CHECK(place.open().plan_was_applied(plan_hash));
  }

  TEST_CASE("places are remembered from the root, whatever folder the next run starts in") {
    const StateFolder place;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(place.beside(""));
    auto folder = AtomicFolder::create(files, "out");
    REQUIRE(folder);
    (void)place.open().begin(subject(), folder->temporary(), "out", noon, tool);
    folder->hand_over();
    std::filesystem::current_path(before);
    CHECK(place.open().recovered().at(0).final_place == place.beside("out"));
    CHECK(files.list(place.beside(""))->size() == 1);
  }

  TEST_CASE("an entry that was written and not published gets into the log once, with the next opening (A11)") {
    // The calls of `publish` fail one after the other: some before, some after the checkpoint stands.
    std::size_t published_by_next = 0;
    for (std::size_t call = 0;; ++call) {
      const StateFolder place;
      FailingFiles failing{files, static_cast<std::size_t>(-1), FailingFiles::Fails::for_good};
      bool done = true;
      {
        auto state = State::open(failing, place.path(), State::Access::write, noon, tool);
        REQUIRE(state);
        failing.fail_from(failing.calls() + call);
        try {
          state->record_plan(subject(), {}, noon, tool);
        } catch (const EnvironmentError&) {
          done = false;
        }
      }
      CAPTURE(call);
      {
        const State reader = place.open(State::Access::read);
        CHECK(reader.entry_count() == 2);
        if (!done) published_by_next += reader.known_checkpoint().size == 1 ? 1U : 0U;
      }
      CHECK(place.open().known_checkpoint().size == 2);
      CHECK(place.acts() == std::vector{Act::init, Act::plan});
      if (done) break;
    }
    CHECK(published_by_next > 20);
  }

  TEST_CASE("whichever file call of a run fails, once, for good or late, the run is wholly done or undone (F02, F03)") {
    using Fails = FailingFiles::Fails;
    for (const Fails fails : {Fails::once, Fails::for_good, Fails::after}) {
      for (std::size_t call = 0, failed = 1; failed != 0; ++call) {
        const StateFolder place;
        FailingFiles failing{files, call, fails};
        failed = 0;
        try {
          auto state = State::open(failing, place.path(), State::Access::write, noon, tool);
          REQUIRE(state);
          run(failing, *state, place.beside("out"));
        } catch (const EnvironmentError&) {
          failed = 1;
        }
        CAPTURE(call);
        CAPTURE(static_cast<int>(fails));
        if (failed == 0) CHECK(files.kind(place.beside("out")) == Kind::folder);
        check_whole(place, place.beside("out"));
      }
    }
  }

  TEST_CASE("killed at any system call, a run is wholly done or undone afterwards (P1, F01)") {
    std::size_t calls = 0;
    for (bool killed = true; killed; ++calls) {
      const StateFolder place;
      CAPTURE(calls);
      killed = killed_at(calls, [&] {
        State state = place.open();
        run(files, state, place.beside("out"));
        return 0;
      });
      check_whole(place, place.beside("out"));
    }
    CHECK(calls > 100);
  }

  TEST_CASE("killed at any system call, the making of a state leaves nothing or all of it, and can be repeated (F01)") {
    std::size_t calls = 0;
    for (bool killed = true; killed; ++calls) {
      const TemporaryFolder folder;
      CAPTURE(calls);
      const auto create = [&] {
        return State::create(files, folder / "state", "Example B.V.", origin, noon, By::cli, tool);
      };
      killed = killed_at(calls, [&] { return create() ? 0 : 1; });
      if (!files.kind(folder / "state")) {
        CHECK(killed);
        REQUIRE(create());
      }
      const auto state = State::open(files, folder / "state", State::Access::write, noon, tool);
      REQUIRE(state);
      CHECK(state->entry_count() == 1);
    }
    CHECK(calls > 40);
  }
}
