// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/request_rows.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "libcompliance/base/text.h"
#include "libcompliance/state/rows.h"

namespace compliance {
namespace {

// R for requests, the year of receipt, and a number that is never given twice.
std::string register_name(char letter, Date year_of, std::int64_t number) {
  char name[40];
  std::snprintf(name, sizeof name, "%c-%04d-%06lld", letter, static_cast<int>(year_of.year()),
                static_cast<long long>(number));
  return name;
}

std::optional<Period> period_of(const Database& database, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const Result<Period> period = parse_period(text);
  if (!period) damaged(database);
  return *period;
}

std::string text_of(const std::optional<Period>& period) { return period ? format_period(*period) : std::string{}; }

std::optional<Instant> instant_of(const Database& database, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const Result<Instant> instant = parse_instant(text);
  if (!instant) damaged(database);
  return *instant;
}

std::string text_of(const std::optional<Instant>& instant) {
  return instant ? format_instant(*instant) : std::string{};
}

template <class Enum>
std::string words_of(const std::vector<Enum>& values, const auto& words) {
  std::vector<std::string> texts;
  for (const Enum value : values) texts.emplace_back(word_of(value, words));
  return join(texts, ",");
}

// "erased=12,kept=3"
std::string text_of(const std::map<std::string, std::uint64_t>& counts) {
  std::vector<std::string> texts;
  for (const auto& [key, count] : counts) texts.push_back(key + '=' + std::to_string(count));
  return join(texts, ",");
}

std::map<std::string, std::uint64_t> counts_of(const Database& database, const std::string& text) {
  std::map<std::string, std::uint64_t> counts;
  for (const std::string& part : split_words(text)) {
    const std::size_t sign = part.find('=');
    const auto count = sign == std::string::npos ? std::nullopt : parse_number(part.substr(sign + 1));
    if (!count) damaged(database);
    counts[part.substr(0, sign)] = *count;
  }
  return counts;
}

constexpr const char* request_columns =
    "SELECT number, mail, op, name, type, policy_name, tenant, purpose, stops, channel, official, written_on,"
    " received_at, received_on, language, requester, deceased, reference, recorded_at, terms_promise, terms_window,"
    " terms_ladder, terms_country, terms_zone FROM request ORDER BY number";

Request read_request(const Database& database, const DatabaseRow& row) {
  Request request;
  request.op = row.text(2);
  request.name = row.text(3);
  request.type = word_in<RequestType>(database, row.text(4), request_type_words);
  request.policy_name = row.text(5);
  request.tenant = row.text(6);
  if (!row.text(7).empty()) request.purpose = row.text(7);
  request.stops = split_words(row.text(8));
  request.channel = row.text(9);
  request.official = row.integer(10) != 0;
  request.written_on = optional_day_of(database, row.text(11));
  request.received_at = instant_of(database, row.text(12));
  request.received = day_of(database, row.text(13));
  request.language = row.text(14);
  request.requester = word_in<Requester>(database, row.text(15), requester_words);
  request.deceased = row.integer(16) != 0;
  request.reference = row.text(17);
  request.recorded_at = row.text(18);
  request.terms.promise = period_of(database, row.text(19));
  request.terms.window = period_of(database, row.text(20));
  for (const std::string& word : split_words(row.text(21)))
    request.terms.ladder.push_back(word_in<IdentityCheck>(database, word, identity_check_words));
  request.terms.country = row.text(22);
  request.terms.zone = row.text(23);
  return request;
}

void read_steps(const Database& database, std::map<std::int64_t, Request>& requests) {
  for (const DatabaseRow& row :
       database.run("SELECT request, kind, on_day, recorded_at, operator, codes, facts, as_of, counts FROM request_step"
                    " ORDER BY request, position")) {
    RequestStep step{.kind = word_in<StepKind>(database, row.text(1), step_kind_words),
                     .on = day_of(database, row.text(2)),
                     .recorded_at = row.text(3),
                     .codes = split_words(row.text(5)),
                     .facts = row.text(6),
                     .as_of = optional_day_of(database, row.text(7)),
                     .counts = counts_of(database, row.text(8))};
    if (row.integer(4) >= 0) step.operator_id = static_cast<std::uint32_t>(row.integer(4));
    requests[row.integer(0)].steps.push_back(std::move(step));
  }
  for (const DatabaseRow& row : database.run("SELECT request, step, item, reason, facts, article, until"
                                             " FROM request_item ORDER BY request, step, position")) {
    std::vector<RequestStep>& steps = requests[row.integer(0)].steps;
    if (row.count(1) >= steps.size()) damaged(database);
    steps[row.count(1)].items.push_back({.item = row.text(2),
                                         .reason = row.text(3),
                                         .facts = row.text(4),
                                         .article = row.text(5),
                                         .until = optional_day_of(database, row.text(6))});
  }
}

std::int64_t number_of(const Database& database, const Request& request) {
  return database.run("SELECT number FROM request WHERE name = ?1", {request.name}).at(0).integer(0);
}

}  // namespace

std::vector<Request> stored_requests(const Database& database) {
  std::map<std::int64_t, Request> requests;
  std::map<std::int64_t, std::vector<std::int64_t>> letters;
  for (const DatabaseRow& row : database.run(request_columns)) {
    requests[row.integer(0)] = read_request(database, row);
    letters[row.integer(1)].push_back(row.integer(0));
  }
  for (const DatabaseRow& row :
       database.run("SELECT request, kind, fingerprint FROM request_subject ORDER BY request, kind, fingerprint"))
    requests[row.integer(0)].about.push_back({row.text(1), digest_of(database, row.bytes(2))});
  read_steps(database, requests);
  for (const auto& [mail, numbers] : letters)
    for (const std::int64_t one : numbers)
      for (const std::int64_t other : numbers)
        if (one != other) requests[one].linked.push_back(requests[other].name);
  std::vector<Request> in_order;
  for (auto& [number, request] : requests) in_order.push_back(std::move(request));
  return in_order;
}

Request insert_request(Database& database, const NewRequest& fresh, const Request* mail, std::string_view op,
                       std::string_view now) {
  Request request;
  static_cast<NewRequest&>(request) = fresh;
  request.op = op;
  request.recorded_at = now;
  const std::int64_t number = database.run("SELECT COALESCE(MAX(number), 0) + 1 FROM request").at(0).integer(0);
  const std::int64_t letter =
      mail == nullptr ? number
                      : database.run("SELECT mail FROM request WHERE name = ?1", {mail->name}).at(0).integer(0);
  request.name = register_name('R', request.received, number);
  database.run(
      "INSERT INTO request VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
      " ?19, ?20, ?21, ?22, ?23, ?24)",
      {number,
       request.op,
       request.name,
       letter,
       std::string{word_of(request.type, request_type_words)},
       request.policy_name,
       request.tenant,
       request.purpose.value_or(""),
       join(request.stops, ","),
       request.channel,
       std::int64_t{request.official ? 1 : 0},
       text_of(request.written_on),
       text_of(request.received_at),
       format_date(request.received),
       request.language,
       std::string{word_of(request.requester, requester_words)},
       std::int64_t{request.deceased ? 1 : 0},
       request.reference,
       request.recorded_at,
       text_of(request.terms.promise),
       text_of(request.terms.window),
       words_of(request.terms.ladder, identity_check_words),
       request.terms.country,
       request.terms.zone});
  insert_marks(database, request, request.about);
  return request;
}

void insert_step(Database& database, const Request& request, const RequestStep& step) {
  const std::int64_t number = number_of(database, request);
  const auto position = static_cast<std::int64_t>(request.steps.size());
  database.run("INSERT INTO request_step VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
               {number, position, std::string{word_of(step.kind, step_kind_words)}, format_date(step.on),
                step.recorded_at, step.operator_id ? std::int64_t{*step.operator_id} : std::int64_t{-1},
                join(step.codes, ","), step.facts, text_of(step.as_of), text_of(step.counts)});
  for (std::size_t i = 0; i < step.items.size(); ++i) {
    const RequestItem& item = step.items[i];
    database.run("INSERT INTO request_item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                 {number, position, static_cast<std::int64_t>(i), item.item, item.reason, item.facts, item.article,
                  text_of(item.until)});
  }
}

