// SPDX-License-Identifier: Apache-2.0
// TC-57, SF-39: what a change of policy does, from two plans.
#include "libcompliance/plan/plan_comparison.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

#include "libcompliance/plan/planner.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

Plan plan_with(std::vector<Effect> effects, std::string policy_sha256 = std::string(64, 'a')) {
  Plan plan{.policy = "club",
            .policy_file = "policy.yaml",
            .policy_sha256 = std::move(policy_sha256),
            .exports = {{.name = "club"}},
            .as_of = day("2026-04-01")};
  plan.tables.push_back({.file = "members.csv", .record = "member", .sha256 = "t", .effects = std::move(effects)});
  return plan;
}

Effect removed(std::uint64_t line, std::vector<std::string> ended = {"support"}) {
  return {.line = line, .key = "K" + std::to_string(line), .ended = std::move(ended), .due_since = day("2026-01-01")};
}

Effect reduced(std::uint64_t line, std::vector<std::string> fields) {
  Effect effect = removed(line);
  effect.action = EffectAction::reduce;
  effect.fields = std::move(fields);
  return effect;
}

std::string text_of(const Fate& fate) {
  if (!fate.action) return "nothing";
  std::string text{effect_words[static_cast<std::size_t>(*fate.action)]};
  for (const std::string& field : fate.fields) text += ' ' + field;
  return text;
}

// "due_now nothing -> remove [support][] 3 4", a line a group.
std::string text_of(const PlanComparison& comparison) {
  std::string text;
  for (const ChangedRecords& changed : comparison.changes) {
    text += std::string{fate_change_words[static_cast<std::size_t>(changed.change())]} + ' ' + text_of(changed.before) +
            " -> " + text_of(changed.now) + " [";
    for (const std::string& name : changed.ended_now) text += name;
    text += "][";
    for (const std::string& name : changed.ended_no_more) text += name;
    text += ']';
    for (const std::uint64_t line : changed.lines) text += ' ' + std::to_string(line);
    text += '\n';
  }
  return text;
}

}  // namespace

TEST_SUITE("plan/plan_comparison") {
  TEST_CASE("TC-57: a record is due now, due no more, due in another way, or as before") {
    const Plan before = plan_with({removed(2), removed(3), reduced(5, {"name"}), reduced(6, {"name"}), removed(9)},
                                  std::string(64, 'b'));
    Plan now = plan_with({removed(1), removed(2), reduced(5, {"name", "email"}), removed(6), removed(8)});
    const PlanComparison comparison = demand(compare_plans(before, now));
    CHECK(text_of(comparison) ==
          "due_now nothing -> remove [support][] 1 8\n"
          "due_no_more remove -> nothing [][support] 3 9\n"
          "otherwise reduce name -> remove [][] 6\n"
          "otherwise reduce name -> reduce name email [][] 5\n");
    CHECK(comparison.count(FateChange::due_now) == 2);
    CHECK(comparison.count(FateChange::due_no_more) == 2);
    CHECK(comparison.count(FateChange::otherwise) == 2);
    CHECK(comparison.same == 1);
    REQUIRE(now.compared_with);
    CHECK(now.compared_with->policy_sha256 == std::string(64, 'b'));
    std::string words;
    for (const Effect& effect : now.tables[0].effects)
      words += std::string{before_words[static_cast<std::size_t>(effect.before)]} + ' ';
    CHECK(words == "nothing remove reduce reduce nothing ");
  }

  TEST_CASE("records are grouped by the keepers that only one of the policies has ended") {
    const Plan before = plan_with({removed(2, {"letters"}), removed(3, {"letters"})});
    Plan now = plan_with({removed(2, {"support"}), removed(4, {"fiscal"}), removed(5, {"support"})});
    const PlanComparison comparison = demand(compare_plans(before, now));
    // The same fate for another reason is no change.
    CHECK(text_of(comparison) ==
          "due_now nothing -> remove [fiscal][] 4\n"
          "due_now nothing -> remove [support][] 5\n"
          "due_no_more remove -> nothing [][letters] 3\n");
    CHECK(comparison.same == 1);
  }

  TEST_CASE("a table that the policy before did not know was left as it is; one that changed is refused") {
    Plan before = plan_with({removed(2)});
    before.tables[0].file = "others.csv";
    Plan now = plan_with({removed(2)});
    CHECK(text_of(demand(compare_plans(before, now))) == "due_now nothing -> remove [support][] 2\n");
    before.tables[0].file = "members.csv";
    before.tables[0].sha256 = "other";
    const auto refused = compare_plans(before, now);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().refusal == Refusal::guard);
    CHECK(refused.error().message == "members.csv changed while it was being read");
  }

  TEST_CASE("a plan that was compared comes back from its file, and its digest holds the policy before by its hash") {
    const Plan before = plan_with({removed(2)}, std::string(64, 'b'));
    Plan now = plan_with({removed(1), removed(2)});
    const std::string alone = digest_of(now);
    demand(compare_plans(before, now));
    CHECK(digest_of(now) != alone);
    TextSink sink;
    write_plan(now, sink);
    TextSource source{sink.text()};
    const Plan again = demand(read_plan(source, "p.plan"));
    CHECK(again.compared_with->policy_file == "policy.yaml");
    CHECK(again.tables[0].effects[0].before == EffectBefore::nothing);
    CHECK(again.tables[0].effects[1].before == EffectBefore::remove);
    CHECK(digest_of(again) == digest_of(now));
    Plan spelled = again;
    spelled.compared_with->policy_file = "./policy.yaml";
    CHECK(digest_of(spelled) == digest_of(now));
    spelled.compared_with->policy_sha256[0] = 'c';
    CHECK(digest_of(spelled) != digest_of(now));
    spelled = again;
    spelled.tables[0].effects[0].before = EffectBefore::remove;
    CHECK(digest_of(spelled) != digest_of(now));
  }
}
