// SPDX-License-Identifier: Apache-2.0
// What the state adds to a run, in its report: holds that keep records, and what the CRM did of what it was asked.

#include <map>

#include "libcompliance/base/text.h"
#include "libcompliance/report/reports.h"
#include "libcompliance/report/say.h"

namespace compliance {
namespace {

std::string_view word_of_ask(Ask::What what) { return what == Ask::What::remove ? "delete" : "update"; }

}  // namespace

std::string holds_text(const PlanOutcome& outcome, Language language) {
  const Say say{language};
  std::string text;
  for (std::size_t t = 0; t < outcome.tables.size(); ++t) {
    const TableOutcome& table = outcome.tables[t];
    const std::string file = printable(outcome.plan.place_of(outcome.plan.tables[t]));
    for (const auto& [keeper, records] : table.held_for)
      text +=
          file + ": " + count_of(records, "record") + say(" onder ", " under ") + outcome.state_keepers[keeper] + '\n';
    if (table.held_back > 0)
      text += "    " + std::to_string(table.held_back) +
              (table.held_back == 1 ? say(" ervan zou nu iets kwijtraken, en raakt niets kwijt\n",
                                          " of them would lose something now, and does not\n")
                                    : say(" ervan zouden nu iets kwijtraken, en raken niets kwijt\n",
                                          " of them would lose something now, and do not\n"));
  }
  return text;
}

std::string asked_text(const PlanOutcome& outcome, Language language) {
  const Say say{language};
  std::string text;
  for (const AskedOutcome& asked : outcome.asked) {
    const bool several = outcome.plan.exports.size() > 1;
    text += (several ? asked.export_name + ": " : std::string{}) +
            count_of(asked.done + asked.outstanding + asked.withdrawn + asked.unseen, asked.record) +
            say(" te ", " to ") +
            (asked.what == Ask::What::remove ? say("verwijderen", "delete") : say("legen", "update")) +
            say(", gevraagd op ", ", asked on ") + asked.asked_on + ": " + std::to_string(asked.done) +
            say(" gedaan, ", " done, ") + std::to_string(asked.outstanding) + say(" staan nog open", " outstanding");
    if (asked.withdrawn > 0)
      text += ", " + std::to_string(asked.withdrawn) +
              say(" ingetrokken, omdat ze nu blijven", " withdrawn, because they are kept now");
    if (asked.unseen > 0)
      text +=
          ", " + std::to_string(asked.unseen) + say(" in deze export niet te zien", " not to be seen in this export");
    text += '\n';
  }
  return text;
}

Json held_json(const PlanOutcome& outcome, const TableOutcome& table) {
  Json held = Json::list();
  for (const auto& [keeper, records] : table.held_for)
    held.add(Json::object().set("keeper", outcome.state_keepers[keeper]).set("records", records));
  return held;
}

Json asked_json(const PlanOutcome& outcome) {
  Json list = Json::list();
  for (const AskedOutcome& asked : outcome.asked)
    list.add(Json::object()
                 .set("export", asked.export_name)
                 .set("record", asked.record)
                 .set("asked", word_of_ask(asked.what))
                 .set("asked_on", asked.asked_on)
                 .set("done", asked.done)
                 .set("outstanding", asked.outstanding)
                 .set("withdrawn", asked.withdrawn)
                 .set("unseen", asked.unseen));
  return list;
}

}  // namespace compliance
