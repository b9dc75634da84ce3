// SPDX-License-Identifier: Apache-2.0
// The report of a retention run as a page for people, in Dutch and English. The findings keep the language of the
// program: they name codes, and their sentences are what a search finds.

#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/documents/html.h"
#include "libcompliance/documents/markdown.h"
#include "libcompliance/report/effect_groups.h"
#include "libcompliance/report/forecast_chart.h"
#include "libcompliance/report/reports.h"

namespace compliance {
namespace {

class Page {
 public:
  Page(const PlanOutcome& outcome, const Policy& policy, const ExportSet& source, Language language)
      : outcome_(outcome), plan_(outcome.plan), policy_(policy), source_(source), language_(language) {}

  std::string write() {
    heading();
    overview();
    effects();
    rules();
    deadlines();
    kept();
    holds();
    asked();
    forecast();
    findings();
    crm();
    flush();
    return html_page(word_of(language_, language_words), title(), html_);
  }

 private:
  using Cells = std::vector<std::string>;
  static constexpr std::string_view no_break_space = "\xC2\xA0";

  std::string say(std::string_view dutch, std::string_view english) const {
    return std::string{language_ == Language::nl ? dutch : english};
  }
  std::string say(const LocalText& text) const { return in(language_, text); }
  // In words, on one line.
  std::string date(Date day) const {
    std::string words;
    for (const char c : say(date_words(day))) words += c == ' ' ? std::string{no_break_space} : std::string{c};
    return words;
  }
  std::string days(int count) const {
    return std::to_string(count) +
           (language_ == Language::nl ? (count == 1 ? " dag" : " dagen") : (count == 1 ? " day" : " days"));
  }
  std::string title() const {
    return say("Bewaartermijnen: ", "Retention: ") + printable(say(policy_.title)) + ", " + format_date(plan_.as_of);
  }

  // Words of the program and of the policy; everything stands for itself.
  void line(const std::string& text) { markdown_ += markdown_escape(text) + "\n\n"; }
  void section(const std::string& text) { markdown_ += "## " + markdown_escape(text) + "\n\n"; }
  void row(const Cells& cells) {
    markdown_ += '|';
    for (const std::string& cell : cells) markdown_ += ' ' + markdown_escape(cell) + " |";
    markdown_ += '\n';
  }
  // `sides`: of each column, '<' for words or '>' for numbers; the last one also of those that follow.
  void head(const Cells& cells, std::string_view sides) {
    row(cells);
    markdown_ += '|';
    for (std::size_t i = 0; i < cells.size(); ++i)
      markdown_ += sides[std::min(i, sides.size() - 1)] == '>' ? "---:|" : "---|";
    markdown_ += '\n';
  }
  void end_table() { markdown_ += '\n'; }
  void flush() {
    html_ += markdown_to_html_body(markdown_);
    markdown_.clear();
  }

  std::string join(const Cells& words) const { return join_words(words, say(" en ", " and ")); }
  std::string title_of(std::string_view keeper) const {
    const auto found = std::ranges::find(policy_.keepers, keeper, &Keeper::name);
    return found == policy_.keepers.end() ? std::string{} : printable(say(keeper_words(*found)));
  }
  std::string place_of(std::size_t table) const { return plan_.place_of(plan_.tables[table]); }

  void heading() {
    markdown_ += "# " + markdown_escape(title()) + "\n\n";
    const auto item = [&](const std::string& text) { markdown_ += "- " + markdown_escape(text) + '\n'; };
    item(policy_.controller + say(", beleid ", ", policy ") + policy_.name);
    for (const Export& each : source_.exports())
      item(std::string{"Export "} + each.binding().name + say(" uit ", " of ") + each.binding().system +
           say(", gemaakt op ", ", taken on ") + date(policy_.zone->date_of(each.binding().taken)));
    if (plan_.tenant) item(say("Alleen de records van ", "Only the records of ") + *plan_.tenant);
    std::string day = say("Besluiten gelden voor ", "Decided for ") + date(plan_.as_of);
    if (plan_.look_ahead)
      day += say(", vooruitkijkend tot ", ", looking ahead to ") + date(add_period(plan_.as_of, *plan_.look_ahead));
    item(day);
    if (const auto& before = plan_.compared_with)
      item(say("Vergeleken met het beleid ", "Compared with the policy ") + printable(before->policy_file) +
           " (SHA-256 " + before->policy_sha256 + ')');
    markdown_ += '\n';
  }

  void overview() {
    section(say("Overzicht", "Overview"));
    head({say("tabel", "table"), "records", say("weg", "remove"), say("alleen sleutel", "stub"),
          say("deels leeg", "reduce"), say("onbeslist", "undecided"), say("zonder doel", "unfounded"),
          say("blijft", "kept")},
         "<>");
    for (std::size_t t = 0; t < outcome_.tables.size(); ++t) {
      const TableOutcome& each = outcome_.tables[t];
      Cells cells{place_of(t)};
      for (const std::uint64_t count :
           {plan_.tables[t].records, each.removed, each.stubs, each.reduced, each.undecided, each.unfounded, each.kept})
        cells.push_back(std::to_string(count));
      row(cells);
    }
    end_table();
  }