void insert_marks(Database& database, const Request& request, const std::vector<SubjectMark>& marks) {
  const std::int64_t number = number_of(database, request);
  for (const SubjectMark& mark : marks)
    database.run("INSERT OR IGNORE INTO request_subject VALUES (?1, ?2, ?3)",
                 {number, mark.kind, bytes_of(mark.fingerprint)});
}

bool insert_event(Database& database, const ConsentEvent& event, std::string_view now) {
  return !database
              .run(
                  "INSERT OR IGNORE INTO consent_event (policy_name, tenant, kind, fingerprint, purpose, channel, what,"
                  " happened_at, recorded_at, evidence, source)"
                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING number",
                  {event.policy_name, event.tenant, event.about.kind, bytes_of(event.about.fingerprint), event.purpose,
                   event.channel, std::string{word_of(event.what, consent_what_words)}, event.happened_at,
                   std::string{now}, event.evidence, std::string{word_of(event.source, consent_source_words)}})
              .empty();
}

std::vector<ConsentEvent> stored_events(const Database& database, const std::string& policy_name,
                                        const std::string& tenant) {
  std::vector<ConsentEvent> events;
  for (const DatabaseRow& row : database.run(
           "SELECT policy_name, tenant, kind, fingerprint, purpose, channel, what, happened_at, recorded_at, evidence,"
           " source FROM consent_event WHERE policy_name = ?1 ORDER BY number",
           {policy_name})) {
    if (!is_for_tenant(row.text(1), tenant)) continue;
    events.push_back({.policy_name = row.text(0),
                      .tenant = row.text(1),
                      .about = {row.text(2), digest_of(database, row.bytes(3))},
                      .purpose = row.text(4),
                      .channel = row.text(5),
                      .what = word_in<ConsentEvent::What>(database, row.text(6), consent_what_words),
                      .happened_at = row.text(7),
                      .recorded_at = row.text(8),
                      .evidence = row.text(9),
                      .source = word_in<ConsentEvent::Source>(database, row.text(10), consent_source_words)});
  }
  return events;
}

