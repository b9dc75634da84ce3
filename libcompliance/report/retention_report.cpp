// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "libcompliance/base/text.h"
#include "libcompliance/plan/plan_json.h"
#include "libcompliance/report/columns.h"
#include "libcompliance/report/effect_groups.h"
#include "libcompliance/report/reports.h"
#include "libcompliance/report/say.h"

namespace compliance {
namespace {

std::vector<std::string> names_of(std::uint64_t keepers, const Policy& policy) {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < policy.keepers.size(); ++k)
    if ((keepers >> k & 1U) != 0) names.push_back(policy.keepers[k].name);
  return names;
}

std::size_t widest_file(const Plan& plan) {
  std::size_t width = 0;
  for (const PlannedTable& table : plan.tables) width = std::max(width, printable(plan.place_of(table)).size());
  return width;
}

std::string overview(const PlanOutcome& outcome, const Say& say) {
  const std::array<std::string, 7> heads{"records",
                                         say("weg", "remove"),
                                         say("sleutel", "stub"),
                                         say("deels leeg", "reduce"),
                                         say("onbeslist", "undecided"),
                                         say("zonder doel", "unfounded"),
                                         say("blijft", "kept")};
  const std::size_t width = widest_file(outcome.plan), column = heads[5].size() + 2;
  std::string text = std::string(width, ' ');
  for (const std::string& head : heads) text += pad_left(head, column);
  text += '\n';
  for (std::size_t t = 0; t < outcome.tables.size(); ++t) {
    const TableOutcome& each = outcome.tables[t];
    text += pad_right(printable(outcome.plan.place_of(outcome.plan.tables[t])), width);
    for (const std::uint64_t number : {outcome.plan.tables[t].records, each.removed, each.stubs, each.reduced,
                                       each.undecided, each.unfounded, each.kept})
      text += pad_left(std::to_string(number), column);
    text += '\n';
  }
  return text;
}

std::string phrase_of(EffectAction action, const Say& say) {
  switch (action) {
    case EffectAction::remove:
      return say("helemaal weg", "removed whole");
    case EffectAction::stub:
      return say("leeg op de sleutel na, omdat een record dat blijft ernaar verwijst",
                 "emptied down to the key, because a record that stays links to it");
    case EffectAction::reduce:
      return say("deels leeg", "reduced");
  }
  return "";
}

std::string effects_text(const Plan& plan, const PlannedTable& table, std::size_t most_lines, const Say& say) {
  std::string text;
  for (const EffectGroup& group : effect_groups(table)) {
    text += printable(plan.place_of(table)) + ": " + count_of(group.effects.size(), "record") + ' ' +
            phrase_of(group.action, say);
    if (!group.fields.empty()) text += say(", zonder ", ", without ") + say.join(group.fields);
    text += '\n';
    text += say("    niet meer nodig voor ", "    no longer needed for ") + say.join(group.ended) + '\n';
    text += say("    laatste dag ", "    last day ") + format_date(group.first_last_day);
    if (group.first_last_day != group.last_last_day)
      text += say(" tot en met ", " to ") + format_date(group.last_last_day);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < std::min(group.effects.size(), most_lines); ++i)
      lines.push_back(std::to_string(group.effects[i]->line));
    if (group.effects.size() > most_lines)
      lines.push_back(std::to_string(group.effects.size() - most_lines) + say(" andere", " more"));
    text += (group.effects.size() == 1 ? say("; op regel ", "; on line ") : say("; op regels ", "; on lines ")) +
            say.join(lines) + '\n';
  }
  return text;
}

std::string early_text(const TableOutcome& table, const Say& say) {
  if (table.longest_early == 0)
    return say("op de laatste dag", table.early == 1 ? "on its last day" : "on their last day");
  return say("hooguit ", "up to ") + say.days(static_cast<std::uint64_t>(table.longest_early)) +
         say(" vroeg", " early");
}

std::string deadlines_text(const PlanOutcome& outcome, const Say& say) {
  std::string text;
  for (std::size_t t = 0; t < outcome.tables.size(); ++t) {
    const TableOutcome& table = outcome.tables[t];
    const std::string file = printable(outcome.plan.place_of(outcome.plan.tables[t]));
    if (table.early > 0)
      text += file + ": " + count_of(table.early, "record") +
              (table.early == 1 ? say(" gaat ", " goes ") : say(" gaan ", " go ")) + early_text(table, say) +
              say(", omdat de volgende run te laat zou zijn\n", ", because the next run would be too late\n");
    if (table.over > 0)
      text += file + ": " + count_of(table.over, "record") +
              (table.over == 1 ? say(" is", " was") : say(" zijn", " were")) +
              say(" langer bewaard dan het maximum, hooguit ", " kept longer than the maximum, by up to ") +
              say.days(static_cast<std::uint64_t>(table.longest_over)) + '\n';
  }
  return text;
}

