// SPDX-License-Identifier: Apache-2.0
// TC-57: an export that is bound to one policy, read with an earlier version of it.
#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

// The club before it kept visits, the e-mail of members and prospects; the society's first day was a text.
const Policy& earlier_club() {
  static const SmallPolicy policy{
      policy_text("records:\n"
                  "  society:\n"
                  "    is: organisation\n"
                  "    when_due: erase\n"
                  "    fields:\n"
                  "      name: {category: organisation.name, values: [short, long]}\n"
                  "      state: {category: relationship.state, values: [active, former]}\n"
                  "      since: relationship.start\n"
                  "      left_on: {category: relationship.end, type: date}\n"
                  "  member:\n"
                  "    is: person\n"
                  "    when_due: erase\n"
                  "    fields: {name: person.name}\n"
                  "moments:\n"
                  "  society_left: {of: society, date: left_on, not_yet_when: {state: active}}\n"
                  "purposes:\n"
                  "  support: {needs: [society.name, society.state, society.left_on], use_until: society_left}\n")};
  return policy.policy();
}

std::string binding_text() {
  std::string text = std::string{binding_head} + std::string{club_binding};
  text.insert(text.find("  members.csv"),
              "    dates: {columns: {Sinds: {format: dd-MM-yyyy}, Weg: {format: dd-MM-yyyy}}}\n");
  return text;
}

}  // namespace

TEST_SUITE("export/shared_binding") {
  TEST_CASE("what the earlier policy does not know is as if it were declared not personal") {
    const Binding binding = demand(read_binding(binding_text(), "export.yaml", earlier_club(), Fit::shared));
    REQUIRE(binding.tables.size() == 2);
    CHECK(binding.not_personal_files == std::vector<std::string>{"visits.csv"});
    const TableBinding& societies = binding.tables[0];
    CHECK(societies.not_personal == std::vector<std::string>{"Terug", "Rang"});
    CHECK(societies.columns.size() == 4);
    const TableBinding& members = binding.tables[1];
    CHECK(members.not_personal == std::vector<std::string>{"Mail", "Weg", "Club"});
    CHECK(members.links.empty());
  }

  TEST_CASE("words that it does not have are not known, and dates count only where it has dates") {
    const std::string text =
        std::string{"Nr,Naam,Status,Sinds,Weg,Terug,Rang\n"} + "1,Een,Ja,x,01-02-2024,,\n2,Twee,Wil,x,x,,\n";
    const Binding binding = demand(read_binding(binding_text(), "export.yaml", earlier_club(), Fit::shared));
    TextSource source{text};
    TableReader reader = demand(TableReader::open(source, "societies.csv", binding.tables[0], earlier_club(), 0));
    CHECK(reader.header_findings().empty());
    REQUIRE(demand(reader.next()));
    CHECK(reader.record().cells[0].word == -1);  // nobody has said which text is which word
    CHECK(reader.record().cells[1].word == 0);
    CHECK(reader.record().cells[3].date.day == day("2024-02-01"));
    REQUIRE(demand(reader.next()));
    CHECK(reader.record().cells[1].word == -1);
  }

  TEST_CASE("any other reading refuses the first of these names") {
    const auto refused = read_binding(binding_text(), "export.yaml", earlier_club());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message == "the policy has no field of society \"back_on\"");
  }
}
