// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <string_view>

#include "libcompliance/model/category.h"
#include "libcompliance/model/record_view.h"
#include "libcompliance/model/vocabulary.h"

using namespace compliance;

TEST_SUITE("model") {
  TEST_CASE("categories have names of their own, and each is found by its name alone") {
    std::set<std::string_view> names;
    for (const Category& category : categories()) {
      CAPTURE(category.name);
      CHECK(names.insert(category.name).second);
      CHECK(find_category(category.name) == &category);
      CHECK_FALSE(category.meaning.empty());
      CHECK((category.dpv.starts_with("pd:") || category.dpv.starts_with("dpv:")));
      CHECK(category.special == category.name.starts_with("special."));
    }
    CHECK(find_category("person.nam") == nullptr);
    CHECK(find_category("") == nullptr);
    CHECK(find_category("Person.Name") == nullptr);
  }

  TEST_CASE("TC-172: a column's name hints at special data, in Dutch and English, in whatever case") {
    struct Row {
      std::string_view column, category;
    };
    for (const Row& row : {Row{"geloof", "special.religion"}, Row{"GELOOF", "special.religion"},
                           Row{"Religie klant", "special.religion"}, Row{"blood_type", "special.health"},
                           Row{"Dieetwensen", "special.health"}, Row{"Allergieen", "special.health"},
                           Row{"Nationaliteit", "special.ethnicity"}, Row{"political_party", "special.politics"},
                           Row{"Vakbond", "special.union"}, Row{"BSN", "special.national_id"},
                           Row{"Burgerservicenummer", "special.national_id"}, Row{"Strafblad", "special.criminal"}}) {
      CAPTURE(row.column);
      const Category* hint = special_category_hint(row.column);
      REQUIRE(hint != nullptr);
      CHECK(hint->name == row.category);
      CHECK(hint->special);
    }
  }

  TEST_CASE("ordinary columns hint at nothing special") {
    for (const std::string_view column : {"Naam", "E-mail", "Telefoon", "Volgnummer", "Geslacht", "Score", ""}) {
      CAPTURE(column);
      CHECK(special_category_hint(column) == nullptr);
    }
  }

  TEST_CASE("every word of a closed list is read back as itself, and no other text is") {
    for (std::size_t i = 0; i < basis_words.size(); ++i) {
      const auto basis = from_word<Basis>(basis_words[i], basis_words);
      REQUIRE(basis);
      CHECK(word_of(*basis, basis_words) == basis_words[i]);
    }
    CHECK(word_of(Basis::legitimate_interest, basis_words) == "legitimate_interest");
    CHECK(word_of(RecordKind::event, record_kind_words) == "event");
    CHECK(word_of(Counted::from_year_end, counted_words) == "from_year_end");
    CHECK_FALSE(from_word<Basis>("Consent", basis_words));
    CHECK_FALSE(from_word<Basis>("", basis_words));
  }

  TEST_CASE("a spot is small, and names table, line and column of a record") {
    static_assert(sizeof(Spot) == 8);
    RecordView record{};
    record.table = 2;
    record.line = 70'000;
    CHECK(record.spot(3) == Spot{.table = 2, .column = 3, .line = 70'000});
    CHECK(Spot{.table = 0, .column = 9, .line = 9} < Spot{.table = 1, .column = 0, .line = 0});
  }
}
