// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/plan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "libcompliance/crypto/crypto.h"
#include "libcompliance/plan/key_set.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

Plan some_plan() {
  Plan plan{.policy = "club",
            .policy_file = "club policy.yaml",
            .policy_sha256 = std::string(64, 'a'),
            .exports = {{.name = "club",
                         .folder = "/export",
                         .binding_sha256 = std::string(64, 'b'),
                         .taken = "2026-04-01T00:00:00Z"}},
            .as_of = day("2026-04-01"),
            .look_ahead = period("1 month")};
  plan.tables.push_back(
      {.file = "societies.csv", .record = "society", .sha256 = std::string(64, 'c'), .bytes = 300, .records = 4});
  plan.tables.push_back(
      {.file = "members.csv", .record = "member", .sha256 = std::string(64, 'd'), .bytes = 400, .records = 5});
  plan.tables[0].effects = {{.line = 2, .key = "S1", .ended = {"support"}, .due_since = day("2026-03-01")},
                            {.line = 5,
                             .key = "a \"key\"\n\xC3\xAB",
                             .action = EffectAction::stub,
                             .ended = {"fiscal", "support"},
                             .due_since = day("2026-04-11"),
                             .early = true}};
  plan.tables[1].effects = {{.line = 3,
                             .key = "0007",
                             .action = EffectAction::reduce,
                             .fields = {"name", "email"},
                             .ended = {"letters"},
                             .due_since = day("2020-02-29")}};
  plan.files = {{.file = "logo.png", .sha256 = std::string(64, 'e')}};
  return plan;
}

std::string text_of(const Plan& plan) {
  TextSink sink;
  write_plan(plan, sink);
  return sink.text();
}

Result<Plan> read(std::string_view text) {
  TextSource source{text};
  return read_plan(source, "p.plan");
}