std::string kept_text(const PlanOutcome& outcome, const Policy& policy, const Say& say) {
  std::string text;
  for (std::size_t t = 0; t < outcome.tables.size(); ++t) {
    const TableOutcome& table = outcome.tables[t];
    if (table.kept == 0) continue;
    text += printable(outcome.plan.place_of(outcome.plan.tables[t])) + ": " + count_of(table.kept, "record") +
            (table.kept == 1 ? say(" blijft, ", " kept, ") : say(" blijven, ", " kept, ")) +
            std::to_string(table.kept_open) + say(" ervan nog zonder einde", " of them without an end yet");
    if (table.next_due)
      text += say("; het eerstvolgende vervalt op ", "; the next one falls due on ") + format_date(*table.next_due);
    text += '\n';
    for (const auto& [keepers, count] : table.kept_for)
      text += "    " + std::to_string(count) +
              (keepers == 0 ? say(" met alleen een sleutel, of datums die een ander record nodig heeft",
                                  " that hold nothing but a key, or dates that another record needs")
                            : say(" voor ", " for ") + say.join(names_of(keepers, policy))) +
              '\n';
  }
  return text;
}

std::string heading(const Plan& plan, const Policy& policy, const ExportSet& source, Language language) {
  const Say say{language};
  std::string text = printable(in(language, policy.title)) + say(" (beleid ", " (policy ") + policy.name + "), " +
                     printable(policy.controller) + '\n';
  for (const Export& each : source.exports())
    text += "Export " + each.binding().name + say(" uit ", " of ") + printable(each.binding().system) +
            say(", gemaakt op ", ", taken on ") + format_date(policy.zone->date_of(each.binding().taken)) +
            (source.exports().size() == 1 ? ", " : "\n");
  const bool is_one = source.exports().size() == 1;
  if (plan.tenant) text += (is_one ? say("voor ", "for tenant ") : say("Voor ", "For tenant ")) + *plan.tenant + ", ";
  text += (is_one || plan.tenant ? say("besluiten voor ", "decided for ") : say("Besluiten voor ", "Decided for ")) +
          format_date(plan.as_of);
  if (plan.look_ahead)
    text += say(", vooruitkijkend tot ", ", looking ahead to ") + format_date(add_period(plan.as_of, *plan.look_ahead));
  return text + '\n';
}

Json outcome_json(const PlanOutcome& whole, std::size_t table, const Policy& policy) {
  const Plan& plan = whole.plan;
  const PlannedTable& planned = plan.tables[table];
  const TableOutcome& outcome = whole.tables[table];
  Json kept_for = Json::list();
  for (const auto& [keepers, count] : outcome.kept_for) {
    Json names = Json::list();
    for (std::string& name : names_of(keepers, policy)) names.add(std::move(name));
    kept_for.add(Json::object().set("keepers", std::move(names)).set("records", count));
  }
  return std::move(Json::object()
                       .set("export", plan.exports[planned.of].name)
                       .set("file", planned.file)
                       .set("record", planned.record)
                       .set("records", planned.records)
                       .set("removed", outcome.removed)
                       .set("stubs", outcome.stubs)
                       .set("reduced", outcome.reduced)
                       .set("undecided", outcome.undecided)
                       .set("unfounded", outcome.unfounded)
                       .set("kept", outcome.kept)
                       .set("kept_open", outcome.kept_open)
                       .set("kept_for", std::move(kept_for))
                       .set("held_for", held_json(whole, outcome))
                       .set("held_back", outcome.held_back)
                       .set("to_review", outcome.to_review)
                       .set("early", outcome.early)
                       .set("longest_early_days", outcome.longest_early)
                       .set("over_maximum", outcome.over)
                       .set("longest_over_days", outcome.longest_over)
                       .set("next_due", outcome.next_due ? Json{format_date(*outcome.next_due)} : Json{}));
}

