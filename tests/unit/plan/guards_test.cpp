// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/guards.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

Policy policy_with(std::string_view limits) {
  return demand(
      read_policy(policy_text("records: {}\npurposes: {}\nlimits: " + std::string{limits} + "\n"), "policy.yaml"));
}

Plan plan_of(std::uint64_t records, std::size_t affected) {
  Plan plan{.policy_sha256 = "same",
            .exports = {{.name = "club", .taken = "2026-04-01T00:00:00Z"}},
            .as_of = day("2026-04-01")};
  plan.tables.push_back({.file = "members.csv", .record = "member", .records = records});
  for (std::size_t i = 0; i < affected; ++i)
    plan.tables[0].effects.push_back({.line = i + 2, .key = std::to_string(i), .due_since = plan.as_of});
  return plan;
}

Circumstances on(std::string_view now) {
  const Instant instant = demand(parse_instant(now));
  return {.today = demand(Zone::find("Europe/Amsterdam")).date_of(instant), .now = instant};
}

// "passed", or the refusal; it must be one by a guard, with a way out.
std::string said(const Result<void>& result) {
  if (result) return "passed";
  CHECK(result.error().refusal == Refusal::guard);
  CHECK_FALSE(result.error().hint.empty());
  return result.error().message;
}

}  // namespace

