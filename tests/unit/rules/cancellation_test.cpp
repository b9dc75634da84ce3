// SPDX-License-Identifier: Apache-2.0
// What an erasure, an objection or a withdrawal ends (design, section 2, the table of what an erasure cancels).
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "libcompliance/rules/verdict.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {


MomentValue on(std::string_view text) { return {.state = MomentValue::State::day, .day = day(text)}; }
const MomentValue not_yet{.state = MomentValue::State::not_yet};
const Spot made_at{1, 4, 9};

constexpr std::string_view keepers =
    "purposes:\n"
    "  support: {needs: [society.name], use_until: society_left, keep: {for: 3 years, after: society_left}}\n"
    "duties:\n"
    "  ledger: {covers: [society.since], law: BW, keep: {for: 7 years, after: society_left}}\n";

// A society that is one person, whose only moment is when it left. What it says is decided on 1 April 2026.
class Asked {
 public:
  explicit Asked(std::string_view text = keepers) : policy_(club_text(text)) {}

  VerdictKind verdict(std::string_view field, std::vector<std::pair<MomentValue, Concern>> paths) {
    Concerns concerns;
    std::vector<std::vector<MomentValue>> moments;
    std::vector<Standing> standings;
    for (auto& [left, concern] : paths) {
      moments.push_back({left});
      standings.push_back({.concern = concern == Concern{} ? 0 : concerns.id_of(concern), .is_sole_trader = true});
    }
    Decision decision{policy_.compiled(), day("2026-04-01"), std::nullopt, &concerns};
    decision.start(policy_.record("society"));
    for (std::size_t p = 0; p < standings.size(); ++p) {
      standings[p].moments = moments[p];
      decision.add(Path{&standings[p], 1});
    }
    const std::size_t group =
        policy_.compiled().of(policy_.record("society")).group_of(policy_.field("society", field));
    last_ = decision.verdicts()[group];
    return last_.kind;
  }

  Concern erased(Ends ends, std::string_view from = "2026-03-02", std::optional<Spot> unsure = std::nullopt) {
    return {.cancellations = {{.keepers = all_but_duties(policy_.policy()),
                               .from = day(from),
                               .ends = ends,
                               .also_unfounded = true,
                               .unsure = unsure}}};
  }
  const Verdict& last() const { return last_; }

 private:
  SmallPolicy policy_;
  Verdict last_;
};

}  // namespace

TEST_SUITE("rules/cancellation") {
  TEST_CASE("an erasure ends a purpose at once, or when its use has ended; a duty never (L-6r, TC-136, TC-58)") {
    Asked asked;
    // While the society is there, the purpose may be used.
    CHECK(asked.verdict("name", {{not_yet, asked.erased(Ends::now)}}) == VerdictKind::due);
    CHECK(asked.verdict("name", {{not_yet, asked.erased(Ends::when_use_has_ended)}}) == VerdictKind::keep);
    CHECK(asked.verdict("since", {{not_yet, asked.erased(Ends::now)}}) == VerdictKind::keep);
    // It left: what is stored after that is not used any more.
    CHECK(asked.verdict("name", {{on("2026-03-20"), Concern{}}}) == VerdictKind::keep);
    CHECK(asked.verdict("name", {{on("2026-03-20"), asked.erased(Ends::when_use_has_ended)}}) == VerdictKind::due);
    CHECK(format_date(asked.last().last_day) == "2026-03-20");
    CHECK(asked.verdict("name", {{on("2025-03-20"), asked.erased(Ends::when_use_has_ended)}}) == VerdictKind::due);
    CHECK(format_date(asked.last().last_day) == "2026-03-01");
    // The last day of use is a day of use.
    CHECK(asked.verdict("name", {{on("2026-04-01"), asked.erased(Ends::when_use_has_ended)}}) == VerdictKind::keep);
    CHECK(asked.verdict("name", {{on("2026-03-31"), asked.erased(Ends::when_use_has_ended)}}) == VerdictKind::due);
    CHECK(asked.verdict("since", {{on("2026-03-20"), asked.erased(Ends::now)}}) == VerdictKind::keep);
    // Before its first day it ends nothing (TC-115).
    CHECK(asked.verdict("name", {{not_yet, asked.erased(Ends::now, "2026-04-02")}}) == VerdictKind::keep);
  }

  TEST_CASE("where nobody knows when use ended, nothing has ended by it") {
    Asked asked;
    const MomentValue unknown{.state = MomentValue::State::unknown, .why = Unknown::no_date, .spot = {0, 3, 9}};
    CHECK(asked.verdict("name", {{unknown, asked.erased(Ends::when_use_has_ended)}}) == VerdictKind::undecided);
    CHECK(asked.verdict("name", {{unknown, asked.erased(Ends::now)}}) == VerdictKind::due);
  }

  TEST_CASE("cells that nothing ever covered are due when their person asks for erasure (Art. 17(1)(d))") {
    Asked asked;
    CHECK(asked.verdict("state", {{not_yet, Concern{}}}) == VerdictKind::unfounded);
    CHECK(asked.verdict("state", {{not_yet, asked.erased(Ends::when_use_has_ended)}}) == VerdictKind::due);
    CHECK(format_date(asked.last().last_day) == "2026-03-01");
    CHECK(asked.verdict("state", {{not_yet, asked.erased(Ends::now, "2026-04-02")}}) == VerdictKind::unfounded);
    Concern objection = asked.erased(Ends::now);
    objection.cancellations.front().also_unfounded = false;
    CHECK(asked.verdict("state", {{not_yet, objection}}) == VerdictKind::unfounded);
  }

  TEST_CASE("a cell of two people lives while it lives for one of them (TC-45, TC-132)") {
    Asked asked;
    const Concern erased = asked.erased(Ends::now);
    for (const std::string_view field : {"name", "state"}) {
      CHECK(asked.verdict(field, {{not_yet, erased}, {not_yet, erased}}) == VerdictKind::due);
      CHECK(asked.verdict(field, {{not_yet, erased}, {not_yet, Concern{}}}) != VerdictKind::due);
      CHECK(asked.verdict(field, {{not_yet, Concern{}}, {not_yet, erased}}) != VerdictKind::due);
    }
  }

  TEST_CASE("nobody knows whether it is who was erased: undecided, and nothing more than what is alive (TC-123)") {
    Asked asked;
    CHECK(asked.verdict("name", {{not_yet, asked.erased(Ends::now, "2026-03-02", made_at)}}) == VerdictKind::undecided);
    CHECK(asked.last().why == Unknown::new_relation);
    CHECK(asked.last().spot.line == 9);
    CHECK(asked.verdict("since", {{not_yet, asked.erased(Ends::now, "2026-03-02", made_at)}}) == VerdictKind::keep);
    CHECK(asked.verdict("state", {{not_yet, asked.erased(Ends::now, "2026-03-02", made_at)}}) ==
          VerdictKind::unfounded);
    CHECK(asked.verdict("name", {{on("2020-01-01"), asked.erased(Ends::now, "2026-03-02", made_at)}}) ==
          VerdictKind::due);
  }
}

