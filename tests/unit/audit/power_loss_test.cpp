// SPDX-License-Identifier: Apache-2.0
// An append under every fault: the log is the old one or the new one, whole, and can be gone on with (3.4, A11).

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <ostream>
#include <random>

#include "libcompliance/audit/tree.h"
#include "tests/support/memory_files.h"
#include "tests/unit/audit/sample_log.h"

using namespace compliance;
using compliance::testing::FailingFiles;
using compliance::testing::make_log;
using compliance::testing::MemoryFiles;
using compliance::testing::sample_leaves;

namespace {

// The append finishes one bundle, begins another and starts a level.
constexpr std::uint64_t old_size = 254, new_size = 259, next_size = 260;

std::span<const std::string> leaves(std::uint64_t from, std::uint64_t to) {
  static const std::vector<std::string> all = sample_leaves(0, next_size);
  return std::span{all}.subspan(from, to - from);
}

void append(FileSystem& files) { AuditLog::open(files, "/audit", "/audit.key").append(leaves(old_size, new_size)); }

const std::map<std::string, std::string>& old_log() {
  static const std::map<std::string, std::string> log = [] {
    MemoryFiles files;
    make_log(files, "/audit", old_size, old_size);
    std::map<std::string, std::string> texts;
    for (const std::string& path : files.paths())
      if (!path.ends_with('/')) texts[path] = files.text(path);
    return texts;
  }();
  return log;
}

void put_old_log(MemoryFiles& files) {
  for (const auto& [path, text] : old_log()) files.put(path, text);
}

// The size of the log, if it verifies; else none.
std::optional<std::uint64_t> whole_size(MemoryFiles& files) {
  const auto report = verify_log(files, "/audit", *LogVerifier::parse(files.text("/audit/verifier")));
  if (!report || !report->findings.empty()) return std::nullopt;
  return report->checkpoint.size;
}

// Whether the next run can go on from here to the log that it would have been without the fault.
bool can_go_on(MemoryFiles& files) {
  static const Digest root = [] {
    std::vector<Digest> hashes;
    for (const std::string& leaf : leaves(0, next_size)) hashes.push_back(leaf_hash(leaf));
    return tree_hash(hashes);
  }();
  AuditLog log = AuditLog::open(files, "/audit", "/audit.key");
  log.append(leaves(log.checkpoint().size, next_size));
  return log.checkpoint().root == root &&
         std::ranges::equal(*read_leaves(files, "/audit", 0, next_size), leaves(0, next_size));
}

using Survives = std::function<bool(MemoryFiles::Unsynced)>;

std::vector<Survives> survivals() {
  std::vector<Survives> all{[](auto) { return false; }, [](auto) { return true; },
                            [](auto what) { return what == MemoryFiles::Unsynced::name; }};
  for (unsigned seed = 0; seed < 3; ++seed)
    all.emplace_back([random = std::mt19937{seed}](auto) mutable { return random() % 2 == 0; });
  return all;
}

struct Outcome {
  bool done;  // the append had returned
  bool fine;  // the log is the new one, or the old one if the append had not returned; and one can go on
};

Outcome cut_power(std::size_t steps, const Survives& survives, MemoryFiles::Lies lies = {}) {
  MemoryFiles files{lies};
  put_old_log(files);
  files.fail_power_after(steps);
  bool done = true;
  try {
    append(files);
  } catch (const MemoryFiles::PowerFailed&) {
    done = false;
  }
  files.lose_power(survives);
  const auto size = whole_size(files);
  return {done, (size == new_size || (size == old_size && !done)) && can_go_on(files)};
}

}  // namespace

TEST_SUITE("audit/power loss") {
  TEST_CASE("append leaves the old log or the new one after a power cut at any step (F05, F06)") {
    std::size_t steps = 0;
    for (bool done = false; !done; ++steps) {
      for (const Survives& survives : survivals()) {
        CAPTURE(steps);
        const Outcome outcome = cut_power(steps, survives);
        CHECK(outcome.fine);
        done = outcome.done;
      }
    }
    CHECK(steps > 30);
  }

  TEST_CASE("the power cut test sees a missing fsync and a missing sync of a name (F07)") {
    const auto never = static_cast<std::size_t>(-1);
    const auto nothing = [](auto) { return false; };
    CHECK(cut_power(never, nothing).fine);
    CHECK_FALSE(cut_power(never, nothing, {.close_syncs_nothing = true}).fine);
    CHECK_FALSE(cut_power(never, nothing, {.rename_syncs_nothing = true}).fine);
    CHECK_FALSE(cut_power(never, nothing, {.sync_folder_syncs_nothing = true}).fine);
  }

  TEST_CASE("append leaves the old log or the new one whichever call fails, and can be repeated (F02, F03)") {
    const auto count_calls = [] {
      MemoryFiles files;
      put_old_log(files);
      FailingFiles passing{files, static_cast<std::size_t>(-1), FailingFiles::Fails::once};
      append(passing);
      return passing.calls();
    };
    const std::size_t calls = count_calls();
    REQUIRE(calls > 40);
    for (std::size_t call = 0; call < calls; ++call) {
      for (const auto fails : {FailingFiles::Fails::once, FailingFiles::Fails::for_good, FailingFiles::Fails::after}) {
        CAPTURE(call);
        MemoryFiles files;
        put_old_log(files);
        FailingFiles failing{files, call, fails};
        CHECK_THROWS_AS(append(failing), EnvironmentError);
        const auto size = whole_size(files);
        CHECK((size == old_size || size == new_size));
        CHECK(can_go_on(files));
      }
    }
  }
}
