// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/scalars.h"
#include "libcompliance/law/table.h"

namespace compliance {
namespace {

namespace row_shapes {

using namespace law_shapes;

constexpr Shape counted{.kind = Shape::Kind::word, .words = counted_words};
constexpr std::array keys{
    ShapeKey{"law", &local_text, required, "The law with its article."},
    ShapeKey{"citation", &text, required, "The law and article in short."},
    ShapeKey{"period", &period, required, "How long records are kept at least."},
    ShapeKey{"counted", &counted, required, "From the day itself, from 31 December, or from the end of the book year."},
    ShapeKey{"note", &local_text, required, "What it covers, and how it is counted."},
    from_key,
    until_key,
    certainty_key,
    source_key};
constexpr Shape row{.kind = Shape::Kind::map, .keys = keys};

}  // namespace row_shapes

Result<void> read_row(const YamlNode& node, StatutoryDuty& duty) {
  duty.law = local_text_of(node.at("law"));
  duty.citation = node.at("citation").text;
  COMPLIANCE_TRY(duty.period, read_period(node.at("period")));
  duty.counted = *from_word<Counted>(node.at("counted").text, counted_words);
  duty.note = local_text_of(node.at("note"));
  return {};
}

}  // namespace

std::string_view statutory_duties_source() { return law_table("statutory_duties"); }

std::span<const StatutoryDuty> statutory_duties() {
  static const std::vector<StatutoryDuty> rows = load_table("statutory_duties", row_shapes::row, read_row);
  return rows;
}

const StatutoryDuty* find_statutory_duty(std::string_view name) { return find_row(statutory_duties(), name); }

}  // namespace compliance
