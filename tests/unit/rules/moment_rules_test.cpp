// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/rules/moment_rules.h"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

using namespace compliance;

namespace {

constexpr Date today{std::chrono::year{2026}, std::chrono::April, std::chrono::day{1}};

// The cells of one record: the date, the status, the first day that is plausible, the day of a new start. "" is blank;
// a day is written as it is, other states by their names.
Cell cell(std::string_view text, std::uint16_t column) {
  Cell cell{.blank = text.empty(), .column = column};
  if (text == "invalid") {
    cell.date.state = DateState::invalid;
  } else if (text == "ambiguous") {
    cell.date.state = DateState::ambiguous;
  } else if (text == "sentinel") {
    cell.date.state = DateState::sentinel;
  } else if (text == "yes" || text == "no") {
    cell.word = text == "yes" ? 0 : 1;
  } else if (const auto day = parse_date(text)) {
    cell.date = {DateState::day, *day};
  }  // any other text is a word that nobody mapped
  return cell;
}

RecordView record_of(std::span<const Cell> cells) {
  RecordView record{};
  record.cells = cells;
  record.line = 7;
  return record;
}

enum class Status { declared, absent };

MomentValue value(std::string_view date, std::string_view status, std::string_view first, std::string_view resumed,
                  Status not_yet_when = Status::declared) {
  Moment moment{.date = 0, .not_before = 2, .resumed_on = 3};
  if (not_yet_when == Status::declared) moment.not_yet_when = Condition{.field = {0, 1}, .words = {0}};
  const std::array cells{cell(date, 1), cell(status, 2), cell(first, 3), cell(resumed, 4)};
  return evaluate(moment, record_of(cells), today);
}

std::string text_of(const MomentValue& value) {
  switch (value.state) {
    case MomentValue::State::none:
      return "none";
    case MomentValue::State::day:
      return format_date(value.day);
    case MomentValue::State::not_yet:
      return "not yet";
    case MomentValue::State::unknown:
      return std::string{word_of(value.why, unknown_words)};
  }
  return "";
}

MomentValue of(MomentValue::State state, Date day = {}) { return {.state = state, .day = day}; }

std::vector<MomentValue> all_values() {
  return {of(MomentValue::State::none), of(MomentValue::State::unknown), of(MomentValue::State::not_yet),
          of(MomentValue::State::day, today), of(MomentValue::State::day, add_days(today, 1))};
}

}  // namespace

