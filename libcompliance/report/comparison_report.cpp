// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/report/reports.h"
#include "libcompliance/report/rule_words.h"
#include "libcompliance/report/say.h"

namespace compliance {
namespace {

std::string fate_text(const Fate& fate, bool is_one, const Say& say) {
  if (!fate.action)
    return is_one ? say("gelaten zoals het is", "left as it is") : say("gelaten zoals ze zijn", "left as they are");
  switch (*fate.action) {
    case EffectAction::remove:
      return say("helemaal weg", "removed whole");
    case EffectAction::stub:
      return say("leeg op de sleutel na", "emptied down to the key");
    case EffectAction::reduce:
      return say("deels leeg, zonder ", "reduced, without ") + say.join(fate.fields);
  }
  return "";
}

std::string lines_text(const std::vector<std::uint64_t>& lines, std::size_t most_lines, const Say& say) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) texts.push_back(std::to_string(lines[i]));
  if (lines.size() > most_lines) texts.push_back(std::to_string(lines.size() - most_lines) + say(" andere", " more"));
  return (lines.size() == 1 ? say("op regel ", "on line ") : say("op regels ", "on lines ")) + say.join(texts);
}

std::string change_text(const ChangedRecords& changed, const Plan& plan, std::size_t most_lines, const Say& say) {
  const bool is_one = changed.lines.size() == 1;
  std::string text = printable(plan.place_of(plan.tables[changed.table])) + ": " +
                     count_of(changed.lines.size(), "record") + say(": eerst ", ": before, ") +
                     fate_text(changed.before, is_one, say) + say("; nu ", "; now ") +
                     fate_text(changed.now, is_one, say) + '\n';
  if (!changed.ended_now.empty())
    text += say("    niet meer nodig voor ", "    no longer needed for ") + say.join(changed.ended_now) + '\n';
  if (!changed.ended_no_more.empty())
    text += say("    eerst niet meer nodig voor ", "    before, no longer needed for ") +
            say.join(changed.ended_no_more) + '\n';
  return text + "    " + lines_text(changed.lines, most_lines, say) + '\n';
}

std::string rule_text(const RuleChange& change) {
  if (change.before.empty()) return change.rule + ": new: " + change.now;
  return change.rule + ": " + change.before + "; now " + (change.now.empty() ? "no more" : change.now);
}

std::string look_ahead_text(const std::optional<Period>& look_ahead, const Say& say) {
  return look_ahead ? format_period(*look_ahead) : say("niets", "nothing");
}

// Why: once for each table with changes.
std::string rules_of_table(const PlanOutcome& outcome, std::size_t table, const Policy& policy, const Say& say) {
  const std::string& record = outcome.plan.tables[table].record;
  std::string text =
      say("wat het beleid anders zegt (in het Engels) van elke ", "what the policy says otherwise of each ") + record +
      ":\n";
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

std::string comparison_text(const PlanOutcome& outcome, const Policy& policy, std::size_t most_lines,
                            Language language) {
  const Say say{language};
  if (!outcome.compared) return {};
  const PlanComparison& comparison = outcome.compared->comparison;
  const Plan& plan = outcome.plan;
  std::string text = say("vergeleken met ", "compared with ") + printable(plan.compared_with->policy_file) + ": " +
                     count_of(comparison.count(FateChange::due_now), "record") +
                     say(" alleen door de wijziging vervallen, ", " due only because of the change, ") +
                     std::to_string(comparison.count(FateChange::due_no_more)) + say(" niet meer, ", " due no more, ") +
                     std::to_string(comparison.count(FateChange::otherwise)) +
                     say(" op een andere manier, ", " in another way, ") + std::to_string(comparison.same) +
                     say(" net als eerst\n", " due as before\n");
  if (outcome.compared->look_ahead != plan.look_ahead)
    text += say("eerst keek het vooruit: ", "before, it looked ahead ") +
            look_ahead_text(outcome.compared->look_ahead, say) + say("; nu ", "; now ") +
            look_ahead_text(plan.look_ahead, say) + '\n';
  for (std::size_t i = 0; i < comparison.changes.size(); ++i) {
    const std::size_t table = comparison.changes[i].table;
    text += change_text(comparison.changes[i], plan, most_lines, say);
    const bool is_last_of_table = i + 1 == comparison.changes.size() || comparison.changes[i + 1].table != table;
    if (is_last_of_table) text += rules_of_table(outcome, table, policy, say);
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
