// SPDX-License-Identifier: Apache-2.0
// The part of state.h that is about the registers of requests, consent and breaches.

#include <algorithm>
#include <stdexcept>

#include "libcompliance/base/suggest.h"
#include "libcompliance/state/parts.h"
#include "libcompliance/state/request_orders.h"
#include "libcompliance/state/request_rows.h"

namespace compliance {
namespace {

Act act_of(StepKind kind) {
  switch (kind) {
    case StepKind::identity_asked:
    case StepKind::identity_confirmed:
    case StepKind::identity_failed:
    case StepKind::mandate_seen:
    case StepKind::identified:
      return Act::request_verify;
    case StepKind::granted:
    case StepKind::lifted:
    case StepKind::forwarded:
      return Act::request_decide;
    case StepKind::extended:
      return Act::request_extend;
    case StepKind::refusal_proposed:
    case StepKind::refused:
      return Act::request_refuse;
    case StepKind::cancelled:
      return Act::request_cancel;
    case StepKind::fulfilled:
      return Act::request_fulfil;
    case StepKind::closed:
      return Act::request_close;
  }
  throw std::logic_error("StepKind: no such value");
}

AuditEntry entry_about(const Request& request, Act act, By by, std::string_view tool) {
  return {.act = act,
          .by = by,
          .op = request.op,
          .request = request.name,
          .tenant = request.tenant,
          .tool = std::string{tool}};
}

template <class Item>
Result<Item> find_named(std::vector<Item> items, const std::string& name, std::string message, std::string hint) {
  const auto found = std::ranges::find(items, name, &Item::name);
  if (found != items.end()) return std::move(*found);
  std::vector<std::string_view> known;
  for (const Item& each : items) known.push_back(each.name);
  const std::string nearest = did_you_mean(name, known);
  return Error{.message = std::move(message), .hint = nearest.empty() ? std::move(hint) : nearest};
}

}  // namespace

std::vector<Request> State::requests() const {
  return parts_->knows_requests() ? stored_requests(parts_->database) : std::vector<Request>{};
}

Result<Request> State::find_request(const std::string& name) const {
  return find_named(requests(), name, "there is no request of that name",
                    "`compliance request list` shows the open ones");
}

std::vector<std::string> State::add_requests(const std::vector<RequestToAdd>& letter, const std::string& linked_to,
                                             By by, std::string_view now, std::string_view tool) {
  std::vector<std::string> names;
  parts_->write_all(now, [&] {
    std::vector<AuditEntry> entries;
    std::optional<Request> mail;
    if (!linked_to.empty()) {
      const Result<Request> found = find_request(linked_to);
      if (!found) throw std::logic_error("state: linked to a request that is not there");
      mail = *found;
    }
    for (const RequestToAdd& each : letter) {
      Request request =
          insert_request(parts_->database, each.request, mail ? &*mail : nullptr, to_hex(random_bytes(16)), now);
      set_orders_of(parts_->database, request, each.orders);
      std::uint64_t events = 0;
      for (const ConsentEvent& event : each.events) events += insert_event(parts_->database, event, now) ? 1U : 0U;
      AuditEntry entry = entry_about(request, Act::request_add, by, tool);
      entry.counts = {{"subjects", request.about.size()}};
      if (events > 0) entry.counts.emplace_back("consent_events", events);
      entries.push_back(std::move(entry));
      names.push_back(request.name);
      if (!mail) mail = std::move(request);
    }
    return entries;
  });
  return names;
}

void State::add_step(const Request& request, const RequestStep& step, const RequestOrders& orders,
                     const std::vector<SubjectMark>& more, By by, std::string_view now, std::string_view tool) {
  parts_->write(now, [&] {
    RequestStep recorded = step;
    recorded.recorded_at = now;
    insert_step(parts_->database, request, recorded);
    insert_marks(parts_->database, request, more);
    Request known = request;
    for (const SubjectMark& mark : more)
      if (std::ranges::find(known.about, mark) == known.about.end()) known.about.push_back(mark);
    set_orders_of(parts_->database, known, orders);
    AuditEntry entry = entry_about(request, act_of(step.kind), by, tool);
    entry.counts = {step.counts.begin(), step.counts.end()};
    if (!step.items.empty()) entry.counts.emplace_back("items", step.items.size());
    if (step.as_of) entry.as_of = format_date(*step.as_of);
    return entry;
  });
}

void State::record_letter(const Request& request, By by, std::string_view now, std::string_view tool) {
  parts_->write(now, [&] { return entry_about(request, Act::request_letter, by, tool); });
}

std::uint64_t State::add_consent(const std::vector<ConsentEvent>& events, By by, std::string_view now,
                                 std::string_view tool) {
  std::uint64_t added = 0;
  parts_->write(now, [&] {
    AuditEntry entry{.act = Act::consent_add, .by = by, .op = to_hex(random_bytes(16)), .tool = std::string{tool}};
    for (const ConsentEvent& event : events) added += insert_event(parts_->database, event, now) ? 1U : 0U;
    if (!events.empty()) entry.tenant = events.front().tenant;
    entry.counts = {{"events", added}};
    return entry;
  });
  return added;
}

std::vector<ConsentEvent> State::consent_events(const std::string& policy_name, const std::string& tenant) const {
  return parts_->knows_requests() ? stored_events(parts_->database, policy_name, tenant) : std::vector<ConsentEvent>{};
}

std::vector<Breach> State::breaches() const {
  return parts_->knows_requests() ? stored_breaches(parts_->database) : std::vector<Breach>{};
}

Result<Breach> State::find_breach(const std::string& name) const {
  return find_named(breaches(), name, "there is no breach of that name", "`compliance breach list` shows them");
}

std::string State::add_breach(const NewBreach& fresh, By by, std::string_view now, std::string_view tool) {
  std::string name;
  parts_->write(now, [&] {
    const Breach breach = insert_breach(parts_->database, fresh, to_hex(random_bytes(16)), now);
    name = breach.name;
    return AuditEntry{
        .act = Act::breach_add, .by = by, .op = breach.op, .request = breach.name, .tool = std::string{tool}};
  });
  return name;
}

void State::close_breach(const Breach& breach, const BreachEnd& end, By by, std::string_view now,
                         std::string_view tool) {
  parts_->write(now, [&] {
    compliance::close_breach(parts_->database, breach, end, now);
    return AuditEntry{
        .act = Act::breach_close, .by = by, .op = breach.op, .request = breach.name, .tool = std::string{tool}};
  });
}

}  // namespace compliance