TEST_SUITE("plan/guards") {
  TEST_CASE("the kill switch stops everything, also a reviewed plan") {
    Circumstances circumstances = on("2026-04-01T12:00:00Z");
    CHECK(said(guard_always(plan_of(1, 1), circumstances)) == "passed");
    circumstances.destruction_is_off = true;
    CHECK(said(guard_always(plan_of(1, 1), circumstances)) ==
          "deleting is switched off: the state folder holds a file \"destructive-off\"");
  }

  TEST_CASE("nothing is deleted before its day") {
    Plan plan = plan_of(1, 1);
    CHECK(said(guard_always(plan, on("2026-03-31T22:00:00Z"))) == "passed");  // midnight in Amsterdam
    CHECK(said(guard_always(plan, on("2026-03-31T21:59:59Z"))) ==
          "the day 2026-04-01 has not come yet; today is 2026-03-31");
    plan.as_of = day("2020-01-01");
    CHECK(said(guard_always(plan, on("2026-03-31T22:00:00Z"))) == "passed");
  }

  TEST_CASE("a clock that jumped stops the run: more than five minutes back, more than 400 days on") {
    const Plan plan = plan_of(1, 0);
    Circumstances circumstances = on("2026-04-01T12:00:00Z");
    const auto with_last = [&](Instant last) {
      circumstances.last_entry = last;
      return said(guard_always(plan, circumstances));
    };
    using namespace std::chrono_literals;
    CHECK(with_last(circumstances.now) == "passed");
    CHECK(with_last(circumstances.now + 5min) == "passed");
    CHECK(with_last(circumstances.now + 5min + 1s) ==
          "the clock says 2026-04-01T12:00:00Z, but the audit log's last entry is of 2026-04-01T12:05:01Z");
    CHECK(with_last(circumstances.now - std::chrono::days{400}) == "passed");
    CHECK(with_last(circumstances.now - std::chrono::days{400} - 1s) ==
          "the clock has gone on by more than 400 days since the audit log's last entry");
  }

  TEST_CASE("the limit is the share of a table's records, but never under the minimum") {
    const Limits limits;  // 5%, 10 records
    CHECK(most_affected(limits, 0) == 10);
    CHECK(most_affected(limits, 219) == 10);
    CHECK(most_affected(limits, 220) == 11);
    CHECK(most_affected(limits, 239) == 11);
    CHECK(most_affected(limits, 2'000'000) == 100'000);
  }

  TEST_CASE("a share is exact: 29 of 100 records are 29%") {
    for (std::uint64_t percent = 1; percent <= 100; ++percent) {
      CAPTURE(percent);
      const Limits limits = policy_with("{affected: {share: " + std::to_string(percent) + "%, minimum: 0}}").limits;
      CHECK(most_affected(limits, 100) == percent);
      CHECK(most_affected(limits, 99) == percent * 99 / 100);
      CHECK(most_affected(limits, 1'000'000) == percent * 10'000);
    }
    CHECK(most_affected(policy_with("{affected: {share: 0.0007%, minimum: 0}}").limits, 1'000'000) == 7);
  }

  TEST_CASE("more records than the limit need a reviewed plan, in each table by itself") {
    const Policy policy = policy_with("{affected: {share: 5%, minimum: 10}}");
    const Circumstances circumstances = on("2026-04-01T12:00:00Z");
    CHECK(said(guard_unattended(plan_of(400, 20), policy, circumstances)) == "passed");
    CHECK(said(guard_unattended(plan_of(400, 21), policy, circumstances)) ==
          "21 of 400 members are due, and without a reviewed plan limits.affected allows 20");
    CHECK(said(guard_unattended(plan_of(10, 10), policy, circumstances)) == "passed");
    Plan two = plan_of(400, 20);
    two.tables.push_back({.file = "visits.csv", .record = "visit", .records = 20});
    two.tables[1].effects.resize(11);
    CHECK(said(guard_unattended(two, policy, circumstances)) ==
          "11 of 20 visits are due, and without a reviewed plan limits.affected allows 10");
  }

  TEST_CASE("an export that is older than the limit on the day of the run needs a reviewed plan") {
    const Policy policy = policy_with("{export_age: 7 days}");
    Plan plan = plan_of(100, 0);
    plan.as_of = day("2026-04-08");
    CHECK(said(guard_unattended(plan, policy, on("2026-04-08T12:00:00Z"))) == "passed");
    plan.as_of = day("2026-04-09");
    CHECK(said(guard_unattended(plan, policy, on("2026-04-09T12:00:00Z"))) ==
          "the export of 2026-04-01 is older than 7 days on 2026-04-09");
    plan.exports[0].taken = "2026-04-01T22:00:00Z";  // in Amsterdam it is 2 April already
    CHECK(said(guard_unattended(plan, policy, on("2026-04-09T12:00:00Z"))) == "passed");
  }

  TEST_CASE("a plan grows old: after limits.plan_age it is not applied any more") {
    const Policy policy = policy_with("{plan_age: 1 month}");
    const auto made = [](const char* text) { return std::optional{*parse_instant(text)}; };
    CHECK(said(guard_age(made("2026-01-31T12:00:00Z"), policy, on("2026-02-28T12:00:00Z"))) == "passed");
    CHECK(said(guard_age(made("2026-01-31T12:00:00Z"), policy, on("2026-03-01T12:00:00Z"))) ==
          "the plan of 2026-01-31 is older than 1 month on 2026-03-01");
    // Days are those of the policy's zone: in Amsterdam it is 1 February already, and 2 March.
    CHECK(said(guard_age(made("2026-01-31T23:30:00Z"), policy, on("2026-03-01T22:59:59Z"))) == "passed");
    CHECK(said(guard_age(made("2026-01-31T23:30:00Z"), policy, on("2026-03-01T23:00:00Z"))) ==
          "the plan of 2026-02-01 is older than 1 month on 2026-03-02");
    CHECK(said(guard_age({}, policy, on("2026-02-01T12:00:00Z"))) == "this state does not know when the plan was made");
  }

  TEST_CASE("an export with fewer than half of the last one's records may be cut off") {
    const Policy policy = policy_with("{}");
    Circumstances circumstances = on("2026-04-01T12:00:00Z");
    circumstances.last_record_counts = {{"member", 400}};
    CHECK(said(guard_unattended(plan_of(200, 0), policy, circumstances)) == "passed");
    CHECK(said(guard_unattended(plan_of(199, 0), policy, circumstances)) ==
          "the export has 199 members, and the last one had 400");
    // Two files of one record type count together.
    Plan two = plan_of(100, 0);
    two.tables.push_back(two.tables[0]);
    CHECK(said(guard_unattended(two, policy, circumstances)) == "passed");
  }

  TEST_CASE("a record type that is gone from the export altogether has fewer than half, too") {
    const Policy policy = policy_with("{}");
    Circumstances circumstances = on("2026-04-01T12:00:00Z");
    circumstances.last_record_counts = {{"member", 100}, {"visit", 1}};
    CHECK(said(guard_unattended(plan_of(100, 0), policy, circumstances)) ==
          "the export has 0 visits, and the last one had 1");
    circumstances.last_record_counts = {{"member", 100}, {"visit", 0}};
    CHECK(said(guard_unattended(plan_of(100, 0), policy, circumstances)) == "passed");
  }

  TEST_CASE("another policy than last time needs a reviewed plan; a first run does not") {
    const Policy policy = policy_with("{}");
    Circumstances circumstances = on("2026-04-01T12:00:00Z");
    CHECK(said(guard_unattended(plan_of(100, 0), policy, circumstances)) == "passed");
    circumstances.last_policy_sha256 = "same";
    CHECK(said(guard_unattended(plan_of(100, 0), policy, circumstances)) == "passed");
    circumstances.last_policy_sha256 = "other";
    CHECK(said(guard_unattended(plan_of(100, 0), policy, circumstances)) ==
          "the policy has changed since the last run");
  }
}