  std::string action_words(EffectAction action, const Cells& fields) const {
    switch (action) {
      case EffectAction::remove:
        return say("gaat weg", "removed whole");
      case EffectAction::stub:
        return say("leeg op de sleutel na: een record dat blijft verwijst ernaar",
                   "emptied down to the key: a record that stays links to it");
      case EffectAction::reduce:
        return say("zonder ", "without ") + join(fields);
    }
    return {};
  }

  void effects() {
    section(say("Wat gaat, en waarom", "What goes, and why"));
    if (plan_.effects() == 0) return line(say("Er is niets vervallen.", "Nothing is due."));
    head({say("tabel", "table"), "records", say("wat er gebeurt", "what happens"),
          say("niet meer nodig voor", "no longer needed for"), say("laatste dag", "last day")},
         "<><");
    for (std::size_t t = 0; t < plan_.tables.size(); ++t)
      for (const EffectGroup& group : effect_groups(plan_.tables[t]))
        row({place_of(t), std::to_string(group.effects.size()), action_words(group.action, group.fields),
             join(group.ended),
             format_date(group.first_last_day) +
                 (group.first_last_day == group.last_last_day
                      ? std::string{}
                      : say(" tot en met ", " to ") + format_date(group.last_last_day))});
    end_table();
    line(say("report.txt noemt van elk record de regel in de export.",
             "report.txt names the line in the export of each record."));
  }

  void rules() {
    const std::vector<RuleReport> rules = rule_reports(plan_);
    if (rules.empty()) return;
    section(say("Per regel", "By rule"));
    head({say("regel", "rule"), say("doel of plicht", "purpose or duty"), say("weg", "remove"),
          say("alleen sleutel", "stub"), say("deels leeg", "reduce"), say("langst over tijd", "longest overdue")},
         "<<>>><");
    for (const RuleReport& rule : rules) {
      Cells cells{rule.total.keeper, title_of(rule.total.keeper)};
      for (const std::uint64_t count : rule.total.records) cells.push_back(std::to_string(count));
      const int overdue = days_overdue(*rule.longest, plan_.as_of);
      cells.push_back(overdue == 0 ? say("niets", "none")
                                   : days(overdue) + ": " + plan_.place_of(*rule.table) + say(", regel ", ", line ") +
                                         std::to_string(rule.longest->line));
      row(cells);
    }
    end_table();
  }

  void deadlines() {
    Cells lines;
    for (std::size_t t = 0; t < outcome_.tables.size(); ++t) {
      const TableOutcome& table = outcome_.tables[t];
      const std::string early = place_of(t) + ": " + std::to_string(table.early);
      const std::string reason =
          say(", omdat de volgende run te laat zou zijn", ", because the next run would be too late");
      if (table.early > 0 && table.longest_early == 0)
        lines.push_back(early + say(" op de laatste dag", " on the last day") + reason);
      else if (table.early > 0)
        lines.push_back(early + say(" vroeg, hooguit ", " early, by up to ") + days(table.longest_early) + reason);
      if (table.over > 0)
        lines.push_back(place_of(t) + ": " + std::to_string(table.over) +
                        say(" langer bewaard dan het maximum, hooguit ", " kept longer than the maximum, by up to ") +
                        days(table.longest_over));
    }
    if (lines.empty()) return;
    section(say("Termijnen", "Deadlines"));
    for (const std::string& each : lines) markdown_ += "- " + markdown_escape(each) + '\n';
    markdown_ += '\n';
  }

  void kept() {
    section(say("Wat blijft, en waarom", "What stays, and why"));
    head({say("tabel", "table"), "records", say("voor", "for")}, "<><");
    for (std::size_t t = 0; t < outcome_.tables.size(); ++t)
      for (const auto& [keepers, count] : outcome_.tables[t].kept_for) {
        Cells names;
        for (std::size_t k = 0; k < policy_.keepers.size(); ++k)
          if ((keepers >> k & 1U) != 0) names.push_back(policy_.keepers[k].name);
        row({place_of(t), std::to_string(count),
             keepers == 0 ? say("alleen een sleutel, of datums die een ander record nodig heeft",
                                "nothing but a key, or dates that another record needs")
                          : join(names)});
      }
    end_table();
  }

  void holds() {
    const auto is_held = [](const TableOutcome& table) { return !table.held_for.empty(); };
    if (std::ranges::none_of(outcome_.tables, is_held)) return;
    section(say("Juridische bewaring", "Legal holds"));
    head({say("tabel", "table"), say("vastgehouden door", "held by"), "records"}, "<<>");
    for (std::size_t t = 0; t < outcome_.tables.size(); ++t)
      for (const auto& [keeper, records] : outcome_.tables[t].held_for)
        row({place_of(t), outcome_.state_keepers[keeper], std::to_string(records)});
    end_table();
    for (std::size_t t = 0; t < outcome_.tables.size(); ++t)
      if (const std::uint64_t count = outcome_.tables[t].held_back; count > 0)
        line(place_of(t) + ": " +
             (count == 1 ? say("1 record zou nu iets kwijtraken, en blijft zoals het is.",
                               "1 record would lose something now, and stays as it is.")
                         : std::to_string(count) + say(" records zouden nu iets kwijtraken, en blijven zoals ze zijn.",
                                                       " records would lose something now, and stay as they are.")));
  }

