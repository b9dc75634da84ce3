// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/requests/breach.h"

#include "libcompliance/calendar/local_instant.h"
#include "tests/unit/requests/fixture.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

const Instant noon = *parse_instant("2026-03-27T12:00:00+01:00");

std::string refusal(const BreachEnd& end) {
  Breach breach;
  breach.name = "B-2026-000001";
  breach.aware_at = noon;
  const Result<void> allowed = may_close(breach, end);
  return allowed ? "allowed" : allowed.error().message;
}

}  // namespace

TEST_SUITE("requests/breach") {
  TEST_CASE("the authority is told within 72 hours, across the change of the clocks and holidays (TC-21 to TC-23)") {
    struct Row {
      const char* aware;
      const char* deadline;
    };
    const Row rows[] = {{"2026-03-27T23:30:00+01:00", "2026-03-31T00:30:00+02:00"},
                        {"2026-10-23T14:10:00+02:00", "2026-10-26T13:10:00+01:00"},
                        {"2026-12-24T16:45:00+01:00", "2026-12-27T16:45:00+01:00"}};
    const Zone zone = *Zone::find("Europe/Amsterdam");
    for (const Row& row : rows) CHECK(format_local(breach_deadline(*parse_instant(row.aware)), zone) == row.deadline);
  }

  TEST_CASE("the register is complete only with what the law asks (Art. 33(1), 33(5), 34)") {
    const Instant soon = noon + std::chrono::hours{10}, late = noon + std::chrono::hours{73};
    CHECK(refusal({}) == "expected how great the risk to people is");
    CHECK(refusal({.risk = BreachRisk::likely}) == "expected what was done about it");
    CHECK(refusal({.risk = BreachRisk::unlikely, .measures = "m"}) == "expected why the risk is unlikely");
    CHECK(refusal({.risk = BreachRisk::unlikely, .not_notified_because = "encrypted", .measures = "m"}) == "allowed");
    CHECK(refusal({.risk = BreachRisk::likely, .measures = "m"}) == "with this risk the authority is told");
    CHECK(refusal({.risk = BreachRisk::likely, .notified_at = soon, .measures = "m"}) == "allowed");
    CHECK(refusal({.risk = BreachRisk::likely, .notified_at = late, .measures = "m"}) ==
          "the authority was told after 72 hours");
    CHECK(refusal({.risk = BreachRisk::likely, .notified_at = late, .late_because = "why", .measures = "m"}) ==
          "allowed");
    CHECK(refusal({.risk = BreachRisk::high, .notified_at = soon, .measures = "m"}) ==
          "with a high risk the people are told");
    CHECK(refusal(
              {.risk = BreachRisk::high, .notified_at = soon, .persons_told_on = day("2026-03-28"), .measures = "m"}) ==
          "allowed");
    CHECK(refusal({.risk = BreachRisk::likely, .notified_at = noon - std::chrono::hours{1}, .measures = "m"}) ==
          "the authority cannot have been told before anybody knew");
  }
}
