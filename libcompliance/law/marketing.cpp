// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/scalars.h"
#include "libcompliance/law/table.h"

namespace compliance {
namespace {

namespace row_shapes {

using namespace law_shapes;

constexpr Shape channel_word{.kind = Shape::Kind::word, .words = channel_words};
constexpr Shape channels{.kind = Shape::Kind::list, .item = &channel_word, .least = 1};
constexpr Shape addressee{.kind = Shape::Kind::word, .words = addressee_words};
constexpr Shape addressees{.kind = Shape::Kind::list, .item = &addressee, .least = 1};
constexpr Shape rule{.kind = Shape::Kind::word, .words = consent_rule_words};
constexpr Shape exception{.kind = Shape::Kind::word, .words = marketing_exception_words};
constexpr std::array keys{ShapeKey{"channels", &channels, required, "By what means."},
                          ShapeKey{"to", &addressees, required, "To whom."},
                          ShapeKey{"rule", &rule, required, "Whether consent is needed."},
                          ShapeKey{"exception", &exception, required, "Who needs none."},
                          ShapeKey{"note", &local_text, required, "The conditions."},
                          from_key,
                          until_key,
                          certainty_key,
                          source_key};
constexpr Shape row{.kind = Shape::Kind::map, .keys = keys};

}  // namespace row_shapes

Result<void> read_row(const YamlNode& node, MarketingRule& row) {
  row.channels = texts_of(node.find("channels"));
  for (const YamlNode& item : node.at("to").items) row.to.push_back(*from_word<Addressee>(item.text, addressee_words));
  row.rule = *from_word<ConsentRule>(node.at("rule").text, consent_rule_words);
  row.exception = *from_word<MarketingException>(node.at("exception").text, marketing_exception_words);
  row.note = local_text_of(node.at("note"));
  return {};
}

bool contains(const auto& values, const auto& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

std::span<const MarketingRule> marketing_rules() {
  static const auto rows = load_table("marketing_rules", row_shapes::row, read_row);
  return rows;
}

const MarketingRule* find_marketing_rule(std::string_view channel, Addressee to, Date day) {
  for (const MarketingRule& row : marketing_rules())
    if (holds_on(row, day) && contains(row.channels, channel) && contains(row.to, to)) return &row;
  return nullptr;
}

}  // namespace compliance
