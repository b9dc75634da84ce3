// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/transfer_words.h"

#include <algorithm>

#include "libcompliance/documents/words.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

bool is_in_force(const Transfer& transfer, Date as_of) {
  const TransferMechanism* mechanism = find_transfer_mechanism(transfer.mechanism);
  return mechanism != nullptr && holds_on(*mechanism, as_of);
}

LocalText adequacy_words(std::string_view country) {
  return LocalText{"besluit van de Europese Commissie dat het recht van dat land genoeg beschermt (",
                   "decision of the European Commission that the law of that country protects enough ("} +
         country_words(country) + ")";
}

}  // namespace

std::vector<std::string> third_countries(std::span<const std::string> countries) {
  std::vector<std::string> found;
  std::ranges::copy_if(countries, std::back_inserter(found), [](const std::string& code) { return !in_eea(code); });
  return found;
}

LocalText mechanism_words(const Transfer& transfer) {
  const TransferMechanism* mechanism = find_transfer_mechanism(transfer.mechanism);
  const LocalText words = mechanism == nullptr ? name_words(transfer.mechanism) : mechanism->title;
  return transfer.reference ? words + " (" + *transfer.reference + ")" : words;
}

LocalText transfer_words(const Recipient& recipient, Date as_of) {
  if (recipient.transfer) return mechanism_words(*recipient.transfer);
  std::vector<LocalText> parts;
  for (const std::string& code : third_countries(recipient.countries))
    if (find_adequate_country(code, as_of) != nullptr) parts.push_back(adequacy_words(code));
  return list_words(parts);
}

bool is_grounded(const Recipient& recipient, Date as_of) {
  if (recipient.transfer) return is_in_force(*recipient.transfer, as_of);
  return countries_without_decision(recipient.countries, as_of).empty();
}

LocalText system_transfer_words(const Statement& statement, const System& system, Date as_of) {
  if (system.host && statement.recipients)
    for (const Recipient& recipient : *statement.recipients)
      if (recipient.name == *system.host && recipient.transfer && is_in_force(*recipient.transfer, as_of))
        return mechanism_words(*recipient.transfer);
  std::vector<LocalText> parts;
  for (const Transfer& transfer : statement.controller.transfers)
    if (is_in_force(transfer, as_of)) parts.push_back(mechanism_words(transfer));
  if (!parts.empty()) return list_words(parts);
  if (!countries_without_decision(system.countries, as_of).empty()) return {};
  for (const std::string& code : third_countries(system.countries)) parts.push_back(adequacy_words(code));
  return list_words(parts);
}

bool may_hold(const System& system, std::span<const FieldRef> cells) {
  return cells.empty() || std::ranges::any_of(cells, [&](const FieldRef& cell) {
           return std::ranges::find(system.records, cell.record) != system.records.end();
         });
}

}  // namespace compliance