std::vector<Breach> stored_breaches(const Database& database) {
  std::vector<Breach> breaches;
  for (const DatabaseRow& row : database.run(
           "SELECT op, name, policy_name, aware_at, zone, affects, risk, people, reference, facts, recorded_at,"
           " notified_at, late_because, not_notified_because, persons_told_on, persons_not_told_because, measures,"
           " closed_at FROM breach ORDER BY number")) {
    Breach breach;
    breach.op = row.text(0);
    breach.name = row.text(1);
    breach.policy_name = row.text(2);
    const std::optional<Instant> aware = instant_of(database, row.text(3));
    if (!aware) damaged(database);
    breach.aware_at = *aware;
    breach.zone = row.text(4);
    breach.affects = split_words(row.text(5));
    breach.risk = word_in<BreachRisk>(database, row.text(6), breach_risk_words);
    breach.people = row.count(7);
    breach.reference = row.text(8);
    breach.facts = row.text(9);
    breach.recorded_at = row.text(10);
    breach.end = {.notified_at = instant_of(database, row.text(11)),
                  .late_because = row.text(12),
                  .not_notified_because = row.text(13),
                  .persons_told_on = optional_day_of(database, row.text(14)),
                  .persons_not_told_because = row.text(15),
                  .measures = row.text(16)};
    breach.closed_at = row.text(17);
    breaches.push_back(std::move(breach));
  }
  return breaches;
}

Breach insert_breach(Database& database, const NewBreach& fresh, std::string_view op, std::string_view now) {
  Breach breach;
  static_cast<NewBreach&>(breach) = fresh;
  breach.op = op;
  breach.recorded_at = now;
  const std::int64_t number = database.run("SELECT COALESCE(MAX(number), 0) + 1 FROM breach").at(0).integer(0);
  breach.name = register_name('B', Date{std::chrono::floor<std::chrono::days>(breach.aware_at)}, number);
  database.run(
      "INSERT INTO breach VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, '', '', '', '', '', '', '')",
      {number, breach.op, breach.name, breach.policy_name, format_instant(breach.aware_at), breach.zone,
       join(breach.affects, ","), std::string{word_of(breach.risk, breach_risk_words)},
       static_cast<std::int64_t>(breach.people), breach.reference, breach.facts, breach.recorded_at});
  return breach;
}

// The risk as it was judged in the end takes the place of the first guess.
void close_breach(Database& database, const Breach& breach, const BreachEnd& end, std::string_view now) {
  database.run(
      "UPDATE breach SET risk = ?2, notified_at = ?3, late_because = ?4, not_notified_because = ?5,"
      " persons_told_on = ?6, persons_not_told_because = ?7, measures = ?8, closed_at = ?9 WHERE name = ?1",
      {breach.name, std::string{word_of(end.risk, breach_risk_words)}, text_of(end.notified_at), end.late_because,
       end.not_notified_because, text_of(end.persons_told_on), end.persons_not_told_because, end.measures,
       std::string{now}});
}

}  // namespace compliance
