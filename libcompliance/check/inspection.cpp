// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/check/inspection.h"

#include <algorithm>
#include <tuple>

#include "libcompliance/base/text.h"

namespace compliance {

Inspection::Inspection(const Policy& policy, Date as_of) : policy_(&policy), as_of_(as_of) {
  for (const RecordType& record : policy.records) keepers_of_.emplace_back(record.fields.size());
  for (std::size_t k = 0; k < policy.keepers.size(); ++k)
    for (const FieldRef& ref : policy.keepers[k].covers) keepers_of_[ref.record][ref.field] |= std::uint64_t{1} << k;
}

bool Inspection::is_declared_recipient(std::string_view name) const {
  const auto& recipients = statement().recipients;
  return recipients &&
         std::any_of(recipients->begin(), recipients->end(), [&](const Recipient& each) { return each.name == name; });
}

bool Inspection::holds_people(std::size_t record) const {
  const RecordType& type = policy_->records[record];
  return type.is != RecordKind::organisation || type.sole_trader_when.has_value();
}

void Inspection::add(KnownCode code, const Place& place, std::string message, std::string hint) {
  findings_.push_back({.code = (*code).code,
                       .severity = (*code).severity,
                       .place = place,
                       .message = std::move(message),
                       .hint = std::move(hint),
                       .why = (*code).why});
}

std::vector<Finding> Inspection::take_findings() {
  std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
    return std::tuple{a.place.line == 0, a.place.line, a.place.column} <
           std::tuple{b.place.line == 0, b.place.line, b.place.column};
  });
  return std::move(findings_);
}

bool rests_on(const Keeper& purpose, Basis basis) {
  return std::find(purpose.bases.begin(), purpose.bases.end(), basis) != purpose.bases.end();
}

std::string called(const Keeper& keeper) {
  return std::string{word_of(keeper.kind, keeper_kind_words)} + " \"" + keeper.name + '"';
}

std::string names_of(const Policy& policy, const std::vector<FieldRef>& fields) {
  std::vector<std::string> names;
  for (const FieldRef& ref : fields) names.push_back(policy.name_of(ref));
  return join_words(names);
}

}  // namespace compliance