TEST_SUITE("rules/moment_rules") {
  TEST_CASE("a moment is a day, not yet, or unknown with its reason") {
    struct Row {
      std::string_view date, status, first, resumed, expected;
      std::uint16_t column;  // where the value stands that decided
    };
    const std::array rows{
        // A blank date.
        Row{"", "yes", "", "", "not yet", 2},
        Row{"", "no", "", "", "no_date", 1},  // TC-38: a former customer without a date
        Row{"", "", "", "", "no_word", 2},
        Row{"", "mapped to nothing", "", "", "unknown_word", 2},
        Row{"", "yes", "2020-01-01", "2021-01-01", "not yet", 2},
        // A day.
        Row{"2025-03-31", "no", "", "", "2025-03-31", 1},
        Row{"2025-03-31", "", "", "", "2025-03-31", 1},
        Row{"2025-03-31", "yes", "", "", "contradiction", 1},
        Row{"2026-04-01", "yes", "", "", "2026-04-01", 1},    // today has not passed
        Row{"2026-12-31", "yes", "", "", "2026-12-31", 1},    // TC-42: leaves at the end of the year
        Row{"2026-12-31", "no", "", "", "contradiction", 1},  // gone already, on a day to come
        // Dates that are none (TC-38 to TC-40), whatever else stands there.
        Row{"invalid", "yes", "", "", "invalid_date", 1},
        Row{"invalid", "no", "2020-01-01", "2021-01-01", "invalid_date", 1},
        Row{"ambiguous", "yes", "", "", "ambiguous_date", 1},
        Row{"ambiguous", "no", "", "", "ambiguous_date", 1},
        Row{"sentinel", "yes", "", "", "sentinel_date", 1},
        Row{"sentinel", "", "", "", "sentinel_date", 1},
        // The first plausible day (TC-43).
        Row{"2020-01-01", "no", "2020-01-01", "", "2020-01-01", 1},
        Row{"2019-12-31", "no", "2020-01-01", "", "implausible_date", 1},
        Row{"2019-12-31", "yes", "2020-01-01", "", "implausible_date", 1},
        Row{"2019-12-31", "no", "invalid", "", "invalid_date", 3},
        Row{"2019-12-31", "no", "sentinel", "", "sentinel_date", 3},
        // A new start (RF-28, TC-47): on or after the day it makes it void, before it says nothing.
        Row{"2020-05-01", "no", "", "2020-04-30", "2020-05-01", 1},
        Row{"2020-05-01", "no", "", "2020-05-01", "contradiction", 1},
        Row{"2020-05-01", "yes", "", "2022-01-01", "not yet", 2},
        Row{"2020-05-01", "", "", "2022-01-01", "no_word", 2},
        Row{"2020-05-01", "no", "", "invalid", "invalid_date", 4},
        Row{"2020-05-01", "no", "", "ambiguous", "ambiguous_date", 4},
        Row{"", "yes", "", "sentinel", "sentinel_date", 4},
        // A day that is void is not implausible as well.
        Row{"2019-12-31", "yes", "2020-01-01", "2022-01-01", "not yet", 2},
    };
    for (const Row& row : rows) {
      CAPTURE(row.date);
      CAPTURE(row.status);
      CAPTURE(row.first);
      CAPTURE(row.resumed);
      const MomentValue found = value(row.date, row.status, row.first, row.resumed);
      CHECK(text_of(found) == row.expected);
      CHECK(found.spot == Spot{.table = 0, .column = row.column, .line = 7});
    }
  }

  TEST_CASE("without not_yet_when a blank date is always unknown") {
    CHECK(text_of(value("", "yes", "", "", Status::absent)) == "no_date");
    CHECK(text_of(value("2025-03-31", "yes", "", "", Status::absent)) == "2025-03-31");
  }

  TEST_CASE("no combination of cells makes a day of what is none, or not yet of what is not said") {
    const std::array<std::string_view, 6> dates{"", "2019-12-31", "2026-12-31", "invalid", "ambiguous", "sentinel"};
    const std::array<std::string_view, 4> statuses{"yes", "no", "", "other"};
    const std::array<std::string_view, 5> firsts{"", "2018-01-01", "2020-01-01", "invalid", "sentinel"};
    const std::array<std::string_view, 6> starts{"", "2018-01-01", "2019-12-31", "2027-01-01", "invalid", "sentinel"};
    for (const auto date : dates)
      for (const auto status : statuses)
        for (const auto first : firsts)
          for (const auto start : starts) {
            CAPTURE(date);
            CAPTURE(status);
            CAPTURE(first);
            CAPTURE(start);
            const MomentValue found = value(date, status, first, start);
            CHECK(found.state != MomentValue::State::none);
            if (found.state == MomentValue::State::day) CHECK(text_of(found) == date);
            if (found.state == MomentValue::State::not_yet) CHECK(status == "yes");
            if (start == "invalid" || start == "sentinel") CHECK(found.state == MomentValue::State::unknown);
          }
  }

  TEST_CASE("latest: not yet wins, then unknown, then the last day; earliest: unknown wins, then the first day") {
    using State = MomentValue::State;
    const Date tomorrow = add_days(today, 1);
    struct Row {
      MomentValue a, b;
      std::string_view latest, earliest;
    };
    const MomentValue none = of(State::none), unknown = of(State::unknown), not_yet = of(State::not_yet),
                      one = of(State::day, today), two = of(State::day, tomorrow);
    for (const Row& row : {Row{none, none, "none", "none"}, Row{none, unknown, "no_date", "no_date"},
                           Row{none, not_yet, "not yet", "not yet"}, Row{none, one, "2026-04-01", "2026-04-01"},
                           Row{unknown, unknown, "no_date", "no_date"}, Row{unknown, not_yet, "not yet", "no_date"},
                           Row{unknown, one, "no_date", "no_date"}, Row{not_yet, not_yet, "not yet", "not yet"},
                           Row{not_yet, one, "not yet", "2026-04-01"}, Row{one, one, "2026-04-01", "2026-04-01"},
                           Row{one, two, "2026-04-02", "2026-04-01"}}) {
      CAPTURE(text_of(row.a));
      CAPTURE(text_of(row.b));
      CHECK(text_of(latest(row.a, row.b)) == row.latest);
      CHECK(text_of(latest(row.b, row.a)) == row.latest);
      CHECK(text_of(earliest(row.a, row.b)) == row.earliest);
      CHECK(text_of(earliest(row.b, row.a)) == row.earliest);
    }
  }

  TEST_CASE("latest and earliest do not care in which order records are read") {
    for (const MomentValue& a : all_values())
      for (const MomentValue& b : all_values())
        for (const MomentValue& c : all_values()) {
          CHECK(text_of(latest(latest(a, b), c)) == text_of(latest(a, latest(b, c))));
          CHECK(text_of(earliest(earliest(a, b), c)) == text_of(earliest(a, earliest(b, c))));
        }
  }

  TEST_CASE("a condition is unknown when its cell is blank or holds a text without a word") {
    const Condition condition{.field = {0, 1}, .words = {0, 2}};
    const auto truth = [&](std::int16_t word, bool blank) {
      const std::array cells{Cell{}, Cell{.blank = blank, .word = word, .column = 4}};
      return evaluate(condition, record_of(cells));
    };
    CHECK(truth(0, false).state == Truth::State::yes);
    CHECK(truth(1, false).state == Truth::State::no);
    CHECK(truth(2, false).state == Truth::State::yes);
    CHECK(truth(-1, false).state == Truth::State::unknown);
    CHECK(truth(-1, false).why == Unknown::unknown_word);
    CHECK(truth(-1, true).state == Truth::State::unknown);
    CHECK(truth(-1, true).why == Unknown::no_word);
    CHECK(truth(-1, true).spot == Spot{.table = 0, .column = 4, .line = 7});
  }
}
