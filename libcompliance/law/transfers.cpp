// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "libcompliance/formats/scalars.h"
#include "libcompliance/law/table.h"

namespace compliance {
namespace {

namespace row_shapes {

using namespace law_shapes;

constexpr Shape kind{.kind = Shape::Kind::word, .words = transfer_kind_words};
constexpr std::array mechanism_keys{
    ShapeKey{"title", &local_text, required, "What it is called."},
    ShapeKey{"kind", &kind, required, "What it rests on."},
    ShapeKey{"article", &text, required, "The article that allows it."},
    ShapeKey{"countries", &some_texts, optional, "The countries to which it leads."},
    ShapeKey{"certification_check", &period, optional, "How old a look at the certificate may be."},
    ShapeKey{"dpv", &text, optional, "Its DPV term."},
    ShapeKey{"note", &local_text, required, "What to look at."},
    from_key,
    until_key,
    certainty_key,
    source_key};
constexpr Shape mechanism{.kind = Shape::Kind::map, .keys = mechanism_keys};

}  // namespace row_shapes

Result<void> read_mechanism(const YamlNode& node, TransferMechanism& row) {
  row.title = local_text_of(node.at("title"));
  row.kind = *from_word<TransferKind>(node.at("kind").text, transfer_kind_words);
  row.article = node.at("article").text;
  row.countries = texts_of(node.find("countries"));
  if (const YamlNode* check = node.find("certification_check")) {
    COMPLIANCE_TRY(row.certification_check, read_period(*check));
  }
  row.dpv = text_of(node.find("dpv")).value_or("");
  row.note = local_text_of(node.at("note"));
  return {};
}

namespace row_shapes {

constexpr Shape standing{.kind = Shape::Kind::word, .words = country_standing_words};
constexpr std::array country_keys{ShapeKey{"title", &local_text, required, "What it is called."},
                                  ShapeKey{"standing", &standing, required, "In the EEA, or found adequate."},
                                  ShapeKey{"limits", &local_text, optional, "What the decision does not cover."},
                                  from_key,
                                  until_key,
                                  certainty_key,
                                  source_key};
constexpr Shape country_row{.kind = Shape::Kind::map, .keys = country_keys};

}  // namespace row_shapes

Result<void> read_country(const YamlNode& node, Country& row) {
  row.title = local_text_of(node.at("title"));
  row.standing = *from_word<CountryStanding>(node.at("standing").text, country_standing_words);
  if (const YamlNode* limits = node.find("limits")) row.limits = local_text_of(*limits);
  return {};
}

}  // namespace

std::span<const TransferMechanism> transfer_mechanisms() {
  static const auto rows = load_table("transfer_mechanisms", row_shapes::mechanism, read_mechanism);
  return rows;
}

const TransferMechanism* find_transfer_mechanism(std::string_view name) {
  return find_row(transfer_mechanisms(), name);
}

std::span<const Country> countries() {
  static const auto rows = load_table("countries", row_shapes::country_row, read_country);
  return rows;
}

const Country* find_country(std::string_view code) { return find_row(countries(), code); }

bool in_eea(std::string_view code) {
  const Country* found = find_country(code);
  return found != nullptr && found->standing == CountryStanding::eea;
}

const Country* find_adequate_country(std::string_view code, Date day) {
  const Country* found = find_country(code);
  return found != nullptr && found->standing == CountryStanding::adequate && holds_on(*found, day) ? found : nullptr;
}

std::vector<std::string> countries_without_decision(std::span<const std::string> codes, Date day) {
  std::vector<std::string> found;
  std::copy_if(codes.begin(), codes.end(), std::back_inserter(found),
               [&](const std::string& code) { return !in_eea(code) && find_adequate_country(code, day) == nullptr; });
  return found;
}

}  // namespace compliance
