// SPDX-License-Identifier: Apache-2.0
// A state in a folder of its own, a run on it, and what must hold of both afterwards.

#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <ostream>

#include "libcompliance/io/files.h"
#include "libcompliance/state/state.h"
#include "tests/support/child.h"
#include "tests/support/temporary_folder.h"

namespace compliance::testing {

inline constexpr std::string_view noon = "2026-04-01T12:00:00Z";
inline constexpr std::string_view tool = "0.1.0";
inline constexpr std::string_view origin = "example.nl/audit";
inline const std::string policy_hash(64, 'a');
inline const std::string plan_hash(64, 'b');

class StateFolder {
 public:
  StateFolder() {
    const auto made = State::create(operating_system(), path(), "Example B.V.", origin, noon, By::cli, tool);
    if (!made) throw std::logic_error(to_string(made.error()));
  }

  std::string path() const { return folder_ / "state"; }
  std::string operator/(const std::string& name) const { return path() + "/" + name; }
  std::string beside(const std::string& name) const { return folder_ / name; }

  State open(State::Access access = State::Access::write, std::string_view now = noon) const {
    auto state = State::open(operating_system(), path(), access, now, tool);
    if (!state) throw std::logic_error(to_string(state.error()));
    return *std::move(state);
  }

  std::vector<AuditEntry> entries() const {
    const std::uint64_t size = open(State::Access::read).known_checkpoint().size;
    const auto leaves = read_leaves(operating_system(), *this / "audit", 0, size);
    if (!leaves) throw std::logic_error(to_string(leaves.error()));
    std::vector<AuditEntry> entries;
    for (const std::string& leaf : *leaves) entries.push_back(*parse_leaf(leaf));
    return entries;
  }

  std::vector<Act> acts() const {
    std::vector<Act> acts;
    for (const AuditEntry& entry : entries()) acts.push_back(entry.act);
    return acts;
  }

 private:
  TemporaryFolder folder_;
};

inline RunSubject subject() {
  return {.command = RunSubject::Command::retain,
          .by = By::timer,
          .policy_name = "duck",
          .policy_sha256 = policy_hash,
          .plan_sha256 = plan_hash,
          .as_of = "2026-04-01"};
}

/// A whole run that puts two files at `out`.
inline void run(FileSystem& files, State& state, const std::string& out) {
  auto folder = AtomicFolder::create(files, out);
  if (!folder) throw std::logic_error(to_string(folder.error()));
  const std::string operation = state.begin(subject(), folder->temporary(), out, noon, tool);
  for (const char* name : {"customers.csv", "work/customers.csv"}) {
    const auto file = files.create(folder->inside(name));
    file->write(name);
    file->close();
  }
  folder->hand_over();
  state.committed(operation, {{"erased", 2}}, {{"customer", 10}}, noon, tool);
  folder->commit();
  state.done(operation);
}

/// Opens the state after whatever happened to a run on it, and checks that the run is wholly done or wholly undone.
inline void check_whole(const StateFolder& place, const std::string& out) {
  FileSystem& files = operating_system();
  std::vector<RecoveredRun> recovered;
  bool applied = false;
  {
    const State state = place.open();
    recovered = state.recovered();
    applied = state.plan_was_applied(plan_hash);
    CHECK(state.known_checkpoint().size == state.entry_count());
    CHECK(state.last_policy_sha256("duck").has_value() == applied);
    CHECK(state.last_record_counts("duck").size() == (applied ? 1 : 0));
    const auto report = verify_log(files, state.audit_folder(), state.verifier(), {}, state.known_checkpoint());
    REQUIRE(report);
    for (const Finding& finding : report->findings) FAIL_CHECK(finding.code, ": ", finding.message);
    CHECK(report->checkpoint.size == state.entry_count());
  }
  CHECK(files.kind(out).has_value() == applied);
  for (const char* name : {"customers.csv", "work/customers.csv"})
    if (applied) CHECK(*read_file(files, join_path(out, name), 100) == name);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(parent_path(out)))
    CHECK(entry.path().extension() != ".tmp");
  for (const RecoveredRun& run : recovered)
    CHECK(run.outcome == (applied ? RecoveredRun::Outcome::finished : RecoveredRun::Outcome::undone));
  const std::vector<Act> acts = place.acts();
  CHECK(acts.front() == Act::init);
  if (acts.size() > 1) CHECK(acts.back() == (applied ? Act::retain_commit : Act::retain_abort));
  CHECK(acts.size() <= 3);
  CHECK(place.open().recovered().empty());
  CHECK(place.acts() == acts);
}

template <class Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (const EnvironmentError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace compliance::testing
