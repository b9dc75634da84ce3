// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/law/law.h"

#include <doctest/doctest.h>

#include <ostream>

#include "libcompliance/law/table.h"

using namespace compliance;
using namespace std::chrono;

namespace {

constexpr std::array entry_keys{law_shapes::from_key, law_shapes::until_key, law_shapes::certainty_key,
                                law_shapes::source_key};
constexpr Shape entry_shape{.kind = Shape::Kind::map, .keys = entry_keys};

std::string refusal(std::string_view bytes) {
  const Result<YamlNode> table = read_table(bytes, "rows", entry_shape);
  if (!table) return to_string(table.error());
  LegalEntry entry;
  const Result<void> read = read_entry(table->members.front(), entry);
  return read ? "" : to_string(read.error());
}

}  // namespace

TEST_SUITE("law") {
  TEST_CASE("read_table refuses what a table may not hold, with its place") {
    CHECK(refusal("rows:\n  a: {certainty: settled, source: OJ L 1}\n") == "");
    CHECK(refusal("rows: {}\n") == "rows:1:7: \"rows\": expected at least 1 key");
    CHECK(refusal("rows:\n  a: {certainty: sure, source: OJ L 1}\n").starts_with("rows:2:18: "));
    CHECK(refusal("rows:\n  a: {certainty: settled}\n") == "rows:2:6: \"source\" is missing");
    CHECK(refusal("rows:\n  a: {certainty: settled, source: OJ L 1, from: 2026-02-30}\n").starts_with("rows:2:"));
    CHECK(refusal("rows:\n  a: {from: 2026-01-02, until: 2026-01-01, certainty: settled, source: x}\n") ==
          "rows:2:32: \"until\" is before \"from\"");
  }

  TEST_CASE("holds_on counts both ends, and never takes a proposal for law") {
    LegalEntry entry;
    CHECK(holds_on(entry, 1900y / 1 / 1));
    entry.from = 2016y / 7 / 12;
    entry.until = 2020y / 7 / 15;
    CHECK_FALSE(holds_on(entry, 2016y / 7 / 11));
    CHECK(holds_on(entry, 2016y / 7 / 12));
    CHECK(holds_on(entry, 2020y / 7 / 15));
    CHECK_FALSE(holds_on(entry, 2020y / 7 / 16));
    entry.certainty = Certainty::contested;
    CHECK(holds_on(entry, 2018y / 1 / 1));
    entry.certainty = Certainty::proposed;
    CHECK_FALSE(holds_on(entry, 2018y / 1 / 1));
  }

  TEST_CASE("statutory_duties hold the periods of the law, with article and source (L-AWR)") {
    struct Row {
      const char* name;
      const char* citation;
      const char* period;
    };
    for (const Row& row : {Row{"nl-fiscal", "AWR 52(4)", "7 years"}, Row{"nl-real-estate", "Wet OB 34a", "9 years"},
                           Row{"nl-bw2-10", "BW 2:10(3)", "7 years"}, Row{"nl-bw3-15i", "BW 3:15i", "7 years"},
                           Row{"nl-wage", "Wet LB 28", "5 years"}, Row{"eu-oss", "2006/112/EC 369k", "10 years"}}) {
      CAPTURE(row.name);
      const StatutoryDuty* duty = find_statutory_duty(row.name);
      REQUIRE(duty != nullptr);
      CHECK(duty->citation == row.citation);
      CHECK(format_period(duty->period) == row.period);
      CHECK(duty->counted == Counted::from_year_end);
      CHECK(duty->certainty == Certainty::settled);
    }
    CHECK(statutory_duties().size() == 6);
    CHECK(find_statutory_duty("nl-fiscaal") == nullptr);
    CHECK(find_statutory_duty("nl-fiscal")->law.nl == "Algemene wet inzake rijksbelastingen, artikel 52 lid 4");
    CHECK_FALSE(holds_on(*find_statutory_duty("eu-oss"), 2021y / 6 / 30));
  }
}
