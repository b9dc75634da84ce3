// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "libcompliance/base/text.h"
#include "libcompliance/plan/plan_json.h"
#include "libcompliance/report/columns.h"
#include "libcompliance/report/reports.h"
#include "libcompliance/report/say.h"

namespace compliance {

int days_overdue(const Effect& effect, Date as_of) { return std::max(0, days_between(effect.due_since, as_of) + 1); }

std::vector<RuleReport> rule_reports(const Plan& plan) {
  std::vector<RuleReport> rules;
  for (const RuleTotal& total : rule_totals(plan.tables)) rules.push_back({.total = total});
  for (const PlannedTable& table : plan.tables)
    for (const Effect& effect : table.effects)
      for (const std::string& keeper : effect.ended) {
        const auto rule = std::find_if(rules.begin(), rules.end(),
                                       [&](const RuleReport& each) { return each.total.keeper == keeper; });
        if (rule->longest != nullptr && rule->longest->due_since <= effect.due_since) continue;
        rule->longest = &effect;
        rule->table = &table;
      }
  return rules;
}

std::string rules_text(const Plan& plan, Language language) {
  const Say say{language};
  const std::vector<RuleReport> rules = rule_reports(plan);
  if (rules.empty()) return {};
  std::size_t width = 0;
  for (const RuleReport& rule : rules) width = std::max(width, rule.total.keeper.size());
  std::string text = std::string(width, ' ');
  const std::array<std::string, 3> heads{say("weg", "remove"), say("sleutel", "stub"), say("deels leeg", "reduce")};
  for (const std::string& word : heads) text += pad_left(word, 11);
  text += say("  langst over tijd\n", "  longest overdue\n");
  for (const RuleReport& rule : rules) {
    text += pad_right(rule.total.keeper, width);
    for (const std::uint64_t records : rule.total.records) text += pad_left(std::to_string(records), 11);
    const int days = days_overdue(*rule.longest, plan.as_of);
    text += days == 0
                ? say("  niets", "  none")
                : "  " + say.days(static_cast<std::uint64_t>(days)) + ": " + printable(plan.place_of(*rule.table)) +
                      say(", regel ", ", line ") + std::to_string(rule.longest->line);
    text += '\n';
  }
  return text;
}

Json rules_json(const Plan& plan) {
  Json list = Json::list();
  for (const RuleReport& rule : rule_reports(plan)) {
    list.add(Json::object()
                 .set("keeper", rule.total.keeper)
                 .set("counts", counts_json(rule.total.records))
                 .set("longest_overdue", Json::object()
                                             .set("export", plan.exports[rule.table->of].name)
                                             .set("file", rule.table->file)
                                             .set("line", rule.longest->line)
                                             .set("due_since", format_date(rule.longest->due_since))
                                             .set("days", days_overdue(*rule.longest, plan.as_of))));
  }
  return list;
}

}  // namespace compliance
