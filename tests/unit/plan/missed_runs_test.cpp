// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/missed_runs.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

// "in time", or what is said behind the promise.
std::string said(const char* every, const char* last, const char* today) {
  const Cadence cadence{.every = demand(parse_period(every)), .place = {"policy.yaml", 3, 1}};
  const auto finding = missed_runs(cadence, day(last), day(today));
  if (!finding) return "in time";
  CHECK(finding->code == "cadence.missed");
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->place.line == 3);
  return finding->message.substr(finding->message.find(", and ") + 6);
}

}  // namespace

TEST_SUITE("plan/missed_runs") {
  TEST_CASE("a run that was due and was not made in time is missed, counted from the last one (RF-13)") {
    struct Row {
      const char *every, *last, *today, *said;
    };
    const Row rows[] = {
        {"1 month", "2026-04-01", "2026-04-01", "in time"},
        {"1 month", "2026-04-01", "2026-03-01", "in time"},  // an earlier day is decided again
        {"1 month", "2026-04-01", "2026-05-01", "in time"},
        {"1 month", "2026-04-01", "2026-05-02",
         "1 run was not made in time: the last one was for 2026-04-01, and the next one was due by 2026-05-01"},
        {"1 month", "2026-04-01", "2026-06-01",
         "1 run was not made in time: the last one was for 2026-04-01, and the next one was due by 2026-05-01"},
        {"1 month", "2026-04-01", "2026-06-02",
         "2 runs were not made in time: the last one was for 2026-04-01, and the next one was due by 2026-05-01"},
        {"1 month", "2026-04-01", "2027-04-01",
         "11 runs were not made in time: the last one was for 2026-04-01, and the next one was due by 2026-05-01"},
        // The last day of a month, to the last day of the month of the next.
        {"1 month", "2026-01-31", "2026-02-28", "in time"},
        {"1 month", "2026-02-28", "2026-03-31", "in time"},
        {"1 month", "2028-02-29", "2028-03-31", "in time"},
        {"1 month", "2026-02-28", "2026-04-01",
         "1 run was not made in time: the last one was for 2026-02-28, and the next one was due by 2026-03-31"},
        {"1 month", "2026-01-31", "2026-03-01",
         "1 run was not made in time: the last one was for 2026-01-31, and the next one was due by 2026-02-28"},
        {"1 month", "2026-01-31", "2026-05-01",
         "3 runs were not made in time: the last one was for 2026-01-31, and the next one was due by 2026-02-28"},
        // Another day at the end of a month: clamped once, from the last run.
        {"1 month", "2026-01-30", "2026-02-28", "in time"},
        {"1 month", "2026-01-30", "2026-03-30",
         "1 run was not made in time: the last one was for 2026-01-30, and the next one was due by 2026-02-28"},
        {"1 month", "2026-03-30", "2026-04-30", "in time"},
        {"1 month", "2026-03-30", "2026-05-01",
         "1 run was not made in time: the last one was for 2026-03-30, and the next one was due by 2026-04-30"},
        {"1 year", "2024-02-29", "2025-02-28", "in time"},
        {"1 year", "2025-02-28", "2028-02-29",
         "2 runs were not made in time: the last one was for 2025-02-28, and the next one was due by 2026-02-28"},
        // Days are counted.
        {"7 days", "2026-02-28", "2026-03-07", "in time"},
        {"7 days", "2026-02-28", "2026-03-08",
         "1 run was not made in time: the last one was for 2026-02-28, and the next one was due by 2026-03-07"},
        {"0 days", "2026-02-28", "2027-03-08", "in time"}};
    for (const Row& row : rows) {
      CAPTURE(row.every);
      CAPTURE(row.last);
      CAPTURE(row.today);
      CHECK(said(row.every, row.last, row.today) == row.said);
    }
  }
}