  void asked() {
    if (outcome_.asked.empty()) return;
    section(say("Heeft het CRM het gedaan?", "Did the CRM do it?"));
    const bool several = plan_.exports.size() > 1;
    head({"record", say("gevraagd", "asked"), say("gevraagd op", "asked on"), say("gedaan", "done"),
          say("staat nog open", "outstanding"), say("ingetrokken", "withdrawn"), say("niet te zien", "not to be seen")},
         "<<<>");
    for (const AskedOutcome& each : outcome_.asked)
      row({(several ? each.export_name + ": " : std::string{}) + each.record,
           each.what == Ask::What::remove ? say("verwijderen", "delete") : say("leegmaken", "update"), each.asked_on,
           std::to_string(each.done), std::to_string(each.outstanding), std::to_string(each.withdrawn),
           std::to_string(each.unseen)});
    end_table();
    const auto is_withdrawn = [](const AskedOutcome& each) { return each.withdrawn > 0; };
    if (std::ranges::any_of(outcome_.asked, is_withdrawn))
      line(say("Ingetrokken: het record blijft nu. Voer die regels van de oude lijst niet meer uit.",
               "Withdrawn: the record is kept now. Do not carry out those lines of the old list any more."));
  }

  void forecast() {
    if (!outcome_.forecast) return;
    const Forecast& forecast = *outcome_.forecast;
    section(say("Wat er later vervalt, als er niets verandert", "What falls due later, if nothing changes"));
    flush();
    html_ += forecast_chart(forecast, language_);
    const std::vector<const ForecastOf*> records = forecast_records(forecast);
    Cells cells{say("maand", "month")};
    for (const ForecastOf* each : records) cells.push_back(policy_.records[each->record].name);
    head(cells, "<>");
    const auto counts = [&](const std::string& words, const auto& count_in) {
      Cells line{words};
      for (const ForecastOf* each : records) line.push_back(due_text(count_in(each->first), count_in(each->whole)));
      row(line);
    };
    counts(say("nu al", "due now"), [](const DueCounts& each) { return each.now; });
    for (std::size_t m = 0; m < forecast.months(); ++m)
      counts(month_text(forecast.month(m)), [&](const DueCounts& each) { return each.months[m]; });
    counts(say("daarna", "later"), [](const DueCounts& each) { return each.later; });
    counts(say("nog geen einde", "no end yet"), [](const DueCounts& each) { return each.open; });
    counts(say("onbeslist", "undecided"), [](const DueCounts& each) { return each.undecided; });
    counts(say("zonder doel", "unfounded"), [](const DueCounts& each) { return each.unfounded; });
    counts(say("voor andere", "for others"), [](const DueCounts& each) { return each.needed; });
    end_table();
    line(
        say("Records waarvan in die maand het eerste gegeven vervalt, en tussen haakjes de records die dan helemaal "
            "vervallen.",
            "Records of which the first cell falls due in that month, and in brackets those of which all does."));
  }

  // As the other tables name the file, not by its path.
  std::string shown(Place place) const {
    for (std::size_t e = 0; e < source_.exports().size(); ++e)
      if (const std::string folder = source_.exports()[e].path_of(std::string_view{}); place.source.starts_with(folder))
        place.source = plan_.place_of(e, place.source.substr(folder.size()));
    return to_string(place);
  }

  void findings() {
    if (outcome_.findings.empty()) return;
    section(say("Wat een besluit vraagt", "What needs a decision"));
    head({say("plaats", "place"), say("wat (in het Engels)", "what"), "records"}, "<<>");
    for (const Finding& each : outcome_.findings)
      row({shown(each.place), each.message + " (" + std::string{each.code} + ')',
           std::to_string(1 + each.also_on_lines.size())});
    end_table();
  }

  void crm() {
    if (plan_.effects() == 0) return;
    section(say("Nog te doen in het CRM", "Still to be done in the CRM"));
    line(
        say("Een export is een kopie. Deze run is pas klaar als de lijsten in de mappen delete en update in het CRM "
            "zijn uitgevoerd.",
            "An export is a copy. This run is complete only when the lists in the folders delete and update have been "
            "carried out in the CRM."));
  }

  const PlanOutcome& outcome_;
  const Plan& plan_;
  const Policy& policy_;
  const ExportSet& source_;
  Language language_;
  std::string markdown_;
  std::string html_;
};

}  // namespace

std::string retention_page(const PlanOutcome& outcome, const Policy& policy, const ExportSet& source,
                           Language language) {
  return Page{outcome, policy, source, language}.write();
}

}  // namespace compliance
