// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "libcompliance/policy/conditions.h"
#include "libcompliance/policy/policy.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

// "line:column: message (hint)"; lines are counted in `rest`, which stands behind `before`.
std::string refusal_of(const std::string& before, std::string_view rest) {
  const Result<Policy> policy = read_policy(before + std::string{rest}, "policy.yaml");
  if (policy) return "read";
  const Error& error = policy.error();
  CHECK(error.place.source == "policy.yaml");
  return std::to_string(error.place.line - std::count(before.begin(), before.end(), '\n')) + ':' +
         std::to_string(error.place.column) + ": " + error.message +
         (error.hint.empty() ? "" : " (" + error.hint + ")");
}

std::string refusal_of(const std::string& text) { return refusal_of("", text); }

// The club's records with what follows; then also with its moments.
std::string refused(std::string_view rest) { return refusal_of(policy_text(club_records), rest); }
std::string refused_keepers(std::string_view rest) { return refusal_of(club_text(""), rest); }
// One record type on line 8, with these fields.
std::string refused_field(std::string_view fields) {
  return refusal_of(policy_text("records:\n  r: {is: event, when_due: erase, fields: {" + std::string{fields} +
                                "}}\npurposes: {}\n"));
}

}  // namespace

TEST_SUITE("policy/policy_reader") {
  TEST_CASE("every part of a policy is read") {
    const SmallPolicy small{
        policy_text(std::string{club_records} + std::string{club_moments} +
                    "  seen: {of: visit, latest: [visited, member_left]}\n"
                    "ceilings: [{covers: [society, member], at_most: 3 years, after: society_left}]\n"
                    "duties:\n"
                    "  fiscal: {law: Art. 52 AWR, covers: [society.name],\n"
                    "           keep: {for: 7 years, after: society_left, counted: from_year_end}}\n"
                    "purposes:\n"
                    "  support: {basis: legitimate_interest, interest: {nl: helpen, en: help}, assessment: LIA-1, "
                    "kind: marketing,\n"
                    "            channels: [email, sms], applies_when: {society.state: [active, former]},\n"
                    "            needs: [society.name, member.email], use_until: society_left, keep: {for: P3Y, after: "
                    "society_left}}\n"
                    "recipients: {}\n"
                    "operators: {roles: [clerk, dpo], service: [timer]}\n"
                    "cadence: {every: 1 month, look_ahead: 2 weeks}\n"
                    "limits: {affected: {share: 2.5%, minimum: 3}, export_age: 2 days, plan_age: 14 days}\n")};
    const Policy& policy = small.policy();
    CHECK(policy.name == "club");
    CHECK(policy.source == "policy.yaml");
    CHECK(policy.title.nl == "Leden");
    CHECK(policy.zone->name() == "Europe/Amsterdam");
    CHECK(policy.controller == "Club Example");
    CHECK(policy.statement.controller.contact == "privacy@example.nl");
    CHECK(policy.statement.in_force->from == day("2026-01-01"));
    CHECK(policy.statement.in_force->version == "1.0");
    REQUIRE(policy.records.size() == 3);
    CHECK(policy.records[0].is == RecordKind::organisation);
    CHECK(policy.records[1].belongs_to == 0U);
    CHECK(policy.field({0, 1}).type == FieldType::word);
    CHECK(policy.field({0, 2}).type == FieldType::date);
    CHECK(policy.field({0, 0}).type == FieldType::text);
    CHECK(policy.name_of({1, 1}) == "member.email");
    CHECK(policy.field({1, 2}).review_after == period("1 year"));
    CHECK(policy.steps_up(2, 0) == 2U);
    CHECK(policy.steps_up(2, 2) == 0U);
    CHECK_FALSE(policy.steps_up(0, 1));
    REQUIRE(policy.moments.size() == 4);
    CHECK(policy.moments[3].kind == Moment::Kind::latest);
    CHECK(policy.moments[3].moments == std::vector<std::size_t>{2, 1});
    CHECK(policy.moments[0].not_yet_when->words == std::vector<std::int16_t>{0});
    CHECK(policy.moments[0].not_before == 2U);
    CHECK(policy.moments[0].resumed_on == 4U);
    REQUIRE(policy.keepers.size() == 2);
    CHECK(policy.keepers[0].kind == Keeper::Kind::duty);  // duties first, wherever they stand
    CHECK(policy.keepers[0].law == "Art. 52 AWR");
    CHECK(policy.keepers[0].storage()->counted == Counted::from_year_end);
    const Keeper& support = policy.keepers[1];
    CHECK(support.bases == std::vector{Basis::legitimate_interest});
    CHECK(support.interest->en == "help");
    CHECK(support.assessment->text == "LIA-1");
    CHECK(support.message == MessageKind::marketing);
    CHECK(support.channels == std::vector<std::string>{"email", "sms"});
    CHECK(support.applies_when->words == std::vector<std::int16_t>{0, 1});
    CHECK(support.covers == std::vector<FieldRef>{{0, 0}, {1, 1}});
    CHECK(support.use_until == 0U);
    CHECK(support.storage()->period == Period{36, 0});
    CHECK(policy.ceilings[0].covers == std::vector<std::size_t>{0, 1});
    CHECK(policy.roles == std::vector<std::string>{"clerk", "dpo"});
    CHECK(policy.service == std::vector<std::string>{"timer"});
    CHECK(policy.cadence->look_ahead == Period{0, 14});
    CHECK(policy.limits.affected_share == doctest::Approx(0.025));
    CHECK(policy.limits.affected_minimum == 3);
    CHECK(policy.limits.export_age == Period{0, 2});
    CHECK(policy.limits.plan_age == period("14 days"));
  }

  TEST_CASE("what is not said has the defaults of the manual") {
    const SmallPolicy small{club_text("purposes:\n  p: {needs: [society.name], use_until: society_left}\n")};
    const Policy& policy = small.policy();
    CHECK(policy.limits.affected_share == doctest::Approx(0.05));
    CHECK(policy.limits.affected_minimum == 10);
    CHECK(policy.limits.export_age == period("7 days"));
    CHECK(policy.limits.plan_age == period("30 days"));
    CHECK_FALSE(policy.cadence);
    CHECK(policy.keepers[0].bases.empty());
    CHECK(policy.keepers[0].message == MessageKind::service);
    CHECK(policy.keepers[0].storage()->period == Period{});  // as long as it may be used
    CHECK(policy.keepers[0].storage()->after == 0);
  }

  TEST_CASE("TC-182: an unknown key is refused with the one that was meant") {
    CHECK(refusal_of(policy_text("records: {}\npurposes: {}\nretenion: 3 years\n"))
              .starts_with("9:1: unknown key \"retenion\""));
    CHECK(refused_keepers("purposes:\n  p: {neds: [society.name], use_until: society_left}\n") ==
          "2:7: unknown key \"neds\" (did you mean \"needs\"?)");
  }

  TEST_CASE("TC-178: a purpose without any clock and a clock without its moment are read, and the gap is seen") {
    const SmallPolicy small{
        club_text("purposes:\n"
                  "  endless: {needs: [society.name]}\n"
                  "  no_trigger: {needs: [society.name], keep: {for: 3 years}}\n"
                  "  no_period: {needs: [society.name], use_until: society_left, keep: {after: society_left}}\n"
                  "duties:\n"
                  "  vague: {law: x, covers: [society.name]}\n"
                  "  uncounted: {law: x, covers: [society.name], keep: {for: 7 years, counted: from_year_end}}\n")};
    const Policy& policy = small.policy();
    for (const Keeper& keeper : policy.keepers) CHECK_FALSE(keeper.storage());
    CHECK_FALSE(policy.keepers[small.keeper("endless")].keep);
    CHECK_FALSE(policy.keepers[small.keeper("vague")].keep);
    CHECK(policy.keepers[small.keeper("no_trigger")].keep->period == period("3 years"));
    CHECK_FALSE(policy.keepers[small.keeper("no_trigger")].keep->after);
    CHECK(policy.keepers[small.keeper("no_period")].keep->after == 0U);
    CHECK_FALSE(policy.keepers[small.keeper("no_period")].keep->period);
    CHECK(policy.keepers[small.keeper("uncounted")].keep->counted == Counted::from_year_end);
    CHECK(refused_keepers("purposes:\n  p: {needs: [society.name], keep: {}}\n") ==
          "2:36: expected \"for\" or \"after\"");
  }

  TEST_CASE("TC-178: a purpose that does not say which data it needs is read, and covers nothing (SI-36 to SI-40)") {
    const SmallPolicy small{club_text("purposes:\n  p: {basis: contract, use_until: society_left}\n")};
    CHECK(small.policy().keepers[0].covers.empty());
  }

  TEST_CASE("a duty without its law is refused") {
    CHECK(
        refused_keepers("purposes: {}\nduties:\n  d: {covers: [society.name], keep: {for: 1 day, after: visited}}\n") ==
        "3:6: expected \"law\" or \"from\"");
  }

  TEST_CASE("L-AWR: a statutory duty brings its law, its period and its counting") {
    const auto duty = [](std::string_view members) {
      return "purposes: {}\nduties:\n  d: {covers: [society.name], " + std::string{members} + "}\n";
    };
    for (const char* after : {"after: society_left", "keep: {after: society_left}"}) {
      const SmallPolicy small{club_text(duty("from: nl-fiscal, " + std::string{after}))};
      const Keeper& keeper = small.policy().keepers[0];
      REQUIRE(keeper.statutory);
      CHECK(keeper.statutory->name == "nl-fiscal");
      CHECK(keeper.law == keeper.statutory->citation);
      REQUIRE(keeper.storage());
      CHECK(keeper.storage()->period == period("7 years"));
      CHECK(keeper.storage()->counted == Counted::from_book_year_end);
      CHECK(keeper.storage()->after == 0);
    }
    const SmallPolicy gap{club_text(duty("from: nl-fiscal"))};
    CHECK_FALSE(gap.policy().keepers[0].storage());
    CHECK(refused_keepers(duty("from: nl-fiscl, after: society_left")) ==
          "3:37: there is no statutory duty \"nl-fiscl\" (did you mean \"nl-fiscal\"?)");
    CHECK(
        refused_keepers(duty("from: nl-fiscal, keep: {for: 7 years, after: society_left}")) ==
        "3:55: \"for\" comes with \"nl-fiscal\" (leave it out; or write law instead of from, and all of it yourself)");
    CHECK(refused_keepers(duty("from: nl-fiscal, law: Art. 52 AWR, after: society_left")) ==
          "3:48: \"law\" cannot stand beside \"from\"");
    CHECK(refused_keepers(duty("law: Art. 52 AWR, after: society_left")) == "3:49: \"after\" needs \"from\" beside it");
    CHECK(refused_keepers(duty("from: nl-fiscal, after: society_left, keep: {after: society_left}")).starts_with("3:"));
  }

  TEST_CASE("an unknown zone is refused") {
    std::string text = policy_text("records: {}\npurposes: {}\n");
    text.replace(text.find("Europe/Amsterdam"), 16, "Europe/Atlantis");
    CHECK(refusal_of(text).starts_with("4:7: "));
  }

  TEST_CASE("a field: an unknown category, a word that stands twice, a review of what is no date") {
    CHECK(refused_field("f: person.nmae") ==
          "8:47: \"f\": there is no category \"person.nmae\" (did you mean \"person.name\"?)");
    CHECK(refused_field("f: {category: shoes}") ==
          "8:58: \"category\": there is no category \"shoes\" (man compliance-categories lists them)");
    CHECK(refused_field("f: {category: free_text, values: [a, b, a]}") == "8:84: \"values\": \"a\" stands here twice");
    CHECK(refused_field("f: {category: free_text, review_after: 1 year}") ==
          "8:83: \"review_after\" needs a field of type date");
    CHECK(refused_field("f: {category: free_text, type: date, values: [a]}").starts_with("8:"));
    CHECK(refused_field("f: {category: event.date, type: date, review_after: 1 year}") == "read");
  }

  TEST_CASE("a record that belongs to an unknown one, to itself, or in a circle") {
    const auto record = [](std::string_view name, std::string_view parent) {
      return "  " + std::string{name} + ": {is: event, belongs_to: " + std::string{parent} +
             ", when_due: erase, fields: {}}\n";
    };
    const auto records = [&](const std::string& rest) {
      return refusal_of(policy_text("records:\n" + rest + "purposes: {}\n"));
    };
    CHECK(records(record("visit", "membr") + "  member: {is: person, when_due: erase, fields: {}}\n") ==
          "8:34: there is no record \"membr\" (did you mean \"member\"?)");
    CHECK(records(record("visit", "x") + "  member: {is: person, when_due: erase, fields: {}}\n") ==
          "8:34: there is no record \"x\" (known are visit and member)");
    CHECK(records(record("a", "a")) == "8:3: \"a\" belongs to itself, by way of what it belongs to");
    CHECK(records(record("a", "b") + record("b", "a")) == "8:3: \"a\" belongs to itself, by way of what it belongs to");
    CHECK(records(record("c", "a") + record("a", "b") + record("b", "a")) ==
          "8:3: \"c\" belongs to itself, by way of what it belongs to");
  }

  TEST_CASE("a moment: unknown record, unknown field, a field that is no date, an unknown word") {
    CHECK(refused("moments:\n  m: {of: socity, date: left_on}\npurposes: {}\n") ==
          "2:11: there is no record \"socity\" (did you mean \"society\"?)");
    CHECK(refused("moments:\n  m: {of: society, date: lefton}\npurposes: {}\n") ==
          "2:26: there is no field of society \"lefton\" (did you mean \"left_on\"?)");
    CHECK(refused("moments:\n  m: {of: society, date: name}\npurposes: {}\n") == "2:26: expected a field of type date");
    CHECK(refused("moments:\n  m: {of: society, date: left_on, not_before: state}\npurposes: {}\n") ==
          "2:47: expected a field of type date");
    CHECK(refused("moments:\n  m: {of: society, date: left_on, resumed_on: name}\npurposes: {}\n") ==
          "2:47: expected a field of type date");
    CHECK(refused("moments:\n  m: {of: society, date: left_on, not_yet_when: {state: activ}}\npurposes: {}\n") ==
          "2:57: there is no value of society.state \"activ\" (did you mean \"active\"?)");
    CHECK(refused("moments:\n  m: {of: society, date: left_on, not_yet_when: {name: x}}\npurposes: {}\n") ==
          "2:50: a condition needs a field with \"values\", and society.name has none");
    CHECK(refused("moments:\n  m: {of: society, date: left_on, latest: [m]}\npurposes: {}\n").starts_with("2:"));
  }

  TEST_CASE("a moment of moments names moments of this record, of one above it or of one below it") {
    const auto moments = [](std::string_view rest) {
      return refusal_of(club_text(""), std::string{rest} + "purposes: {}\n");
    };
    CHECK(moments("  m: {of: visit, latest: [visited, society_left]}\n") == "read");
    CHECK(moments("  m: {of: visit, latest: [visited, left]}\n") ==
          "1:36: there is no moment \"left\" (known are society_left, member_left, visited and m)");
    CHECK(moments("  m: {of: society, earliest: [visited, member_left]}\n") == "read");
    CHECK(moments("  m: {of: member, several: [visited, society_left]}\n") == "read");
    CHECK(moments("  m: {of: visit, latest: [visited, visited]}\n") ==
          "1:36: \"latest\": \"visited\" stands here twice");
    CHECK(moments("  m: {of: visit, latest: [visited], several: [visited]}\n").starts_with("1:"));
    CHECK(refusal_of(policy_text(std::string{club_records} +
                                 "  gift: {is: event, belongs_to: society, when_due: erase, fields: {}}\n" +
                                 std::string{club_moments}),
                     "  m: {of: gift, latest: [visited]}\npurposes: {}\n") ==
          "1:26: \"visited\" is a moment of visit, and neither gift nor visit belongs to the other");
  }

  TEST_CASE("X-20: moments are made of moments, in any order, and stand behind what they are made of") {
    const SmallPolicy small{policy_text(std::string{club_records} +
                                        "moments:\n"
                                        "  closed: {of: society, latest: [quiet, society_left]}\n"
                                        "  quiet: {of: society, latest: [seen, visited]}\n"
                                        "  seen: {of: member, earliest: [visited]}\n"
                                        "  vague: {of: society, several: [society_left, quiet]}\n"
                                        "  visited: {of: visit, date: came_on}\n"
                                        "  society_left: {of: society, date: left_on}\n"
                                        "purposes: {}\n")};
    const auto& moments = small.policy().moments;
    std::vector<std::string> names;
    for (std::size_t m = 0; m < moments.size(); ++m) {
      names.push_back(moments[m].name);
      for (const std::size_t each : moments[m].moments) CHECK(each < m);
    }
    CHECK(names == std::vector<std::string>{"visited", "seen", "quiet", "society_left", "closed", "vague"});
    CHECK(moments[2].moments == std::vector<std::size_t>{1, 0});
    CHECK(moments[5].kind == Moment::Kind::several);
  }

  TEST_CASE("moments in a circle, and moments that are nested too deep") {
    const auto moments = [](std::string_view rest) {
      return refusal_of(club_text(""), std::string{rest} + "purposes: {}\n");
    };
    CHECK(moments("  m: {of: visit, latest: [m]}\n") ==
          "1:27: \"m\" is made of itself, by way of the moments that it names");
    CHECK(moments("  m: {of: visit, latest: [visited, n]}\n  n: {of: visit, earliest: [m]}\n") ==
          "2:29: \"m\" is made of itself, by way of the moments that it names");
    const auto nested = [](int depth, bool from_the_top) {
      std::string text;
      for (int i = 2; i <= depth; ++i) {
        const std::string line = "  m" + std::to_string(i) + ": {of: visit, latest: [" +
                                 (i == 2 ? "visited" : "m" + std::to_string(i - 1)) + "]}\n";
        text = from_the_top ? line + text : text + line;
      }
      return text;
    };
    CHECK(moments(nested(8, true)) == "read");
    CHECK(moments(nested(8, false)) == "read");
    CHECK(moments(nested(9, true)) == "8:28: expected moments that are nested at most 8 deep");
    CHECK(moments(nested(9, false)) == "8:27: expected moments that are nested at most 8 deep");
    CHECK(moments(nested(2000, true)).ends_with("nested at most 8 deep"));
  }

  TEST_CASE("a duty reaches records above by way of those that belong to them") {
    const auto duty = [](std::string_view members) {
      return refused_keepers("purposes: {}\nduties:\n  d: {law: x, " + std::string{members} + "}\n");
    };
    CHECK(duty("covers: [visit.note, society.name], keep: {for: 1 year, after: visited}") ==
          "3:36: \"visited\" is a moment of visit, to which society does not belong (with via: visit, the latest of "
          "those that belong to a society counts)");
    CHECK(duty("covers: [visit.note, society.name], via: visit, keep: {for: 1 year, after: visited}") == "read");
    CHECK(duty("covers: [society.name], via: visit, keep: {for: 1 year, after: member_left}") ==
          "3:44: \"member_left\" is a moment of member, not of visit (the records in between are those whose moment "
          "counts: via: member)");
    CHECK(duty("covers: [visit.note, society.name], via: member, keep: {for: 1 year, after: member_left}") == "read");
    CHECK(duty("covers: [society.name], via: visits, keep: {for: 1 year, after: visited}") ==
          "3:44: there is no record \"visits\" (did you mean \"visit\"?)");
    const SmallPolicy small{
        club_text("duties: {d: {law: x, covers: [society.name], via: visit,\n"
                  "             keep: {for: 1 year, after: visited}}}\npurposes: {}\n")};
    CHECK(small.policy().keepers[0].via == small.record("visit"));
  }

  TEST_CASE("a ceiling whose moment the record cannot reach") {
    CHECK(
        refused_keepers(
            "ceilings: [{covers: [visit, society], at_most: 1 year, after: member_left}]\npurposes: {}\n") ==
        "1:29: \"member_left\" is a moment of member, to which society does not belong (declare a moment {of: society, "
        "latest: [member_left]}, and name that)");
    CHECK(refused_keepers("ceilings: [{covers: [visits], at_most: 1 year, after: visited}]\npurposes: {}\n") ==
          "1:22: there is no record \"visits\" (did you mean \"visit\"?)");
    CHECK(refused_keepers("ceilings: [{covers: [visit], at_most: 1 year, after: visted}]\npurposes: {}\n") ==
          "1:54: there is no moment \"visted\" (did you mean \"visited\"?)");
  }

  TEST_CASE("a purpose: unknown record, field, moment, word; a cell twice; what it cannot reach") {
    const auto purpose = [](std::string_view members) {
      return refused_keepers("purposes:\n  p: {" + std::string{members} + "}\n");
    };
    CHECK(purpose("needs: [society.name], use_until: society_left") == "read");
    CHECK(purpose("needs: [socety.name], use_until: society_left") ==
          "2:15: there is no record \"socety\" (did you mean \"society\"?)");
    CHECK(purpose("needs: [society.nam], use_until: society_left") ==
          "2:15: there is no field of society \"nam\" (did you mean \"name\"?)");
    CHECK(purpose("needs: [society.name], use_until: society_lft") ==
          "2:41: there is no moment \"society_lft\" (did you mean \"society_left\"?)");
    CHECK(purpose("needs: [society.name], keep: {for: 1 year, after: left}") ==
          "2:57: there is no moment \"left\" (known are society_left, member_left and visited)");
    CHECK(purpose("needs: [society.name, society.name], use_until: society_left") ==
          "2:29: \"needs\": \"society.name\" stands here twice");
    CHECK(
        purpose("needs: [visit.note, society.name], use_until: member_left") ==
        "2:27: \"member_left\" is a moment of member, to which society does not belong (declare a moment {of: society, "
        "latest: [member_left]}, and name that)");
    CHECK(
        purpose("needs: [society.name], use_until: member_left, keep: {for: 1 day, after: society_left}") ==
        "2:15: \"member_left\" is a moment of member, to which society does not belong (declare a moment {of: society, "
        "latest: [member_left]}, and name that)");
    CHECK(purpose("applies_when: {society.state: actve}, needs: [society.name], use_until: society_left") ==
          "2:37: there is no value of society.state \"actve\" (did you mean \"active\"?)");
    CHECK(purpose("applies_when: {state: active}, needs: [society.name], use_until: society_left") ==
          "2:22: expected record.field (for example customer.name)");
    CHECK(purpose("applies_when: {society.name: x}, needs: [society.name], use_until: society_left") ==
          "2:22: a condition needs a field with \"values\", and society.name has none");
    CHECK(purpose("needs: [society], use_until: society_left").starts_with("2:15: "));
    CHECK(purpose("needs: [society.*], use_until: society_left").starts_with("2:15: "));  // no wildcards
  }

  TEST_CASE("a condition on a record that the covered one does not belong to") {
    const std::string text =
        policy_text(std::string{club_records} +
                    "  other: {is: event, when_due: erase, fields: {at: {category: event.date, type: date}}}\n" +
                    std::string{club_moments} +
                    "  at: {of: other, date: at}\n"
                    "purposes:\n"
                    "  p: {applies_when: {society.state: active}, needs: [other.at], use_until: at}\n");
    CHECK(refusal_of(text) ==
          "39:54: \"applies_when\" asks for society.state, and other does not belong to such a record");
  }

  TEST_CASE("one name for a duty and a purpose is refused: a verdict could not tell them apart") {
    CHECK(refused_keepers(
              "purposes:\n  fiscal: {needs: [society.name], use_until: society_left}\n"
              "duties:\n  fiscal: {law: x, covers: [society.name], keep: {for: 1 day, after: society_left}}\n") ==
          "2:3: \"fiscal\" is the name of a duty and of a purpose (a verdict names them side by side: give one of them "
          "another name)");
  }

  TEST_CASE("64 purposes and duties are read, 65 refused") {
    std::string text = "purposes:\n";
    for (int i = 0; i < 64; ++i)
      text += "  p" + std::to_string(i) + ": {needs: [society.name], use_until: society_left}\n";
    CHECK(refused_keepers(text) == "read");
    CHECK(refused_keepers(text + "  one_more: {needs: [society.name], use_until: society_left}\n") ==
          "66:3: expected at most 64 purposes and duties");
  }

  TEST_CASE("more words than a cell can tell apart are refused") {
    std::string values = "w0";
    for (int i = 1; i < 1001; ++i) values += ",w" + std::to_string(i);
    CHECK(refused_field("f: {category: free_text, values: [" + values + "]}") ==
          "8:77: \"values\": expected 1 to 1000 items");
  }

  TEST_CASE("parse_condition reads RECORD.FIELD=WORD, and does not repeat a word that it does not know") {
    const SmallPolicy small{club_text("purposes: {}\n")};
    const auto condition = parse_condition(small.policy(), "society.state=former");
    REQUIRE(condition);
    CHECK(small.policy().name_of(condition->field) == "society.state");
    REQUIRE(condition->words.size() == 1);
    const auto word = static_cast<std::size_t>(condition->words[0]);
    CHECK(small.policy().field(condition->field).values[word] == "former");
    for (const auto& each :
         {std::pair{"society.state", "expected RECORD.FIELD=WORD"}, std::pair{"state=former", "expected record.field"},
          std::pair{"society.name=Jansen", "a condition needs a field with \"values\", and society.name has none"},
          std::pair{"society.state=Jansen", "society.state does not have that word"}}) {
      CAPTURE(each.first);
      const auto refused = parse_condition(small.policy(), each.first);
      REQUIRE_FALSE(refused);
      CHECK(refused.error().message == each.second);
    }
  }

  TEST_CASE("book_year_ends is a day of the year, for duties that count from it (L-AWR)") {
    const auto ends = [](std::string_view day) {
      return SmallPolicy{policy_text("book_year_ends: " + std::string{day} + '\n' + std::string{club_records} +
                                     std::string{club_moments} +
                                     "purposes: {}\n"
                                     "duties:\n"
                                     "  tax: {from: nl-fiscal, covers: [society.name], after: society_left}\n"
                                     "  own: {law: x, covers: [society.name],\n"
                                     "        keep: {for: 1 year, after: society_left, counted: from_year_end}}\n")}
          .policy()
          .keepers;
    };
    using std::chrono::month_day, std::chrono::June, std::chrono::December, std::chrono::day;
    CHECK(ends("06-30")[0].storage()->year_ends == month_day{June, day{30}});
    CHECK(ends("06-30")[1].storage()->year_ends == month_day{December, day{31}});
    CHECK_THROWS(ends("30-06"));
    CHECK_THROWS(ends("02-30"));
  }

  TEST_CASE("keep_to_tenant leaves the instructions of others without cells (SI-01)") {
    Policy policy = demand(read_policy(
        policy_text("tenants: {linde: {controller: L., contact: l@example.nl}, berk: {controller: B., contact: "
                    "b@example.nl}}\n" +
                    std::string{club_records} + std::string{club_moments} +
                    "purposes: {p: {needs: [society.name], use_until: society_left}}\n"
                    "duties: {d: {law: x, covers: [society.name], keep: {for: 1 year, after: society_left}}}\n"
                    "instructions:\n"
                    "  both: {of: [linde, berk], needs: [society.name], use_until: society_left}\n"
                    "  one: {of: berk, needs: [society.name], use_until: society_left}\n"),
        "policy.yaml"));
    keep_to_tenant(policy, "linde");
    std::string covering;
    for (const Keeper& keeper : policy.keepers)
      if (!keeper.covers.empty()) covering += keeper.name + ' ';
    CHECK(covering == "d both p ");
  }
}
