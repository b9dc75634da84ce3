// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/register_elements.h"

#include "libcompliance/documents/notice_words.h"

namespace compliance {

RegisterValue value(LocalText words, std::string code) { return {std::move(words), std::move(code)}; }

void add_lack(RegisterElement& element, const LocalText& lack) {
  element.missing = true;
  element.lacks = element.lacks.en.empty() ? lack : element.lacks + "; " + lack;
}

RegisterElement dpo_element(const Statement& statement) {
  RegisterElement dpo{.key = "dpo",
                      .article = "Art. 30(1)(a)",
                      .label = {"functionaris gegevensbescherming", "data protection officer"}};
  dpo.missing = !statement.dpo;
  if (statement.dpo)
    dpo.values.push_back(statement.dpo->none ? value({"niet nodig", "not needed"}, "none")
                                             : value(same(statement.dpo->contact)));
  return dpo;
}

RegisterElement security_element(const Statement& statement) {
  RegisterElement element{.key = "security", .article = "Art. 30(1)(g)", .label = {"beveiliging", "security measures"}};
  for (const LocalText& measure : statement.security) element.values.push_back(value(measure));
  element.missing = element.values.empty();
  return element;
}

RegisterElement backups_element(const Statement& statement) {
  RegisterElement element{.key = "backups", .label = {"reservekopieën", "backups"}};
  for (const Backup& each : statement.backups)
    element.values.push_back(value(same(each.what) + LocalText{": elke ", ": every "} + every_words(each.every) +
                                   LocalText{", weg na ", ", gone after "} + period_words(each.keep)));
  return element;
}

RegisterElement time_limit_element(const Policy& policy, const Keeper& keeper) {
  RegisterElement element{.key = "time_limit", .article = "Art. 30(1)(f)", .label = {"bewaartijd", "time limit"}};
  const std::optional<Clock> clock = keeper.storage();
  element.missing = !clock;
  if (clock)
    element.values.push_back(value(storage_words(policy, keeper),
                                   format_period(clock->period) + " after " + policy.moments[clock->after].name));
  return element;
}

RegisterElement countries_element(const std::vector<std::string>& codes, std::string_view article) {
  RegisterElement element{.key = "countries", .article = article, .label = {"landen", "countries"}};
  for (const std::string& code : codes) element.values.push_back(value(country_words(code), code));
  if (codes.empty() && !article.empty()) add_lack(element, {"het land", "the country"});
  return element;
}

RegisterElement use_until_element(const Policy& policy, const Keeper& keeper) {
  RegisterElement element{.key = "use_until", .label = {"gebruik", "use"}};
  const LocalText words = use_words(policy, keeper);
  if (!words.en.empty()) element.values.push_back(value(words, policy.moments[*keeper.use_until].name));
  return element;
}

RegisterElement ceiling_element(const Policy& policy, const Keeper& keeper) {
  RegisterElement element{.key = "at_most", .label = {"nooit langer", "never longer"}};
  for (const CeilingOf& each : ceilings_of(policy, keeper))
    element.values.push_back(value(each.whose + ": " + each.words, format_period(each.ceiling->at_most) + " after " +
                                                                       policy.moments[each.ceiling->after].name));
  return element;
}

RegisterElement channels_element(const Keeper& keeper) {
  RegisterElement element{.key = "channels", .label = {"kanalen", "channels"}};
  for (const std::string& channel : keeper.channels)
    element.values.push_back(value(channels_words({&channel, 1}), channel));
  return element;
}

RegisterElement topics_element(const Keeper& keeper) {
  RegisterElement element{.key = "topics", .label = {"onderwerpen", "topics"}};
  for (const std::string& topic : keeper.topics) element.values.push_back(value(name_words(topic), topic));
  return element;
}

RegisterElement disclosures_element(const Statement& statement) {
  RegisterElement element{.key = "disclosures",
                          .label = {"verstrekking in bijzondere gevallen", "special disclosures"}};
  for (const Disclosure& each : statement.disclosures) {
    LocalText words = disclosure_words(each.reason) + ": " + told_words(each.inform);
    if (each.approver) words = words + LocalText{" (beslist: ", " (decides: "} + approver_words(*each.approver) + ")";
    element.values.push_back(value(words, each.reason));
  }
  return element;
}

RegisterElement contract_element(const Recipient& recipient) {
  RegisterElement element{.key = "contract", .label = {"contract", "contract"}};
  if (recipient.contract) element.values.push_back(value(same(recipient.contract->reference.text)));
  const bool works_for_us =
      recipient.kind == RecipientKind::processor || recipient.kind == RecipientKind::sub_processor;
  if (works_for_us) element.article = "Art. 28(3)";
  if (works_for_us && !recipient.contract) add_lack(element, {"het contract", "the contract"});
  return element;
}

RegisterElement transfers_element(std::string_view article) {
  return {.key = "transfers", .article = article, .label = {"doorgifte buiten de EER", "transfers outside the EEA"}};
}

void add_outside(RegisterElement& element, const LocalText& what, const std::string& code,
                 const std::vector<std::string>& countries, const LocalText& ground) {
  if (ground.en.empty()) add_lack(element, what + LocalText{": waarom dat mag", ": why that is allowed"});
  element.values.push_back(
      value(what + ": " + countries_words(countries) + (ground.en.empty() ? LocalText{} : same("; ") + ground), code));
}

}  // namespace compliance
