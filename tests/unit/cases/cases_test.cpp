// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/cases/cases.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "libcompliance/cases/run_cases.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

const SmallPolicy& club() {
  static const SmallPolicy policy{club_text(
      "ceilings: [{covers: [society, member], at_most: 3 years, after: society_left}]\n"
      "duties:\n  fiscal: {law: Art. 52 AWR, covers: [society.since], keep: {for: 7 years, after: society_left}}\n"
      "purposes:\n"
      "  support: {applies_when: {society.state: [active, former]}, needs: [society.name, society.left_on, "
      "member.name],\n"
      "            use_until: society_left, keep: {for: 3 years, after: society_left}}\n"
      "cadence: {every: 1 month, look_ahead: 1 month}\n")};
  return policy;
}

// One case of 1 April 2026 with these records and expectations, on lines 7 and 8.
std::string one_case(std::string_view records, std::string_view expect, std::string_view more = "about: x") {
  return "compliance: 1\ncases:\n  - case: TC-0\n    as_of: 2026-04-01\n    " + std::string{more} +
         "\n    serves: [RF-11]\n    records: {" + std::string{records} + "}\n    expect: {" + std::string{expect} +
         "}\n";
}

std::string refusal(const std::string& text) {
  const auto cases = read_cases(text, "cases.yaml", club().policy());
  return cases ? "read"
               : to_string(cases.error()) + (cases.error().hint.empty() ? "" : " (" + cases.error().hint + ")");
}

// "place subject: expected … found …", a line a failure.
std::string failures_of(const std::string& text) {
  const std::vector<Case> cases = demand(read_cases(text, "cases.yaml", club().policy()));
  std::string failures;
  for (const CaseResult& result : run_cases(club().compiled(), cases).results)
    for (const CaseFailure& failure : result.failures)
      failures += to_string(failure.place) + ' ' + failure.subject + ": expected " + failure.expected + ", found " +
                  failure.found + '\n';
  return failures;
}

constexpr std::string_view active = "society: [{key: S1, name: A, state: active}]";
constexpr std::string_view gone =
    "society: [{key: S1, name: A, state: former, left_on: 2020-01-01, since: 2010-01-01}]";

}  // namespace

