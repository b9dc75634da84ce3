// SPDX-License-Identifier: Apache-2.0
// What work lists asked the CRM for, until a later export shows that it was done.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/state/fixture.h"

using namespace compliance;
using namespace compliance::testing;
using Access = State::Access;

namespace {

Ask ask(std::string_view key, Ask::What what = Ask::What::remove, std::string_view fields = {}) {
  return {.export_name = "crm", .record = "contact", .what = what, .fields = fields, .fingerprint = sha256(key)};
}

// A run on that day whose work lists have these lines.
void run_with(State& state, const StateFolder& place, std::string_view day, const std::vector<Ask>& asks,
              std::vector<AskId> done = {}, const std::string& tenant = {}) {
  RunSubject about = subject();
  about.as_of = day;
  about.tenant = tenant;
  auto folder = AtomicFolder::create(operating_system(), place.beside("out"));
  const std::string operation = state.begin(about, folder->temporary(), place.beside("out"), noon, tool);
  folder->hand_over();
  state.committed(operation, {}, {}, noon, tool,
                  {.asks =
                       [&](const auto& add) {
                         for (const Ask& each : asks) add(each);
                       },
                   .done = std::move(done)});
  folder->commit();
  state.done(operation);
  operating_system().remove_tree(place.beside("out"));
}

struct Line {
  Digest fingerprint;
  std::string text;
  AskId id;
};

std::vector<Line> outstanding(const State& state, const std::string& tenant = {}) {
  std::vector<Line> lines;
  state.outstanding("duck", tenant, "crm", [&](const Outstanding& line) {
    lines.push_back({line.id.fingerprint,
                     std::string{line.record} + (line.what == Ask::What::remove ? " delete " : " update ") +
                         std::string{line.fields} + " since " + std::string{line.asked_on},
                     line.id});
  });
  return lines;
}

std::vector<std::string> texts(const State& state, std::string_view key, const std::string& tenant = {}) {
  std::vector<std::string> found;
  for (const Line& line : outstanding(state, tenant))
    if (line.fingerprint == sha256(key)) found.push_back(line.text);
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_SUITE("state/asked") {
  TEST_CASE("what was asked for is outstanding since the first time, until it is done") {
    const StateFolder place;
    State state = place.open();
    run_with(state, place, "2026-04-01", {ask("C1"), ask("C2", Ask::What::update, "email,phone")});
    run_with(state, place, "2026-05-01", {ask("C1"), ask("C3")});
    CHECK(outstanding(state).size() == 3);
    CHECK(texts(state, "C1") == Texts{"contact delete  since 2026-04-01"});
    CHECK(texts(state, "C2") == Texts{"contact update email,phone since 2026-04-01"});
    CHECK(texts(state, "C3") == Texts{"contact delete  since 2026-05-01"});

    std::vector<AskId> done;
    for (const Line& line : outstanding(state))
      if (line.fingerprint != sha256("C2")) done.push_back(line.id);
    run_with(state, place, "2026-06-01", {}, done);
    const State reader = place.open(Access::read);
    CHECK(outstanding(reader).size() == 1);
    CHECK(texts(reader, "C2").size() == 1);

    // It came back, and is asked for anew.
    run_with(state, place, "2026-07-01", {ask("C1")});
    CHECK(texts(state, "C1") == Texts{"contact delete  since 2026-07-01"});
  }

  TEST_CASE("exports, tenants and policies are kept apart (SI-01)") {
    const StateFolder place;
    State state = place.open();
    Ask elsewhere = ask("C1");
    elsewhere.export_name = "mail";
    run_with(state, place, "2026-04-01", {ask("C1"), elsewhere}, {}, "garage");
    CHECK(outstanding(state).empty());
    CHECK(outstanding(state, "garage").size() == 1);
    state.outstanding("other", "garage", "crm", [](const Outstanding&) { FAIL("another policy"); });
  }

  TEST_CASE("lines of a run that was not committed are not there") {
    const StateFolder place;
    State state = place.open();
    auto folder = AtomicFolder::create(operating_system(), place.beside("out"));
    const std::string operation = state.begin(subject(), folder->temporary(), place.beside("out"), noon, tool);
    CHECK_THROWS_AS(state.committed(operation, {}, {}, noon, tool,
                                    {.asks =
                                         [](const auto& add) {
                                           add(ask("C1"));
                                           throw EnvironmentError("the export is gone");
                                         }}),
                    EnvironmentError);
    CHECK(outstanding(state).empty());
    state.abort(operation, noon, tool);
  }

  TEST_CASE("many lines of one run are each kept once") {
    const StateFolder place;
    State state = place.open();
    std::vector<Ask> asks;
    for (int i = 0; i < 5000; ++i) asks.push_back(ask(std::to_string(i % 4000)));
    run_with(state, place, "2026-04-01", asks);
    const std::vector<Line> lines = outstanding(state);
    CHECK(lines.size() == 4000);
    CHECK(std::ranges::is_sorted(lines, {}, &Line::fingerprint));
  }
}
