// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/law/table.h"

#include "libcompliance/formats/scalars.h"

namespace compliance {

Result<YamlNode> read_table(std::string_view bytes, std::string_view name, const Shape& row) {
  const Shape rows{.kind = Shape::Kind::entries, .item = &row, .name_keys = false, .least = 1};
  const std::array keys{ShapeKey{name, &rows, Presence::required, "The rows."}};
  const Shape document{.kind = Shape::Kind::map, .keys = keys};
  COMPLIANCE_TRY(const YamlNode node, parse_yaml(bytes, name));
  COMPLIANCE_CHECK(conform(node, document));
  return node.at(name);
}

Result<void> read_entry(const YamlNode::Member& row, LegalEntry& entry) {
  entry.name = row.key;
  if (const YamlNode* from = row.value.find("from")) {
    COMPLIANCE_TRY(entry.from, read_date(*from));
  }
  if (const YamlNode* until = row.value.find("until")) {
    COMPLIANCE_TRY(entry.until, read_date(*until));
    if (entry.from && *entry.until < *entry.from)
      return Error{.message = R"("until" is before "from")", .place = until->place};
  }
  entry.certainty = *from_word<Certainty>(row.value.at("certainty").text, certainty_words);
  entry.source = row.value.at("source").text;
  return {};
}

bool holds_on(const LegalEntry& entry, Date day) {
  return entry.certainty != Certainty::proposed && (!entry.from || *entry.from <= day) &&
         (!entry.until || day <= *entry.until);
}

}  // namespace compliance
