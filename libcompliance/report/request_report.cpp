// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/report/request_report.h"

#include <algorithm>
#include <map>

#include "libcompliance/base/text.h"
#include "libcompliance/people/identity.h"

namespace compliance {
namespace {

std::string text_of(std::string_view word) { return std::string{word}; }

Json json_of(const std::optional<Date>& day) { return day ? Json{format_date(*day)} : Json{}; }
Json json_of(const std::string& text) { return text.empty() ? Json{} : Json{text}; }

Json list_of(const std::vector<std::string>& texts) {
  Json list = Json::list();
  for (const std::string& text : texts) list.add(text);
  return list;
}

bool is_over(const Request& request) {
  return request.last(StepKind::closed) != nullptr || request.last(StepKind::cancelled) != nullptr;
}

std::map<std::string, std::uint64_t> marks_of(const Request& request) {
  std::map<std::string, std::uint64_t> counts;
  for (const SubjectMark& mark : request.about) ++counts[text_of(typed_kind(mark.kind))];
  return counts;
}

std::string dates_text(const RequestView& view) {
  const Request& request = *view.request;
  const Deadlines dates = deadlines_of(request, view.contested);
  std::string text = "  answer by " + format_date(dates.target);
  if (dates.last_working_day_before)
    text += ", a day off; the last working day before it is " + format_date(*dates.last_working_day_before);
  text += "\n  nominal " + format_date(dates.nominal) + ", legal latest " + format_date(dates.legal_latest);
  if (dates.promise) text += ", promised " + format_date(*dates.promise);
  text += '\n';
  for (const Holiday& holiday : dates.contested)
    text += "  " + format_date(holiday.day) + " (" + holiday.title.en +
            ") is a day off by national law alone; whether it makes the legal latest later is contested\n";
  if (dates.confirm_by) text += "  confirm the receipt by " + format_date(*dates.confirm_by) + '\n';
  if (dates.suspended_since)
    text += "  identity was asked on " + format_date(*dates.suspended_since) +
            " and the answer is awaited; the target stays\n";
  if (dates.with_suspension)
    text += "  with the days of waiting for an answer about identity: " + format_date(*dates.with_suspension) + '\n';
  if (dates.extend_by && !is_over(request)) text += "  an extension is told by " + format_date(*dates.extend_by) + '\n';
  if (const auto window = window_end(request))
    text += "  can be taken back until the end of " + format_date(*window) + "; carried out from " +
            format_date(add_days(*window, 1)) + '\n';
  if (const RequestStep* closed = request.last(StepKind::closed);
      closed != nullptr && request.last(StepKind::refused) != nullptr)
    text += "  the court can be asked until " + format_date(court_end(closed->on)) + "; evidence stays until then\n";
  return text;
}

std::string head_of(const RequestView& view) {
  const Request& request = *view.request;
  std::string text = request.name + "  " + text_of(word_of(request.type, request_type_words));
  if (request.purpose) text += " of " + *request.purpose;
  text += "  received " + format_date(request.received) + "  " +
          text_of(word_of(stage_of(request, view.today), stage_words));
  return text + (is_overdue(view) ? "  OVERDUE\n" : "\n");
}

std::string circumstances_of(const Request& request) {
  std::string text = "  by " + request.channel + ", in " + (request.language == "nl" ? "Dutch" : "English");
  if (request.requester != Requester::person)
    text += ", asked by: " + text_of(word_of(request.requester, requester_words));
  if (!request.tenant.empty()) text += ", tenant " + request.tenant;
  text += ", under policy " + request.policy_name + '\n';
  if (!request.reference.empty()) text += "  reference: " + printable(request.reference) + '\n';
  std::vector<std::string> marks;
  for (const auto& [kind, count] : marks_of(request)) marks.push_back(std::to_string(count) + ' ' + kind);
  if (!marks.empty()) text += "  about " + join_words(marks) + '\n';
  return text;
}

std::string step_text(const RequestStep& step) {
  std::string text = "  " + format_date(step.on) + "  " + text_of(word_of(step.kind, step_kind_words));
  if (!step.codes.empty()) text += ": " + join_words(step.codes);
  for (const auto& [key, count] : step.counts) text += "  " + key + ' ' + std::to_string(count);
  if (!step.facts.empty()) text += "; " + printable(step.facts);
  text += '\n';
  for (const RequestItem& item : step.items) {
    text += "    " + (item.item.empty() ? "all of it" : item.item);
    if (!item.reason.empty()) text += ": " + item.reason + " (" + printable(item.article) + ")";
    if (!item.facts.empty()) text += "; " + printable(item.facts);
    if (item.until) text += "; until " + format_date(*item.until);
    text += '\n';
  }
  return text;
}

Json step_json(const RequestStep& step) {
  Json items = Json::list();
  for (const RequestItem& item : step.items)
    items.add(Json::object()
                  .set("item", json_of(item.item))
                  .set("reason", json_of(item.reason))
                  .set("facts", json_of(item.facts))
                  .set("article", json_of(item.article))
                  .set("until", json_of(item.until)));
  Json counts = Json::object();
  for (const auto& [key, count] : step.counts) counts.set(key, count);
  return std::move(Json::object()
                       .set("step", word_of(step.kind, step_kind_words))
                       .set("on", format_date(step.on))
                       .set("recorded_at", step.recorded_at)
                       .set("codes", list_of(step.codes))
                       .set("facts", json_of(step.facts))
                       .set("items", std::move(items))
                       .set("as_of", json_of(step.as_of))
                       .set("counts", std::move(counts)));
}

Json deadlines_json(const RequestView& view) {
  const Deadlines dates = deadlines_of(*view.request, view.contested);
  Json contested = Json::list();
  for (const Holiday& holiday : dates.contested) contested.add(format_date(holiday.day));
  return std::move(Json::object()
                       .set("target", format_date(dates.target))
                       .set("nominal", format_date(dates.nominal))
                       .set("legal_latest", format_date(dates.legal_latest))
                       .set("promise", json_of(dates.promise))
                       .set("last_working_day_before", json_of(dates.last_working_day_before))
                       .set("contested", std::move(contested))
                       .set("extend_by", json_of(dates.extend_by))
                       .set("confirm_by", json_of(dates.confirm_by))
                       .set("suspended_since", json_of(dates.suspended_since))
                       .set("with_suspension", json_of(dates.with_suspension)));
}

}  // namespace

bool is_overdue(const RequestView& view) {
  return !is_over(*view.request) && deadlines_of(*view.request, view.contested).target < view.today;
}

bool is_due(const RequestView& view, int within_days) {
  const Request& request = *view.request;
  if (is_over(request)) return false;
  const auto window = window_end(request);
  if (window && *window < view.today && request.last(StepKind::fulfilled) == nullptr) return true;
  const Deadlines dates = deadlines_of(request, view.contested);
  if (dates.target <= add_days(view.today, within_days)) return true;
  // California: the receipt is to be confirmed long before the answer.
  return dates.confirm_by && request.steps.empty() && *dates.confirm_by <= add_days(view.today, within_days);
}

std::string request_text(const RequestView& view) {
  const Request& request = *view.request;
  std::string text = head_of(view) + dates_text(view);
  if (!request.official)
    text += "  it was sent elsewhere first" +
            (request.written_on ? " on " + format_date(*request.written_on) : std::string{}) +
            "; answering within a month of that is wise\n";
  if (!request.linked.empty()) text += "  in one letter with " + join_words(request.linked) + '\n';
  return text + "  next: " + next_step(request, view.today) + '\n';
}

std::string request_details(const RequestView& view) {
  std::string text = request_text(view) + circumstances_of(*view.request);
  for (const RequestStep& step : view.request->steps) text += step_text(step);
  return text;
}

std::string requests_text(std::span<const RequestView> views) {
  if (views.empty()) return "no request is open\n";
  std::string text;
  for (const RequestView& view : views) text += request_text(view);
  return text;
}

Json request_json(const RequestView& view) {
  const Request& request = *view.request;
  Json about = Json::object();
  for (const auto& [kind, count] : marks_of(request)) about.set(kind, count);
  Json steps = Json::list();
  for (const RequestStep& step : request.steps) steps.add(step_json(step));
  return std::move(Json::object()
                       .set("request", request.name)
                       .set("type", word_of(request.type, request_type_words))
                       .set("stage", word_of(stage_of(request, view.today), stage_words))
                       .set("overdue", is_overdue(view))
                       .set("policy", request.policy_name)
                       .set("tenant", json_of(request.tenant))
                       .set("purpose", request.purpose ? Json{*request.purpose} : Json{})
                       .set("stops", list_of(request.stops))
                       .set("channel", request.channel)
                       .set("official", request.official)
                       .set("written", json_of(request.written_on))
                       .set("received_at", request.received_at ? Json{format_instant(*request.received_at)} : Json{})
                       .set("received", format_date(request.received))
                       .set("language", request.language)
                       .set("requester", word_of(request.requester, requester_words))
                       .set("deceased", request.deceased)
                       .set("reference", json_of(request.reference))
                       .set("about", std::move(about))
                       .set("linked", list_of(request.linked))
                       .set("deadlines", deadlines_json(view))
                       .set("window_end", json_of(window_end(request)))
                       .set("steps", std::move(steps))
                       .set("next", next_step(request, view.today)));
}

Json requests_json(std::span<const RequestView> views) {
  Json list = Json::list();
  for (const RequestView& view : views) list.add(request_json(view));
  return list;
}

}  // namespace compliance
