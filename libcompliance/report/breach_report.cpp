// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/report/breach_report.h"

#include "libcompliance/base/text.h"
#include "libcompliance/calendar/local_instant.h"
#include "libcompliance/model/vocabulary.h"

namespace compliance {
namespace {

std::string local(Instant instant, const Breach& breach) {
  const Result<Zone> zone = Zone::find(breach.zone);
  return zone ? format_local(instant, *zone) : format_instant(instant);
}

bool is_late(const Breach& breach, Instant now) { return breach.is_open() && breach_deadline(breach.aware_at) < now; }

Json text_or_null(const std::string& text) { return text.empty() ? Json{} : Json{text}; }

std::string end_text(const Breach& breach) {
  const BreachEnd& end = breach.end;
  std::string text;
  if (end.notified_at) text += "  the authority was told on " + local(*end.notified_at, breach) + '\n';
  if (!end.late_because.empty()) text += "  late because: " + printable(end.late_because) + '\n';
  if (!end.not_notified_because.empty())
    text += "  the authority was not told because: " + printable(end.not_notified_because) + '\n';
  if (end.persons_told_on) text += "  the people were told on " + format_date(*end.persons_told_on) + '\n';
  if (!end.persons_not_told_because.empty())
    text += "  the people were not told: " + end.persons_not_told_because + '\n';
  return text + "  measures: " + printable(end.measures) + '\n';
}

}  // namespace

std::string breaches_text(std::span<const Breach> breaches, Instant now) {
  if (breaches.empty()) return "no breach is open\n";
  std::string text;
  for (const Breach& breach : breaches) {
    text += breach.name + "  " + join_words(breach.affects) + "  risk " +
            std::string{word_of(breach.risk, breach_risk_words)} + (breach.is_open() ? "  open" : "  closed") +
            (is_late(breach, now) ? "  OVERDUE\n" : "\n");
    text += "  known since " + local(breach.aware_at, breach) + "; tell the authority by " +
            local(breach_deadline(breach.aware_at), breach) + '\n';
    if (breach.people > 0) text += "  about " + count_of(breach.people, "person") + '\n';
    if (!breach.reference.empty()) text += "  reference: " + printable(breach.reference) + '\n';
    if (!breach.facts.empty()) text += "  facts: " + printable(breach.facts) + '\n';
    if (!breach.is_open()) text += end_text(breach);
  }
  return text;
}

Json breaches_json(std::span<const Breach> breaches, Instant now) {
  Json list = Json::list();
  for (const Breach& breach : breaches) {
    const BreachEnd& end = breach.end;
    Json affects = Json::list();
    for (const std::string& word : breach.affects) affects.add(word);
    list.add(Json::object()
                 .set("breach", breach.name)
                 .set("policy", breach.policy_name)
                 .set("aware_at", local(breach.aware_at, breach))
                 .set("deadline", local(breach_deadline(breach.aware_at), breach))
                 .set("overdue", is_late(breach, now))
                 .set("affects", std::move(affects))
                 .set("risk", word_of(breach.risk, breach_risk_words))
                 .set("people", breach.people == 0 ? Json{} : Json{breach.people})
                 .set("reference", text_or_null(breach.reference))
                 .set("facts", text_or_null(breach.facts))
                 .set("notified_at", end.notified_at ? Json{local(*end.notified_at, breach)} : Json{})
                 .set("late_because", text_or_null(end.late_because))
                 .set("not_notified_because", text_or_null(end.not_notified_because))
                 .set("people_told", end.persons_told_on ? Json{format_date(*end.persons_told_on)} : Json{})
                 .set("people_not_told_because", text_or_null(end.persons_not_told_because))
                 .set("measures", text_or_null(end.measures))
                 .set("closed_at", text_or_null(breach.closed_at)));
  }
  return list;
}

}  // namespace compliance
