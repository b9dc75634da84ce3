// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/report/reports.h"
#include "libcompliance/report/rule_words.h"

namespace compliance {
namespace {

std::string fate_text(const Fate& fate, bool is_one) {
  if (!fate.action) return is_one ? "left as it is" : "left as they are";
  switch (*fate.action) {
    case EffectAction::remove:
      return "removed whole";
    case EffectAction::stub:
      return "emptied down to the key";
    case EffectAction::reduce:
      return "reduced, without " + join_words(fate.fields);
  }
  return "";
}

std::string lines_text(const std::vector<std::uint64_t>& lines, std::size_t most_lines) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) texts.push_back(std::to_string(lines[i]));
  if (lines.size() > most_lines) texts.push_back(std::to_string(lines.size() - most_lines) + " more");
  return std::string{"on line"} + (lines.size() == 1 ? " " : "s ") + join_words(texts);
}

std::string change_text(const ChangedRecords& changed, const Plan& plan, std::size_t most_lines) {
  const bool is_one = changed.lines.size() == 1;
  std::string text = printable(plan.place_of(plan.tables[changed.table])) + ": " +
                     count_of(changed.lines.size(), "record") + ": before, " + fate_text(changed.before, is_one) +
                     "; now " + fate_text(changed.now, is_one) + '\n';
  if (!changed.ended_now.empty()) text += "    no longer needed for " + join_words(changed.ended_now) + '\n';
  if (!changed.ended_no_more.empty())
    text += "    before, no longer needed for " + join_words(changed.ended_no_more) + '\n';
  return text + "    " + lines_text(changed.lines, most_lines) + '\n';
}

std::string rule_text(const RuleChange& change) {
  if (change.before.empty()) return change.rule + ": new: " + change.now;
  return change.rule + ": " + change.before + "; now " + (change.now.empty() ? "no more" : change.now);
}

std::string look_ahead_text(const std::optional<Period>& look_ahead) {
  return look_ahead ? format_period(*look_ahead) : "nothing";
}

// Why: once for each table with changes.
std::string rules_of_table(const PlanOutcome& outcome, std::size_t table, const Policy& policy) {
  const std::string& record = outcome.plan.tables[table].record;
  std::string text = "what the policy says otherwise of each " + record + ":\n";
  const std::vector<RuleChange> rules = rule_changes(record, *outcome.compared->before, policy);
  for (const RuleChange& change : rules) text += "    " + rule_text(change) + '\n';
  if (rules.empty())
    text += outcome.compared->look_ahead != outcome.plan.look_ahead
                ? "    nothing but how far it looks ahead\n"
                : "    nothing: it goes with what is said of records that are linked to it, or of its fields\n";
  return text;
}

Json names_json(const std::vector<std::string>& names) {
  Json list = Json::list();
  for (const std::string& name : names) list.add(name);
  return list;
}

Json fate_json(const Fate& fate) {
  return std::move(
      Json::object()
          .set("action", fate.action ? Json{effect_words[static_cast<std::size_t>(*fate.action)]} : Json{"nothing"})
          .set("fields", fate.action == EffectAction::reduce ? names_json(fate.fields) : Json{}));
}

}  // namespace

std::string comparison_text(const PlanOutcome& outcome, const Policy& policy, std::size_t most_lines) {
  if (!outcome.compared) return {};
  const PlanComparison& comparison = outcome.compared->comparison;
  const Plan& plan = outcome.plan;
  std::string text = "compared with " + printable(plan.compared_with->policy_file) + ": " +
                     count_of(comparison.count(FateChange::due_now), "record") + " due only because of the change, " +
                     std::to_string(comparison.count(FateChange::due_no_more)) + " due no more, " +
                     std::to_string(comparison.count(FateChange::otherwise)) + " in another way, " +
                     std::to_string(comparison.same) + " due as before\n";
  if (outcome.compared->look_ahead != plan.look_ahead)
    text += "before, it looked ahead " + look_ahead_text(outcome.compared->look_ahead) + "; now " +
            look_ahead_text(plan.look_ahead) + '\n';
  for (std::size_t i = 0; i < comparison.changes.size(); ++i) {
    const std::size_t table = comparison.changes[i].table;
    text += change_text(comparison.changes[i], plan, most_lines);
    const bool is_last_of_table = i + 1 == comparison.changes.size() || comparison.changes[i + 1].table != table;
    if (is_last_of_table) text += rules_of_table(outcome, table, policy);
  }
  return text;
}

Json comparison_json(const PlanOutcome& outcome, const Policy& policy) {
  if (!outcome.compared) return {};
  const PlanComparison& comparison = outcome.compared->comparison;
  const Plan& plan = outcome.plan;
  Json changes = Json::list(), rules = Json::list();
  std::vector<std::string> records;
  for (const ChangedRecords& changed : comparison.changes) {
    const PlannedTable& table = plan.tables[changed.table];
    if (std::find(records.begin(), records.end(), table.record) == records.end()) records.push_back(table.record);
    Json lines = Json::list();
    for (const std::uint64_t line : changed.lines) lines.add(line);
    changes.add(Json::object()
                    .set("export", plan.exports[table.of].name)
                    .set("file", table.file)
                    .set("record", table.record)
                    .set("change", word_of(changed.change(), fate_change_words))
                    .set("before", fate_json(changed.before))
                    .set("now", fate_json(changed.now))
                    .set("ended_now", names_json(changed.ended_now))
                    .set("ended_no_more", names_json(changed.ended_no_more))
                    .set("lines", std::move(lines)));
  }
  for (const std::string& record : records)
    for (const RuleChange& change : rule_changes(record, *outcome.compared->before, policy))
      rules.add(Json::object()
                    .set("record", record)
                    .set("rule", change.rule)
                    .set("before", change.before.empty() ? Json{} : Json{change.before})
                    .set("now", change.now.empty() ? Json{} : Json{change.now}));
  const auto& look_ahead = outcome.compared->look_ahead;
  return std::move(Json::object()
                       .set("policy_sha256", plan.compared_with->policy_sha256)
                       .set("look_ahead", look_ahead ? Json{format_period(*look_ahead)} : Json{})
                       .set("due_now", comparison.count(FateChange::due_now))
                       .set("due_no_more", comparison.count(FateChange::due_no_more))
                       .set("otherwise", comparison.count(FateChange::otherwise))
                       .set("same", comparison.same)
                       .set("changes", std::move(changes))
                       .set("rules", std::move(rules)));
}

}  // namespace compliance
