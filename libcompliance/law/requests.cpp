// SPDX-License-Identifier: Apache-2.0
// The tables behind the answer to a request: how long it may take, why it may be refused, and where to complain.

#include <stdexcept>

#include "libcompliance/formats/scalars.h"
#include "libcompliance/law/table.h"

namespace compliance {
namespace {

namespace row_shapes {

using namespace law_shapes;

constexpr ShapeKey title_key{"title", &local_text, required, "What it is called."};
constexpr ShapeKey article_key{"article", &text, required, "The article that says so."};
constexpr ShapeKey dpv_key{"dpv", &text, optional, "Its DPV term."};

constexpr std::array authority_keys{
    ShapeKey{"country", &text, required, "Where it is competent."},
    title_key,
    ShapeKey{"website", &text, required, "Its website."},
    ShapeKey{"petition", &text, optional, "The term for going to court, of response_terms."},
    from_key,
    until_key,
    certainty_key,
    source_key};
constexpr Shape authority{.kind = Shape::Kind::map, .keys = authority_keys};

}  // namespace row_shapes

Result<void> read_authority(const YamlNode& node, Authority& row) {
  row.country = node.at("country").text;
  row.title = local_text_of(node.at("title"));
  row.website = node.at("website").text;
  row.petition = text_of(node.find("petition")).value_or("");
  return {};
}

namespace row_shapes {

constexpr std::array law_words{std::string_view{"gdpr"}, std::string_view{"nl"}, std::string_view{"ccpa"}};
constexpr Shape law{.kind = Shape::Kind::word, .words = law_words};
constexpr Shape count{.kind = Shape::Kind::integer, .least = 1, .most = 1000};
constexpr Shape term_end{.kind = Shape::Kind::word, .words = term_end_words};
constexpr std::array term_keys{
    ShapeKey{"law", &law, required, "Of which law."},
    title_key,
    article_key,
    ShapeKey{"period", &period, Presence::exactly_one, "In calendar time."},
    ShapeKey{"business_days", &count, Presence::exactly_one, "In business days."},
    ShapeKey{"hours", &count, Presence::exactly_one, "In hours."},
    ShapeKey{"extension", &period, optional, "By how much the period can be made longer.", "period"},
    ShapeKey{"ends", &term_end, required, "What an end on a day off does."},
    ShapeKey{"note", &local_text, optional, "The conditions."},
    from_key,
    until_key,
    certainty_key,
    source_key};
constexpr Shape term{.kind = Shape::Kind::map, .keys = term_keys};

}  // namespace row_shapes

Result<void> read_term(const YamlNode& node, ResponseTerm& row) {
  row.law = node.at("law").text;
  row.title = local_text_of(node.at("title"));
  row.article = node.at("article").text;
  if (const YamlNode* in_time = node.find("period")) {
    COMPLIANCE_TRY(row.period, read_period(*in_time));
  }
  if (const YamlNode* days = node.find("business_days")) {
    COMPLIANCE_TRY(const std::uint64_t number, read_integer(*days));
    row.business_days = static_cast<unsigned>(number);
  }
  if (const YamlNode* hours = node.find("hours")) {
    COMPLIANCE_TRY(const std::uint64_t number, read_integer(*hours));
    row.hours = static_cast<unsigned>(number);
  }
  if (const YamlNode* extension = node.find("extension")) {
    COMPLIANCE_TRY(row.extension, read_period(*extension));
  }
  row.ends = *from_word<TermEnd>(node.at("ends").text, term_end_words);
  if (const YamlNode* note = node.find("note")) row.note = local_text_of(*note);
  return {};
}

namespace row_shapes {

constexpr std::array basis_keys{title_key, article_key, dpv_key, from_key, until_key, certainty_key, source_key};
constexpr Shape basis{.kind = Shape::Kind::map, .keys = basis_keys};

}  // namespace row_shapes

Result<void> read_basis(const YamlNode& node, LegalBasis& row) {
  row.title = local_text_of(node.at("title"));
  row.article = node.at("article").text;
  row.dpv = text_of(node.find("dpv")).value_or("");
  return {};
}

namespace row_shapes {

constexpr Shape right{.kind = Shape::Kind::word, .words = refusable_right_words};
constexpr Shape rights{.kind = Shape::Kind::list, .item = &right, .least = 1};
constexpr std::array reason_keys{
    title_key,   ShapeKey{"letter", &local_text, required, "What a letter says to the person."},
    article_key, ShapeKey{"rights", &rights, required, "The rights that it is about."},
    dpv_key,     from_key,
    until_key,   certainty_key,
    source_key};
constexpr Shape reason{.kind = Shape::Kind::map, .keys = reason_keys};

}  // namespace row_shapes

Result<void> read_reason(const YamlNode& node, RefusalReason& row) {
  row.title = local_text_of(node.at("title"));
  row.article = node.at("article").text;
  row.letter = local_text_of(node.at("letter"));
  row.rights = texts_of(node.find("rights"));
  row.dpv = text_of(node.find("dpv")).value_or("");
  return {};
}

}  // namespace

std::span<const Authority> authorities() {
  static const auto rows = load_table("authorities", row_shapes::authority, read_authority);
  return rows;
}

const Authority* find_authority(std::string_view name) { return find_row(authorities(), name); }

std::span<const ResponseTerm> response_terms() {
  static const auto rows = load_table("response_terms", row_shapes::term, read_term);
  return rows;
}

const ResponseTerm* find_response_term(std::string_view name) { return find_row(response_terms(), name); }

const ResponseTerm& response_term(std::string_view name) {
  const ResponseTerm* found = find_response_term(name);
  if (found == nullptr) throw std::logic_error("law: a response term is gone");
  return *found;
}

std::span<const LegalBasis> legal_bases() {
  static const auto rows = load_table("bases", row_shapes::basis, read_basis);
  return rows;
}

const LegalBasis& legal_basis(Basis basis) { return *find_row(legal_bases(), word_of(basis, basis_words)); }

std::span<const RefusalReason> refusal_reasons() {
  static const auto rows = load_table("refusal_reasons", row_shapes::reason, read_reason);
  return rows;
}

const RefusalReason* find_refusal_reason(std::string_view name) { return find_row(refusal_reasons(), name); }

}  // namespace compliance
