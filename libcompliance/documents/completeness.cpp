// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/completeness.h"

#include "libcompliance/documents/completeness_judge.h"

namespace compliance {

std::vector<CompletenessRow> CompletenessJudge::rows() {
  add(Element::identity, &CompletenessJudge::identity);
  add(Element::representative, &CompletenessJudge::representative);
  add(Element::dpo, &CompletenessJudge::dpo);
  add(Element::purposes, &CompletenessJudge::purposes);
  add(Element::basis, &CompletenessJudge::basis);
  add(Element::interests, &CompletenessJudge::interests);
  add(Element::recipients, &CompletenessJudge::recipients);
  add(Element::transfers, &CompletenessJudge::transfers);
  add(Element::retention, &CompletenessJudge::retention);
  add(Element::rights, &CompletenessJudge::rights);
  add(Element::withdrawal, &CompletenessJudge::withdrawal);
  add(Element::complaint, &CompletenessJudge::complaint);
  add(Element::required, &CompletenessJudge::required);
  add(Element::automated, &CompletenessJudge::automated);
  add(Element::categories, &CompletenessJudge::categories);
  add(Element::sources, &CompletenessJudge::sources);
  return std::move(rows_);
}

void CompletenessJudge::add(Element element, Mark (CompletenessJudge::*judge)()) {
  rows_.push_back({.element = element});
  rows_.back().mark = (this->*judge)();
}

void CompletenessJudge::lacks(LocalText text, const Place& place) {
  rows_.back().shortcomings.push_back(
      {.text = std::move(text), .place = place.line == 0 ? Place{policy_.source, 0, 0} : place});
}

void CompletenessJudge::keeper_lacks(std::size_t keeper, LocalText text) {
  lacks(std::move(text), policy_.keepers[keeper].place);
  rows_.back().shortcomings.back().keeper = keeper;
}

void CompletenessJudge::recipient_lacks(std::size_t recipient, LocalText text) {
  lacks(std::move(text), (*statement_.recipients)[recipient].place);
  rows_.back().shortcomings.back().recipient = recipient;
}

Mark CompletenessJudge::whole_or_partial() const {
  return rows_.back().shortcomings.empty() ? Mark::present : Mark::partial;
}

bool CompletenessJudge::has_basis(std::size_t keeper, Basis basis) const {
  return std::ranges::find(policy_.keepers[keeper].bases, basis) != policy_.keepers[keeper].bases.end();
}

bool CompletenessJudge::offers(Right right) const {
  return statement_.rights && std::ranges::find(statement_.rights->offered, right) != statement_.rights->offered.end();
}

std::vector<std::size_t> CompletenessJudge::purpose_indices() const {
  std::vector<std::size_t> found;
  for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
    if (policy_.keepers[k].kind == Keeper::Kind::purpose) found.push_back(k);
  return found;
}

const ElementMeaning& meaning_of(Element element) {
  static const std::array<ElementMeaning, 16> meanings{
      ElementMeaning{"Art. 13(1)(a)", {"wie wij zijn en hoe u ons bereikt", "identity and contact"}},
      ElementMeaning{"Art. 27", {"vertegenwoordiger in de EU", "representative in the Union"}},
      ElementMeaning{"Art. 13(1)(b)", {"functionaris gegevensbescherming", "data protection officer"}},
      ElementMeaning{"Art. 13(1)(c)", {"doelen", "purposes"}},
      ElementMeaning{"Art. 13(1)(c)", {"grondslag van elk doel", "legal basis of each purpose"}},
      ElementMeaning{"Art. 13(1)(d)", {"gerechtvaardigde belangen", "legitimate interests"}},
      ElementMeaning{"Art. 13(1)(e)", {"ontvangers", "recipients"}},
      ElementMeaning{"Art. 13(1)(f)", {"doorgifte buiten de EER", "transfers outside the EEA"}},
      ElementMeaning{"Art. 13(2)(a)", {"bewaartijden", "storage times"}},
      ElementMeaning{"Art. 13(2)(b)", {"rechten", "rights"}},
      ElementMeaning{"Art. 13(2)(c)", {"toestemming intrekken", "withdrawal of consent"}},
      ElementMeaning{"Art. 13(2)(d)", {"klacht bij de toezichthouder", "complaint to the authority"}},
      ElementMeaning{"Art. 13(2)(e)", {"verplichte gegevens", "mandatory data"}},
      ElementMeaning{"Art. 13(2)(f)", {"profielen en automatische beslissingen", "profiles and automated decisions"}},
      ElementMeaning{"Art. 14(1)(d)", {"soorten gegevens", "categories of data"}},
      ElementMeaning{"Art. 14(2)(f)", {"herkomst van de gegevens", "source of the data"}}};
  return meanings[static_cast<std::size_t>(element)];
}

std::vector<CompletenessRow> completeness(const Policy& policy, Date as_of) {
  return CompletenessJudge(policy, as_of).rows();
}

bool is_complete(const std::vector<CompletenessRow>& rows) {
  return std::ranges::all_of(rows, [](const CompletenessRow& row) { return row.shortcomings.empty(); });
}

}  // namespace compliance