std::string refusal(std::string_view text) {
  const Result<Plan> plan = read(text);
  return plan ? "read" : to_string(plan.error());
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n') + 1;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

// `lines` with a last line that fits them: what somebody would write who knows the format.
std::string resealed(std::vector<std::string> lines) {
  lines.pop_back();
  const std::string body = joined(lines);
  return body + "{\"effects\":" + std::to_string(lines.size() - 1) + ",\"sha256\":\"" + to_hex(as_bytes(sha256(body))) +
         "\"}\n";
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos) throw std::logic_error("not in the text");
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_SUITE("plan/plan") {
  TEST_CASE(
      "a plan comes back as it was written, and its digest does not depend on how its files are spelled (TC-37)") {
    const std::string text = text_of(some_plan());
    const Result<Plan> again = read(text);
    REQUIRE(again);
    CHECK(text_of(*again) == text);
    CHECK(digest_of(*again) == digest_of(some_plan()));
    Plan spelled = some_plan();
    spelled.exports[0].folder += "/";
    spelled.policy_file = "./" + spelled.policy_file;
    CHECK(text_of(spelled) != text);
    CHECK(digest_of(spelled) == digest_of(some_plan()));
    spelled.tables[0].sha256 = "other";
    CHECK(digest_of(spelled) != digest_of(some_plan()));
    CHECK(again->look_ahead == Period{1, 0});
    CHECK(again->effects() == 3);
    CHECK(again->tables[0].count(EffectAction::stub) == 1);
    const Effect& stub = again->tables[0].effects[1];
    CHECK(stub.key == "a \"key\"\n\xC3\xAB");
    CHECK(stub.early);
    CHECK(again->tables[1].effects[0].fields == std::vector<std::string>{"name", "email"});
    CHECK(again->tables[1].effects[0].key == "0007");  // TC-173
  }

  TEST_CASE("a plan without look-ahead, effects or other files comes back too") {
    Plan plan = some_plan();
    plan.look_ahead.reset();
    plan.files.clear();
    for (PlannedTable& table : plan.tables) table.effects.clear();
    const Result<Plan> again = read(text_of(plan));
    REQUIRE(again);
    CHECK_FALSE(again->look_ahead);
    CHECK(text_of(*again) == text_of(plan));
  }

  TEST_CASE("the digest is stable, and every part of a plan moves it") {
    const std::string digest = digest_of(some_plan());
    CHECK(digest == digest_of(some_plan()));
    const auto after = [](auto change) {
      Plan plan = some_plan();
      change(plan);
      return digest_of(plan);
    };
    CHECK(after([](Plan& plan) { plan.as_of = day("2026-04-02"); }) != digest);
    CHECK(after([](Plan& plan) { plan.look_ahead.reset(); }) != digest);
    CHECK(after([](Plan& plan) { plan.tables[0].sha256[0] = 'f'; }) != digest);
    CHECK(after([](Plan& plan) { plan.tables[0].effects[0].key = "S2"; }) != digest);
    CHECK(after([](Plan& plan) { plan.tables[0].effects[0].action = EffectAction::stub; }) != digest);
    CHECK(after([](Plan& plan) { plan.tables[1].effects[0].fields.pop_back(); }) != digest);
    CHECK(after([](Plan& plan) { plan.tables[1].effects.clear(); }) != digest);
    CHECK(after([](Plan& plan) { plan.files.clear(); }) != digest);
  }

  TEST_CASE("a plan of which any byte was changed is refused (P7)") {
    const std::string text = text_of(some_plan());
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::string changed = text;
      changed[at] = static_cast<char>(changed[at] ^ 1);
      CAPTURE(at);
      CHECK_FALSE(read(changed));
    }
  }

  TEST_CASE("a plan that was cut anywhere is refused") {
    const std::string text = text_of(some_plan());
    for (std::size_t size = 0; size < text.size(); ++size) {
      CAPTURE(size);
      CHECK_FALSE(read(std::string_view{text}.substr(0, size)));
    }
    const std::vector<std::string> lines = lines_of(text);
    CHECK(refusal("") == "p.plan:1: expected a plan, found an empty file");
    CHECK(refusal(lines[0] + lines[1]) == "p.plan:3: the plan is cut off");
    CHECK(refusal(std::string_view{text}.substr(0, text.size() - 1)) == "p.plan:5: the last line is cut off");
  }

  TEST_CASE("lines that were added, left out or put in another order are refused") {
    const std::vector<std::string> lines = lines_of(text_of(some_plan()));
    const std::string changed = "p.plan: the plan was changed after it was made";
    REQUIRE(lines.size() == 5);
    CHECK(refusal(joined({lines[0], lines[2], lines[3], lines[4]})) == changed);
    CHECK(refusal(joined({lines[0], lines[1], lines[3], lines[2], lines[4]})) == changed);
    CHECK(refusal(joined(lines) + lines[4]) == changed);
    CHECK(refusal(joined(lines) + "\n") == changed);
    CHECK(refusal(joined({lines[0], lines[1], lines[1], lines[2], lines[3], lines[4]})) ==
          "p.plan:3: the records of a table do not stand in the order of its file");
    CHECK(refusal(joined({lines[0], lines[2], lines[1], lines[3], lines[4]})) ==
          "p.plan:3: the records of a table do not stand in the order of its file");
    CHECK(refusal("\n" + joined(lines)) == "p.plan:1: expected a line of a plan");
    CHECK(refusal(joined({lines[1], lines[0]})) == "p.plan:1: expected a plan of version 1");
  }

  TEST_CASE("a hash that was made to fit does not make a plan of what no plan says") {
    const std::vector<std::string> lines = lines_of(text_of(some_plan()));
    const std::string changed = "p.plan: the plan was changed after it was made";
    CHECK(refusal(resealed(lines)) == "read");
    const auto with = [&](std::size_t line, std::string_view what, std::string_view by) {
      std::vector<std::string> others = lines;
      others[line] = replaced(lines[line], what, by);
      return refusal(resealed(others));
    };
    // Read back, but not what the program writes for it: a reviewer saw something else.
    CHECK(with(0, "\"remove\":1", "\"remove\":0") == changed);
    CHECK(with(0, "\"policy\":", "\"note\":\"fine\",\"policy\":") == changed);
    CHECK(with(0, ":", ": ") == changed);
    CHECK(with(1, "\"fields\":null", "\"fields\":[\"name\"]") == changed);
    CHECK(refusal(resealed({lines[0], lines[3], lines[1], lines[2], lines[4]})) == changed);
    const std::string seal =
        "{\"effects\":3,\"sha256\":\"" + to_hex(as_bytes(sha256(lines[0] + lines[1] + lines[2] + lines[3]))) + "\"";
    CHECK(refusal(lines[0] + lines[1] + lines[2] + lines[3] + seal + "}\n") == "read");
    CHECK(refusal(lines[0] + lines[1] + lines[2] + lines[3] + seal + ",\"note\":1}\n") == changed);
    // Not read at all.
    CHECK(with(0, "\"compliance_plan\":1", "\"compliance_plan\":2") == "p.plan:1: expected a plan of version 1");
    CHECK(with(0, "2026-04-01\"", "2026-04-31\"") == "p.plan:1: \"as_of\" is missing or not what a plan has there");
    CHECK(with(0, "\"bytes\":300", "\"bytes\":-1") == "p.plan:1: \"bytes\" is missing or not what a plan has there");
    CHECK(with(0, "1 month", "1 mounth") ==
          "p.plan:1: expected a period such as \"3 years\", \"2 years 6 months\" or P3Y");
    CHECK(with(1, "societies.csv", "visits.csv") == "p.plan:2: \"file\" is missing or not what a plan has there");
    CHECK(with(1, "\"remove\"", "\"forget\"") == "p.plan:2: \"action\" is missing or not what a plan has there");
    CHECK(with(1, "\"key\":\"S1\"", "\"key\":1") == "p.plan:2: \"key\" is missing or not what a plan has there");
    CHECK(with(3, "[\"name\",\"email\"]", "[\"name\",1]") ==
          "p.plan:4: \"fields\" is missing or not what a plan has there");
    CHECK(with(3, "\"early\":false", "\"early\":0") == "p.plan:4: \"early\" is missing or not what a plan has there");
  }

  TEST_CASE("a line without end does not fill the memory") {
    CHECK(refusal(std::string(std::size_t{2} << 20, ' ')) == "p.plan:1: expected a shorter line");
  }

  TEST_CASE("KeySet finds every key that stands twice, also after it has grown (TC-174)") {
    KeySet keys;
    std::uint64_t place = 0;
    for (int i = 0; i < 5000; ++i) CHECK(keys.insert("K" + std::to_string(i), ++place));
    for (int i = 0; i < 5000; ++i) CHECK_FALSE(keys.insert("K" + std::to_string(i), ++place));
    CHECK(keys.insert("", ++place));
    CHECK_FALSE(keys.insert("", ++place));
    CHECK(keys.insert("k0", ++place));  // compared exactly
    CHECK_FALSE(keys.finish());
  }
}
