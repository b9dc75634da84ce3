// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/jobs/jobs.h"

#include <doctest/doctest.h>

#include <ostream>

using namespace compliance;

namespace {

Result<std::vector<Job>> read(const std::string& jobs, const std::string& source = "folder/jobs.yaml") {
  return read_jobs("compliance: 1\njobs:\n" + jobs, source);
}

std::string refusal(const std::string& jobs) {
  const auto read_back = read(jobs);
  return read_back ? "accepted" : to_string(read_back.error());
}

using Words = std::vector<std::string>;

}  // namespace

TEST_SUITE("jobs") {
  TEST_CASE("read_jobs keeps the order of the file, and takes paths relative to it") {
    const auto jobs = read(
        "  verify: {run: audit-verify, state: ../state}\n"
        "  clean: {run: retain, policy: p.yaml, export: /data/export, out: 'out/{date}', every: 1 month}\n");
    REQUIRE(jobs);
    REQUIRE(jobs->size() == 2);
    CHECK((*jobs)[0].name == "verify");
    CHECK((*jobs)[0].state == "folder/../state");
    CHECK((*jobs)[1].policy == "folder/p.yaml");
    CHECK((*jobs)[1].source == "/data/export");
    CHECK((*jobs)[1].out == "folder/out/{date}");
    CHECK((*jobs)[1].every == Period{.months = 1});
    CHECK((*jobs)[1].place == Place{"folder/jobs.yaml", 4, 3});
    const auto here = read("  t: {run: test, policy: p.yaml}\n", "jobs.yaml");
    REQUIRE(here);
    CHECK(here->front().policy == "p.yaml");
  }

  TEST_CASE("read_jobs refuses a job that lacks what its command needs, or has what it does not take") {
    CHECK(refusal("  a: {run: retain, policy: p}\n") == "folder/jobs.yaml:3:3: run: retain needs \"export\"");
    CHECK(refusal("  a: {run: check}\n") == "folder/jobs.yaml:3:3: run: check needs \"policy\"");
    CHECK(refusal("  a: {run: check, policy: p, out: o}\n") ==
          "folder/jobs.yaml:3:35: \"out\" does not go with run: check");
    CHECK(refusal("  a: {run: test, policy: p, export: e}\n") ==
          "folder/jobs.yaml:3:37: \"export\" does not go with run: test");
    CHECK(refusal("  a: {run: audit-verify, policy: p}\n") ==
          "folder/jobs.yaml:3:34: \"policy\" does not go with run: audit-verify");
    CHECK(refusal("  a: {run: retain, policy: p, export: e, out: 'o/{day}'}\n") ==
          "folder/jobs.yaml:3:47: expected no braces but {date}");
  }

  TEST_CASE("read_jobs refuses every command that is not in the closed list") {
    for (const std::string command : {"sh", "apply", "run", "audit", "init"}) {
      CAPTURE(command);
      CHECK_FALSE(read("  a: {run: " + command + ", policy: p}\n"));
    }
  }

  TEST_CASE("command_line_of: a path is never an option, and {date} is the day that is decided for") {
    const auto jobs = read(
        "  clean: {run: retain, policy: -p, export: --out, out: '-{date}-{date}', state: -s}\n"
        "  look: {run: check, policy: p}\n  verify: {run: audit-verify}\n",
        "jobs.yaml");
    REQUIRE(jobs);
    const Date day = *parse_date("2026-04-01");
    CHECK(is_dated((*jobs)[0]));
    CHECK_FALSE(is_dated((*jobs)[1]));
    CHECK(command_line_of((*jobs)[0], day) ==
          Words{"retain", "--as-of=2026-04-01", "--state=-s", "--out=-2026-04-01-2026-04-01", "--", "-p", "--out"});
    CHECK(command_line_of((*jobs)[1], {}) == Words{"check", "--", "p"});
    CHECK(command_line_of((*jobs)[2], day) == Words{"audit", "verify", "--as-of=2026-04-01", "--"});
  }
}
