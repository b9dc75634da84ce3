// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/requests/fixture.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

const Period four_weeks{0, 28};

}  // namespace

TEST_SUITE("requests/clock") {
  TEST_CASE("a month, the next working day and four weeks, as the law's examples have them (TC-01 to TC-05, TC-08)") {
    struct Row {
      const char* received;
      const char* nominal;
      const char* legal_latest;
      const char* four_weeks;
    };
    const Row rows[] = {
        {"2026-01-31", "2026-02-28", "2026-03-02", "2026-02-28"},  // TC-01
        {"2028-01-31", "2028-02-29", "2028-02-29", "2028-02-28"},  // TC-02
        {"2028-02-29", "2028-03-29", "2028-03-29", "2028-03-28"},  // TC-03
        {"2026-08-31", "2026-09-30", "2026-09-30", "2026-09-28"},  // TC-04
        {"2026-03-05", "2026-04-05", "2026-04-07", "2026-04-02"},  // TC-05: Easter
        {"2026-04-05", "2026-05-05", "2026-05-06", "2026-05-03"},  // TC-08: Liberation Day, every year
        {"2026-03-27", "2026-04-27", "2026-04-28", "2026-04-24"},  // King's Day
        {"2026-04-25", "2026-05-25", "2026-05-26", "2026-05-23"},  // Whit Monday
        {"2026-11-25", "2026-12-25", "2026-12-28", "2026-12-23"},  // Christmas, and a weekend
        {"2025-12-01", "2026-01-01", "2026-01-02", "2025-12-29"},
        {"2026-02-01", "2026-03-01", "2026-03-02", "2026-03-01"}};  // TC-12, once the zone has made it the 1st
    for (const Row& row : rows) {
      CAPTURE(row.received);
      Request asked = request(RequestType::access, row.received);
      Deadlines dates = deadlines_of(asked);
      CHECK(text(dates.nominal) == row.nominal);
      CHECK(text(dates.legal_latest) == row.legal_latest);
      CHECK(text(dates.target) == row.nominal);
      CHECK_FALSE(dates.promise);
      asked.terms.promise = four_weeks;
      dates = deadlines_of(asked);
      CHECK(text(dates.promise) == row.four_weeks);
      CHECK(dates.target == std::min(dates.nominal, *dates.promise));
      CHECK(text(dates.legal_latest) == row.legal_latest);
    }
  }

  TEST_CASE("a target on a day off names the last working day before it (TC-01)") {
    CHECK(text(deadlines_of(request(RequestType::access, "2026-01-31")).last_working_day_before) == "2026-02-27");
    CHECK(text(deadlines_of(request(RequestType::access, "2026-03-05")).last_working_day_before) == "2026-04-02");
    CHECK_FALSE(deadlines_of(request(RequestType::access, "2026-08-31")).last_working_day_before);
  }

  TEST_CASE("King's Day on a Sunday is the Saturday before (TC-07)") {
    CHECK_FALSE(is_working_day(day("2025-04-26"), "NL", Contested::keep));
    CHECK(is_working_day(day("2025-04-28"), "NL", Contested::keep));
    CHECK(is_working_day(day("2025-04-28"), "NL", Contested::extend));
  }

  TEST_CASE("days off that are contested do not make the end later by themselves, and are named (TC-09, TC-10)") {
    const Request good_friday = request(RequestType::access, "2026-03-03");
    CHECK(text(deadlines_of(good_friday).legal_latest) == "2026-04-03");
    REQUIRE(deadlines_of(good_friday).contested.size() == 1);
    CHECK(deadlines_of(good_friday).contested[0].rule == "nl-good-friday");
    CHECK(text(deadlines_of(good_friday, Contested::extend).legal_latest) == "2026-04-07");
    const Request decree = request(RequestType::access, "2026-04-14");
    CHECK(text(deadlines_of(decree).legal_latest) == "2026-05-15");
    CHECK(text(deadlines_of(decree, Contested::extend).legal_latest) == "2026-05-18");
    CHECK(deadlines_of(request(RequestType::access, "2026-08-31")).contested.empty());
  }

  TEST_CASE("an extension goes by the earlier reading, and beyond the promise (TC-15)") {
    Request asked = request(RequestType::access, "2026-01-31");
    asked.terms.promise = four_weeks;
    CHECK(text(deadlines_of(asked).extend_by) == "2026-02-28");
    asked = with(asked, step(StepKind::extended, "2026-02-20", {"complexity", "number"}));
    const Deadlines dates = deadlines_of(asked);
    CHECK(text(dates.nominal) == "2026-04-28");
    CHECK(text(dates.target) == "2026-04-28");
    CHECK_FALSE(dates.extend_by);
    CHECK(text(deadlines_of(with(request(RequestType::access, "2026-01-15"), step(StepKind::extended, "2026-02-01")))
                   .target) == "2026-04-15");
  }

  TEST_CASE("a question about identity does not move the target, and a second date shows the other reading (TC-17)") {
    Request asked = with(request(RequestType::access, "2026-05-01"),
                         step(StepKind::identity_asked, "2026-05-02", {"known_contact"}));
    CHECK(text(deadlines_of(asked).target) == "2026-06-01");
    CHECK(text(deadlines_of(asked).suspended_since) == "2026-05-02");
    CHECK_FALSE(deadlines_of(asked).with_suspension);
    asked = recognised(asked, "2026-05-12");
    CHECK(text(deadlines_of(asked).target) == "2026-06-01");
    CHECK_FALSE(deadlines_of(asked).suspended_since);
    CHECK(text(deadlines_of(asked).with_suspension) == "2026-06-11");
  }

  TEST_CASE("California: ten business days, 45 days and 90 in all, also while identity is open (TC-25)") {
    Request asked = with(request(RequestType::ccpa_delete, "2026-01-02"),
                         step(StepKind::identity_asked, "2026-01-03", {"known_contact"}));
    CHECK(text(deadlines_of(asked).confirm_by) == "2026-01-16");
    CHECK(text(deadlines_of(asked).target) == "2026-02-16");
    CHECK_FALSE(deadlines_of(asked).suspended_since);
    CHECK(text(deadlines_of(with(asked, step(StepKind::extended, "2026-02-01", {"complexity"}))).target) ==
          "2026-04-02");
    CHECK(text(deadlines_of(request(RequestType::ccpa_opt_out, "2026-01-02")).target) == "2026-01-23");
    CHECK_FALSE(deadlines_of(request(RequestType::ccpa_opt_out, "2026-01-02")).extend_by);
  }

  TEST_CASE("six weeks for the court end on a working day (TC-24)") {
    CHECK(text(court_end(day("2026-03-02"))) == "2026-04-13");
    CHECK(text(court_end(day("2026-02-20"))) == "2026-04-07");  // Good Friday counts by the Algemene termijnenwet
  }

  TEST_CASE("people are told of data from others within a month, or at the first contact or disclosure (TC-27)") {
    CHECK(text(notice_due({.on = day("2026-01-31")})) == "2026-02-28");
    CHECK(text(notice_due({.on = day("2026-01-31"), .first_disclosure = day("2026-02-10")})) == "2026-02-10");
    CHECK(text(notice_due(
              {.on = day("2026-01-31"), .first_contact = day("2026-02-05"), .first_disclosure = day("2026-02-10")})) ==
          "2026-02-05");
    CHECK(text(notice_due({.on = day("2026-01-31"), .promise = Period{0, 14}})) == "2026-02-14");
  }

  TEST_CASE("seven days for second thoughts are calendar days (TC-115, TC-119)") {
    Request asked = request(RequestType::account_deletion, "2026-03-02");
    CHECK_FALSE(window_end(asked));
    asked.terms.window = Period{0, 7};
    CHECK(text(window_end(asked)) == "2026-03-09");
    asked.received = day("2026-03-25");
    CHECK(text(window_end(asked)) == "2026-04-01");
  }
}
