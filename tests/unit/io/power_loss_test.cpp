// SPDX-License-Identifier: Apache-2.0
// An AtomicFolder with three files, under every fault: the place holds nothing or all of it (P1, P2, F01–F07).
#include <doctest/doctest.h>

#include <functional>
#include <ostream>
#include <random>

#include "libcompliance/io/files.h"
#include "tests/support/memory_files.h"

using namespace compliance;
using compliance::testing::FailingFiles;
using compliance::testing::MemoryFiles;

namespace {

const std::map<std::string, std::string> contents{
    {"customers.csv", "C1;x\n"}, {"work/contacts.csv", "K1;y\n"}, {"work/lists/z.csv", ""}};

void write_atomically(FileSystem& files) {
  auto folder = AtomicFolder::create(files, "/data/out");
  if (!folder) throw std::logic_error(to_string(folder.error()));
  for (const auto& [name, text] : contents) {
    const auto file = files.create(folder->inside(name));
    for (const char byte : text) file->write({&byte, 1});
    file->close();
  }
  folder->commit();
}

// What somebody writes who has not thought about it. The test must see that it is wrong.
void write_in_place(FileSystem& files) {
  for (const char* folder : {"/data/out", "/data/out/work", "/data/out/work/lists"}) files.make_folder(folder);
  for (const auto& [name, text] : contents) {
    const auto file = files.create("/data/out/" + name);
    file->write(text);
    file->close();
  }
  for (const char* folder : {"/data/out/work/lists", "/data/out/work", "/data/out", "/data"}) files.sync_folder(folder);
}

enum class Found { nothing, complete, part };

Found look(MemoryFiles& files) {
  if (!files.kind("/data/out")) return Found::nothing;
  for (const auto& [name, text] : contents)
    if (files.kind("/data/out/" + name) != Kind::file || files.text("/data/out/" + name) != text) return Found::part;
  return Found::complete;
}

using Write = void (*)(FileSystem&);
using Survives = std::function<bool(MemoryFiles::Unsynced)>;

// Every way in which a power cut is tried at one point: nothing unsynced is found again; everything; names without
// contents; and random mixtures.
std::vector<Survives> survivals() {
  std::vector<Survives> all{[](auto) { return false; }, [](auto) { return true; },
                            [](auto what) { return what == MemoryFiles::Unsynced::name; },
                            [](auto what) { return what != MemoryFiles::Unsynced::name; }};
  for (unsigned seed = 0; seed < 12; ++seed)
    all.emplace_back([random = std::mt19937{seed}](auto) mutable { return random() % 2 == 0; });
  return all;
}

// The number of power cuts, of all points and ways, after which the place is neither empty nor complete, or after which
// what was reported as done is not there.
std::size_t violations(Write write, MemoryFiles::Lies lies = {}) {
  std::size_t count = 0;
  for (std::size_t steps = 0, done = 0; done == 0; ++steps) {
    for (const Survives& survives : survivals()) {
      MemoryFiles files{lies};
      files.put("/data/export.csv", "input");
      files.fail_power_after(steps);
      bool reported_done = true;
      try {
        write(files);
      } catch (const MemoryFiles::PowerFailed&) {
        reported_done = false;
      }
      done = reported_done ? 1 : 0;
      files.lose_power(survives);
      const Found found = look(files);
      if (found == Found::part || (reported_done && found != Found::complete)) ++count;
      if (files.text("/data/export.csv") != "input") ++count;
    }
    if (steps > 1000) throw std::logic_error("the write never ends");
  }
  return count;
}

}  // namespace

TEST_SUITE("io/power loss") {
  TEST_CASE("AtomicFolder is absent or complete after a power cut at any step, and complete once reported (F05, F06)") {
    CHECK(violations(write_atomically) == 0);
  }

  TEST_CASE("the power cut test sees a missing fsync, a missing folder sync and writing in place (F07)") {
    CHECK(violations(write_atomically, {.close_syncs_nothing = true}) > 0);
    CHECK(violations(write_atomically, {.sync_folder_syncs_nothing = true}) > 0);
    CHECK(violations(write_atomically, {.rename_syncs_nothing = true}) > 0);
    CHECK(violations(write_in_place) > 0);
  }

  TEST_CASE("AtomicFolder::hand_over keeps the prepared folder through a power cut before the rename (F16)") {
    for (const Survives& survives : survivals()) {
      MemoryFiles files;
      auto folder = AtomicFolder::create(files, "/out");
      REQUIRE(folder);
      const auto file = files.create(folder->inside("a/b"));
      file->write("text");
      file->close();
      folder->hand_over();
      files.lose_power(survives);
      CHECK(files.text(folder->temporary() + "/a/b") == "text");
    }
  }

  TEST_CASE("AtomicFolder is absent or complete whichever call fails, once or for good (F02, F03)") {
    using Fails = FailingFiles::Fails;
    const auto never = static_cast<std::size_t>(-1);
    const auto run = [](std::size_t call, Fails fails) {
      MemoryFiles files;
      files.put("/data/export.csv", "input");
      FailingFiles failing{files, call, fails};
      bool done = true;
      try {
        write_atomically(failing);
      } catch (const EnvironmentError& error) {
        done = false;
        CHECK(std::string{error.what()}.ends_with(": No space left on device"));
      }
      struct Outcome {
        bool done;
        Found found;
        std::size_t paths;
        std::size_t calls;
      };
      return Outcome{done, look(files), files.paths().size(), failing.calls()};
    };
    const auto clean = run(never, Fails::once);
    REQUIRE(clean.done);
    REQUIRE(clean.found == Found::complete);
    REQUIRE(clean.calls > 30);
    for (std::size_t call = 0; call < clean.calls; ++call) {
      CAPTURE(call);
      for (const Fails fails : {Fails::once, Fails::for_good, Fails::after}) {
        const auto outcome = run(call, fails);
        CHECK_FALSE(outcome.done);
        // The last call is the rename: when it is carried out and then fails, all is in place and a failure reported.
        const bool renamed = fails == Fails::after && call + 1 == clean.calls;
        CHECK(outcome.found == (renamed ? Found::complete : Found::nothing));
        if (fails == Fails::once) CHECK(outcome.paths == 2);  // the input: no temporary is left
      }
    }
  }
}
