// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/request_words.h"

#include <algorithm>

#include "libcompliance/documents/request_letter.h"

namespace compliance {
namespace {

bool rests_on(const Keeper& keeper, std::initializer_list<Basis> bases) {
  return std::ranges::any_of(keeper.bases, [&](Basis basis) { return std::ranges::find(bases, basis) != bases.end(); });
}

}  // namespace

LocalText item_words(const Policy& policy, const std::string& item) {
  const auto keeper = std::ranges::find(policy.keepers, item, &Keeper::name);
  if (keeper != policy.keepers.end()) return keeper_words(*keeper);
  for (std::size_t record = 0; record < policy.records.size(); ++record) {
    const RecordType& type = policy.records[record];
    if (type.name == item) return record_words(type);
    for (std::size_t field = 0; field < type.fields.size(); ++field)
      if (policy.name_of({record, field}) == item)
        return type.fields[field].category == nullptr ? name_words(type.fields[field].name)
                                                      : category_words(*type.fields[field].category);
  }
  return name_words(item);
}

LocalText in_brackets(const LocalText& words) { return LocalText{" (", " ("} + words + ")"; }

LocalText asked_words(const Request& request, const Policy& policy) {
  const LocalText purpose = request.purpose ? in_brackets(item_words(policy, *request.purpose)) : LocalText{};
  switch (request.type) {
    case RequestType::access:
      return {"inzage in uw gegevens", "access to your data"};
    case RequestType::portability:
      return {"gegevens om mee te nemen", "data to take along"};
    case RequestType::erasure:
      return LocalText{"het wissen van uw gegevens", "the erasure of your data"} + purpose;
    case RequestType::account_deletion:
      return {"het verwijderen van uw account", "the deletion of your account"};
    case RequestType::rectification:
      return {"het verbeteren van uw gegevens", "the correction of your data"};
    case RequestType::restriction:
      return LocalText{"het beperken van het gebruik van uw gegevens", "a restriction of the use of your data"} +
             purpose;
    case RequestType::objection:
      return LocalText{"het stoppen van het gebruik van uw gegevens", "an end to the use of your data"} + purpose;
    case RequestType::withdrawal:
      return LocalText{"het intrekken van uw toestemming", "the withdrawal of your consent"} + purpose;
    case RequestType::opt_out:
      return LocalText{"geen reclame meer", "no more advertising"} + purpose +
             (request.stops.empty() ? LocalText{} : in_brackets(channels_words(request.stops)));
    case RequestType::minor:
      return {"het wissen van gegevens van een kind", "the erasure of data of a child"};
    case RequestType::ccpa_know:
    case RequestType::ccpa_delete:
    case RequestType::ccpa_opt_out:
    case RequestType::ccpa_limit:
    case RequestType::ccpa_correct:
      return {};
  }
  return {};
}

std::vector<Right> rights_that_apply(const Policy& policy) {
  const auto any = [&](const auto& of) {
    return std::ranges::any_of(policy.keepers, [&](const Keeper& keeper) {
      return keeper.kind == Keeper::Kind::purpose && (keeper.bases.empty() || of(keeper));
    });
  };
  std::vector<Right> rights{Right::access, Right::rectification, Right::completion, Right::erasure, Right::restriction};
  if (portability_applies(policy)) rights.push_back(Right::portability);
  if (any([](const Keeper& keeper) {
        return keeper.message == MessageKind::marketing ||
               rests_on(keeper, {Basis::public_task, Basis::legitimate_interest});
      }))
    rights.push_back(Right::objection);
  if (any([](const Keeper& keeper) { return rests_on(keeper, {Basis::consent}); })) rights.push_back(Right::withdrawal);
  return rights;
}

}  // namespace compliance