TEST_SUITE("cases") {
  TEST_CASE("a case is read with its place, and takes the policy's look-ahead unless it has its own") {
    const auto read = [](std::string_view more) {
      return demand(read_cases(one_case(active, "'society:S1.name': {verdict: keep}", more), "cases.yaml",
                               club().policy()))
          .front();
    };
    const Case one = read("about: Something");
    CHECK(one.id == "TC-0");
    CHECK(one.about == "Something");
    CHECK(one.as_of == day("2026-04-01"));
    CHECK(to_string(one.place) == "cases.yaml:3:5");
    CHECK(one.look_ahead == Period{1, 0});
    CHECK(read("about: x\n    look_ahead: 2 months").look_ahead == Period{2, 0});
    CHECK_FALSE(read("about: x\n    look_ahead: 0 days").look_ahead);
  }

  TEST_CASE("what the policy does not have is refused at its place") {
    const std::string keep = "'society:S1.name': {verdict: keep}";
    CHECK(refusal(one_case("socety: [{key: S1}]", keep)) == "cases.yaml:7:15: the policy has no record \"socety\"");
    CHECK(refusal(one_case("society: [{key: S1, nam: A}]", keep)) ==
          "cases.yaml:7:35: the policy has no field of society \"nam\" (did you mean \"name\"?)");
    CHECK(refusal(one_case("society: [{name: A}]", keep)) == "cases.yaml:7:25: \"key\" is missing");
    CHECK(refusal(one_case("society: [{key: S1}, {key: S1}]", keep)) ==
          "cases.yaml:7:36: another record has the same key");
    CHECK(refusal(one_case("society: [{key: S1, name: [A, B]}]", keep)) == "cases.yaml:7:41: expected one value");
    CHECK(refusal(one_case(active, "S1: {verdict: keep}")) ==
          "cases.yaml:8:14: expected record:key or record:key.field");
    CHECK(refusal(one_case(active, "'society:S2': {verdict: keep}")) ==
          "cases.yaml:8:14: this case has no such record");
    CHECK(refusal(one_case(active, "'society:S1.nam': {verdict: keep}")) ==
          "cases.yaml:8:14: the policy has no such field");
    CHECK(refusal(one_case(active, "'society:S1': {verdict: keep, because: [suport]}")) ==
          "cases.yaml:8:54: the policy has no purpose or duty \"suport\" (did you mean \"support\"?)");
    CHECK(refusal(one_case(active, "'society:S1': {verdict: keep, used_until: {suport: open}}")) ==
          "cases.yaml:8:57: the policy has no purpose or duty \"suport\" (did you mean \"support\"?)");
  }

  TEST_CASE("a detail that goes with another verdict is refused") {
    const auto expectation = [](std::string_view text) {
      return refusal(one_case(active, "'society:S1.name': {verdict: " + std::string{text} + "}"));
    };
    CHECK(expectation("keep, until: open, because: [support]") == "read");
    CHECK(expectation("due, until: 2026-01-01").ends_with("\"until\" goes with the verdict keep"));
    CHECK(expectation("due, because: [support]").ends_with("\"because\" goes with the verdict keep"));
    CHECK(expectation("keep, since: 2026-01-01").ends_with("\"since\" goes with the verdict due"));
    CHECK(expectation("keep, reason: no_date").ends_with("\"reason\" goes with the verdict undecided"));
    CHECK(expectation("keep, until: never") != "read");
  }

  TEST_CASE("links of a record that belongs to nothing are refused, not forgotten") {
    CHECK(refusal(one_case("society: [{key: S1, belongs_to: S0, name: A}]", "'society:S1.name': {verdict: keep}")) ==
          "cases.yaml:7:35: in the policy, society belongs to nothing");
  }

  TEST_CASE("expectations that come true are silent") {
    CHECK(failures_of(one_case(active,
                               "'society:S1.name': {verdict: keep, until: open, because: [support], used_until: "
                               "{support: open}}, 'society:S1.state': {verdict: unfounded}")) == "");
    CHECK(failures_of(one_case(gone,
                               "'society:S1.name': {verdict: due, since: 2023-01-02, used_until: {support: "
                               "2020-01-01}}, 'society:S1.since': {verdict: keep, until: 2027-01-01}")) == "");
    CHECK(failures_of(one_case("society: [{key: S1, name: A, state: former}]",
                               "'society:S1.name': {verdict: undecided, reason: no_date}")) == "");
    CHECK(
        failures_of(one_case("society: [{key: S1, name: A, state: sleeping}], member: [{key: M1, belongs_to: S1, name: "
                             "B}, {key: M2, belongs_to: [S1, S9], name: C}]",
                             "'society:S1.name': {verdict: undecided, reason: unknown_word}, 'member:M1': {verdict: "
                             "undecided, reason: unknown_word}, 'member:M2': {verdict: undecided}")) == "");
  }

  TEST_CASE("a failure says what was expected and what was found") {
    CHECK(
        failures_of(one_case(active, "'society:S1.name': {verdict: due, since: 2026-01-01}")) ==
        "cases.yaml:8:14 society:S1.name: expected due since 2026-01-01, found keep, open, because of support; support "
        "open\n");
    CHECK(failures_of(one_case(gone, "'society:S1.name': {verdict: keep, until: 2023-01-01, because: [support]}")) ==
          "cases.yaml:8:14 society:S1.name: expected keep until 2023-01-01, because of support, found due since "
          "2023-01-02; support ended on 2023-01-01\n");
    CHECK(failures_of(one_case(gone, "'society:S1.since': {verdict: keep, until: open}")) ==
          "cases.yaml:8:14 society:S1.since: expected keep until open, found keep until 2027-01-01, because of fiscal; "
          "fiscal until 2027-01-01\n");
    CHECK(
        failures_of(one_case(active, "'society:S1.name': {verdict: keep, used_until: {support: 2026-01-01}}")) ==
        "cases.yaml:8:14 society:S1.name: expected keep; used for support until 2026-01-01, found keep, open, because "
        "of support; support open; used for support until open\n");
    CHECK(
        failures_of(one_case("society: [{key: S1, name: A, state: former}]",
                             "'society:S1.name': {verdict: undecided, "
                             "reason: invalid_date}")) ==
        "cases.yaml:8:14 society:S1.name: expected undecided: invalid_date, found undecided: no_date; support unknown: "
        "no_date\n");
  }

  TEST_CASE("without a field every cell that holds something must agree, and there must be one") {
    CHECK(failures_of(one_case(active, "'society:S1': {verdict: keep}")) ==
          "cases.yaml:8:14 society:S1.state: expected keep, found unfounded\n");
    CHECK(failures_of(one_case("society: [{key: S1}]", "'society:S1': {verdict: keep}")) ==
          "cases.yaml:8:14 society:S1: expected keep, found no cell that holds something\n");
  }

  TEST_CASE("because names exactly the live keepers, in any order") {
    CHECK(failures_of(one_case(active, "'society:S1.name': {verdict: keep, because: [support, fiscal]}")) != "");
    CHECK(failures_of(one_case(active, "'society:S1.name': {verdict: keep, because: []}")) != "");
  }

  TEST_CASE("the report names the keepers and ceilings that no case reaches") {
    const auto report = [](const std::string& text) {
      return run_cases(club().compiled(), demand(read_cases(text, "cases.yaml", club().policy())));
    };
    using Names = std::vector<std::string>;
    const CasesReport living = report(one_case(active, "'society:S1.name': {verdict: keep}"));
    CHECK(living.failed() == 0);
    CHECK(living.never_alive == Names{});  // the society has not left yet: the duty has no end either
    CHECK(living.never_ended == Names{"fiscal", "support"});
    CHECK(living.ceilings_unreached == std::vector<std::size_t>{0});
    const CasesReport ended = report(one_case(gone, "'society:S1.name': {verdict: keep}"));
    CHECK(ended.failed() == 1);
    CHECK(ended.never_alive == Names{"support"});
    CHECK(ended.never_ended == Names{"fiscal"});
    CHECK(ended.ceilings_unreached.empty());
  }

  TEST_CASE("the report names the findings that the policy can lead to and no case reaches") {
    const auto report = [](const std::string& text) {
      return run_cases(club().compiled(), demand(read_cases(text, "cases.yaml", club().policy())));
    };
    using Reasons = std::vector<Unknown>;
    const CasesReport living = report(one_case(active, "'society:S1.name': {verdict: keep}"));
    CHECK(living.undecided_unreached == Reasons{Unknown::no_date, Unknown::invalid_date, Unknown::ambiguous_date,
                                                Unknown::sentinel_date, Unknown::implausible_date,
                                                Unknown::contradiction, Unknown::no_word, Unknown::unknown_word,
                                                Unknown::broken_link});
    CHECK_FALSE(living.unfounded_unreached);  // no purpose needs the state
    const CasesReport blank = report(one_case("society: [{key: S1, name: A, state: former}]",
                                              "'society:S1.name': "
                                              "{verdict: undecided}"));
    CHECK(blank.undecided_unreached.size() == 8);
    CHECK(blank.undecided_unreached[0] == Unknown::invalid_date);
    CHECK(report(one_case("society: [{key: S1, since: 2020-01-01}]", "'society:S1': {verdict: undecided}"))
              .unfounded_unreached);
    // Without conditions, limits and links there is less to reach.
    const SmallPolicy plain{club_text("purposes: {log: {needs: [visit.note], keep: {for: 1 year, after: visited}}}\n")};
    const std::string text =
        "compliance: 1\ncases: [{case: a, about: b, as_of: 2026-04-01, records: {visit: [{key: V1, note: x}]}, "
        "expect: {'visit:V1': {verdict: undecided}}}]\n";
    const auto unreached =
        run_cases(plain.compiled(), demand(read_cases(text, "cases.yaml", plain.policy()))).undecided_unreached;
    CHECK(std::find(unreached.begin(), unreached.end(), Unknown::broken_link) == unreached.end());
  }

  TEST_CASE("a case counts from what hangs below, over links") {
    static const SmallPolicy policy{
        club_text("  last_visit: {of: society, latest: [visited]}\n"
                  "purposes: {support: {needs: [society.name], keep: {for: 1 year, after: last_visit}}}\n")};
    const std::string text =
        "compliance: 1\ncases: [{case: a, about: b, as_of: 2026-04-01, records: {society: [{key: S1, name: A}], "
        "member: [{key: M1, belongs_to: S1}], visit: [{key: V1, belongs_to: M1, came_on: 2026-01-01},\n"
        "{key: V2, belongs_to: M1, came_on: 2024-01-01}]},\n"
        "expect: {'society:S1': {verdict: keep, until: 2027-01-01}}}]\n";
    CHECK(run_cases(policy.compiled(), demand(read_cases(text, "cases.yaml", policy.policy()))).failed() == 0);
  }

  TEST_CASE("the order in which a case lists its records does not matter") {
    CHECK(failures_of(
              one_case("member: [{key: M1, belongs_to: S1, name: B}], society: [{key: S1, name: A, state: active}]",
                       "'member:M1': {verdict: keep, until: open}")) == "");
  }
}