TEST_SUITE("rules/roles") {
  constexpr std::string_view messages =
      "compliance: 1\npolicy: post\ntitle: {nl: Post, en: Post}\nzone: Europe/Amsterdam\n"
      "controller: {name: Club, contact: privacy@example.nl}\n"
      "records:\n"
      "  message:\n"
      "    is: event\n"
      "    when_due: erase\n"
      "    fields:\n"
      "      sender: {category: person.name, about: sender}\n"
      "      sender_mail: {category: person.contact.email, about: sender, identifies: certainly}\n"
      "      reader: {category: person.name, about: reader}\n"
      "      clerk: {category: employee.name, about: clerk}\n"
      "      text: {category: free_text, free_text: true}\n"
      "      sent_on: {category: event.date, type: date}\n"
      "moments: {sent: {of: message, date: sent_on}}\n"
      "purposes:\n"
      "  post: {needs: [message.sender, message.sender_mail, message.reader, message.clerk, message.text],"
      " keep: {for: 3 years, after: sent}}\n";

  TEST_CASE("who has a role in somebody else's record ends his own cells alone (TC-96, TC-88)") {
    const SmallPolicy policy{std::string{messages}};
    const RecordType& type = policy.policy().records[0];
    CHECK(other_roles(type) == std::vector<std::string>{"sender", "reader"});
    CHECK(other_role_of(type, policy.field("message", "sender_mail")) == std::uint16_t{0});
    CHECK_FALSE(other_role_of(type, policy.field("message", "clerk")));  // staff are nobody else

    Concerns concerns;
    const ConcernId sender_erased = concerns.id_of(
        {.in_roles = {
             {0, {.keepers = all_but_duties(policy.policy()), .from = day("2026-03-02"), .also_unfounded = true}}}});
    const std::vector<MomentValue> sent{{.state = MomentValue::State::day, .day = day("2026-01-01")}};
    const Standing message{.moments = sent, .concern = sender_erased};
    Decision decision{policy.compiled(), day("2026-04-01"), std::nullopt, &concerns};
    decision.start(0);
    decision.add(Path{&message, 1});
    const auto verdicts = decision.verdicts();
    const auto kind = [&](std::string_view field) {
      return verdicts[policy.compiled().of(0).group_of(policy.field("message", field))].kind;
    };
    CHECK(kind("sender") == VerdictKind::due);
    CHECK(kind("sender_mail") == VerdictKind::due);
    CHECK(kind("reader") == VerdictKind::keep);
    CHECK(kind("clerk") == VerdictKind::keep);
    CHECK(kind("text") == VerdictKind::keep);
    CHECK(kind("sent_on") == VerdictKind::unfounded);
  }
}