Json effect_json(const Plan& plan, const PlannedTable& table, const Effect& effect) {
  Json fields = Json::list(), ended = Json::list();
  for (const std::string& field : effect.fields) fields.add(field);
  for (const std::string& keeper : effect.ended) ended.add(keeper);
  return std::move(Json::object()
                       .set("export", plan.exports[table.of].name)
                       .set("file", table.file)
                       .set("record", table.record)
                       .set("line", effect.line)
                       .set("key", effect.key)
                       .set("action", effect_words[static_cast<std::size_t>(effect.action)])
                       .set("fields", effect.action == EffectAction::reduce ? std::move(fields) : Json{})
                       .set("ended", std::move(ended))
                       .set("due_since", format_date(effect.due_since))
                       .set("early", effect.early));
}

}  // namespace

std::string retention_text(const PlanOutcome& outcome, const Policy& policy, const ExportSet& source,
                           std::size_t most_lines, Language language) {
  const Plan& plan = outcome.plan;
  const Say say{language};
  std::string text = heading(plan, policy, source, language) + '\n' + overview(outcome, say);
  text += plan.effects() == 0 ? say("\nEr is niets vervallen.\n", "\nNothing is due.\n")
                              : say("\nWAT GAAT, EN WAAROM\n", "\nWHAT GOES, AND WHY\n");
  for (const PlannedTable& table : plan.tables) text += effects_text(plan, table, most_lines, say);
  const auto section = [&](std::string_view dutch, std::string_view english, const std::string& body) {
    if (!body.empty()) text += '\n' + say(dutch, english) + '\n' + body;
  };
  section("PER REGEL", "BY RULE", rules_text(plan, language));
  section("WAT DE WIJZIGING VAN HET BELEID DOET", "WHAT THE CHANGE OF POLICY DOES",
          comparison_text(outcome, policy, most_lines, language));
  section("TERMIJNEN", "DEADLINES", deadlines_text(outcome, say));
  section("WAT BLIJFT, EN WAAROM", "WHAT STAYS, AND WHY", kept_text(outcome, policy, say));
  section("JURIDISCHE BEWARING", "LEGAL HOLDS", holds_text(outcome, language));
  section("HEEFT HET CRM HET GEDAAN?", "DID THE CRM DO IT?", asked_text(outcome, language));
  if (outcome.forecast)
    section("WAT ER LATER VERVALT, ALS ER NIETS VERANDERT", "WHAT FALLS DUE LATER, IF NOTHING CHANGES",
            forecast_text(*outcome.forecast, policy, language));
  if (!outcome.findings.empty())
    text += say("\nWAT EEN BESLUIT VRAAGT (in het Engels): ", "\nWHAT NEEDS A DECISION: ") +
            findings_summary(outcome.findings) + '\n' + findings_text(outcome.findings, most_lines);
  return text;
}

Json retention_json(std::string_view command, const PlanOutcome& outcome, const Policy& policy) {
  const Plan& plan = outcome.plan;
  Json tables = Json::list(), effects = Json::list();
  for (std::size_t t = 0; t < outcome.tables.size(); ++t) {
    const PlannedTable& planned = outcome.plan.tables[t];
    tables.add(outcome_json(outcome, t, policy));
    for (const Effect& effect : planned.effects) effects.add(effect_json(plan, planned, effect));
  }
  Json result = result_for(command);
  return std::move(describe_plan(result, plan)
                       .set("tables", std::move(tables))
                       .set("rules", rules_json(plan))
                       .set("comparison", comparison_json(outcome, policy))
                       .set("asked", asked_json(outcome))
                       .set("forecast", outcome.forecast ? forecast_json(*outcome.forecast, policy) : Json{})
                       .set("effects", std::move(effects))
                       .set("findings", to_json(outcome.findings)));
}

std::map<std::string, std::uint64_t> counts_of(const Plan& plan) {
  std::map<std::string, std::uint64_t> counts{{"records", 0}, {"removed", 0}, {"stubs", 0}, {"reduced", 0}};
  for (const PlannedTable& table : plan.tables) {
    counts["records"] += table.records;
    counts["removed"] += table.count(EffectAction::remove);
    counts["stubs"] += table.count(EffectAction::stub);
    counts["reduced"] += table.count(EffectAction::reduce);
  }
  return counts;
}

std::map<std::string, std::uint64_t> record_counts_of(const Plan& plan) {
  std::map<std::string, std::uint64_t> counts;
  for (const PlannedTable& table : plan.tables)
    counts[table.record] += table.records - table.count(EffectAction::remove);
  return counts;
}

}  // namespace compliance
