// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/completeness_judge.h"

namespace compliance {

Mark CompletenessJudge::required() {
  if (statement_.if_not_provided) return Mark::present;
  const Field* mandatory = nullptr;
  for (const RecordType& record : policy_.records)
    for (const Field& field : record.fields)
      if (field.mandatory && mandatory == nullptr) mandatory = &field;
  if (mandatory == nullptr) {
    lacks({"welke gegevens verplicht zijn, en wat er gebeurt zonder die gegevens",
           "which data are mandatory, and what happens without them"});
    return Mark::absent;
  }
  lacks({"wat er gebeurt als iemand verplichte gegevens niet geeft",
         "what happens when somebody does not give mandatory data"},
        mandatory->place);
  return Mark::partial;
}

Mark CompletenessJudge::automated() {
  if (!statement_.profiling) {
    lacks({"of er profielen of automatische beslissingen zijn", "whether there are profiles or automated decisions"});
    return statement_.promises && !statement_.promises->processes_only_for.empty() ? Mark::partial : Mark::absent;
  }
  bool any = statement_.profiling->empty();
  for (const Profiling& each : *statement_.profiling) {
    const LocalText name = each.title ? *each.title : name_words(each.name);
    any = any || !each.inputs.empty() || each.logic;
    const auto lacks_of = [&](const LocalText& what) { lacks(what + LocalText{" van: ", " of: "} + name, each.place); };
    if (each.inputs.empty()) lacks_of({"de gegevens", "the data"});
    if (each.inputs_are_partial)
      lacks_of({"alle gegevens, niet alleen de belangrijkste,", "all data, not only the most important,"});
    if (!each.logic) lacks_of({"de werking", "the logic"});
    if (!each.effect) lacks_of({"de gevolgen", "the effect"});
  }
  return any ? whole_or_partial() : Mark::absent;
}

Mark CompletenessJudge::categories() {
  if (policy_.records.empty()) {
    lacks({"welke gegevens worden bewaard", "which data are kept"});
    purposes_without_data();
    return Mark::absent;
  }
  for (const RecordType& record : policy_.records)
    if (record.examples_only)
      lacks(LocalText{"alle gegevens, niet alleen voorbeelden, van: ", "all data, not only examples, of: "} +
                record_words(record),
            record.place);
  // The categories are told; for what each of them is needed is not, and does not change the mark.
  const Mark mark = whole_or_partial();
  purposes_without_data();
  return mark;
}

void CompletenessJudge::purposes_without_data() {
  for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
    if (policy_.keepers[k].covers.empty())
      keeper_lacks(k, {"welke gegevens hiervoor nodig zijn", "which data are needed for this"});
}

Mark CompletenessJudge::sources() {
  bool any = false;
  for (const RecordType& record : policy_.records) {
    std::vector<LocalText> without;
    const Place* first = nullptr;
    for (const Field& field : record.fields) {
      any = any || !field.provenance.empty();
      if (!field.provenance.empty()) continue;
      without.push_back(name_words(field.name));
      if (first == nullptr) first = &field.place;
    }
    if (first == nullptr) continue;
    const bool all = without.size() == record.fields.size();
    lacks(LocalText{"de herkomst van de gegevens: ", "the source of the data: "} + record_words(record) +
              (all ? LocalText{} : same(" (") + list_words(without) + ")"),
          all ? record.place : *first);
  }
  if (policy_.records.empty()) lacks({"waar de gegevens vandaan komen", "where the data come from"});
  return any ? whole_or_partial() : Mark::absent;
}

}  // namespace compliance
