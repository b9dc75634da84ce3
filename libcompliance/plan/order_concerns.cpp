// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/order_concerns.h"

#include <algorithm>
#include <cstring>

#include "libcompliance/base/text.h"
#include "libcompliance/policy/conditions.h"
#include "libcompliance/rules/moment_rules.h"

namespace compliance {
namespace {

Error outdated(const std::string& order, const std::string& what) {
  return guard_error(order + " " + what + ", and the policy has it no more",
                     "release the hold and place it anew in the words of the policy, or mend the policy");
}

// What open requests freeze is found as a hold finds it: one for each request, by all that the person is known by.
std::vector<Hold> as_holds(const std::vector<Freeze>& freezes) {
  std::vector<Hold> holds;
  for (const Freeze& freeze : freezes) {
    const std::string name = "request:" + freeze.request;
    auto hold = std::ranges::find(holds, name, &Hold::name);
    if (hold == holds.end()) {
      holds.emplace_back().name = name;
      hold = std::prev(holds.end());
    }
    hold->scopes.push_back({.kind = freeze.kind, .fingerprint = freeze.fingerprint});
  }
  return holds;
}

}  // namespace

std::size_t OrderConcerns::DigestHash::operator()(const Digest& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

OrderConcerns::OrderConcerns(const Policy& policy, const ExportSet& source, const StandingOrders& orders,
                             const SecretKey& key)
    : policy_(&policy),
      source_(&source),
      policy_name_(orders.policy_name),
      is_first_run_(orders.is_first_run),
      forms_(policy),
      fingerprinter_(key),
      watches_(policy.records.size()) {
  for (std::size_t r = 0; r < watches_.size(); ++r) watches_[r].key_kind = key_kind(policy.records[r].name);
}

Result<OrderConcerns> OrderConcerns::make(const Policy& policy, const ExportSet& source, const StandingOrders& orders,
                                          const SecretKey& key) {
  OrderConcerns made{policy, source, orders, key};
  std::vector<StateKeeper> keepers;
  for (const Hold& hold : orders.holds) keepers.push_back({.name = "hold:" + hold.name});
  const std::vector<Hold> requests = as_holds(orders.freezes);
  for (const Hold& request : requests) keepers.push_back({.name = request.name});
  made.concerns_ = Concerns{std::move(keepers)};
  for (const Hold& hold : orders.holds) COMPLIANCE_CHECK(made.add(hold));
  made.hold_count_ = made.holds_.size();
  for (const Hold& request : requests) COMPLIANCE_CHECK(made.add(request));
  for (const CancellationOrder& order : orders.cancellations) COMPLIANCE_CHECK(made.add(order));
  return made;
}

Result<void> OrderConcerns::add(const Hold& hold) {
  const auto number = static_cast<std::uint16_t>(holds_.size());
  holds_.push_back(hold);
  for (std::size_t s = 0; s < hold.scopes.size(); ++s) {
    const HoldScope& scope = hold.scopes[s];
    if (scope.is_condition()) {
      const Result<Condition> condition = parse_condition(*policy_, scope.condition);
      if (!condition && is_of_another(hold)) continue;
      if (!condition) return outdated(hold.name, "goes by " + scope.condition);
      watches_[condition->field.record].conditions.emplace_back(*condition, ScopeId{number, s});
      concerns_.set_found_by(condition->field.record, Concerns::FoundBy::cells);
      continue;
    }
    if (const auto record = record_of_kind(scope.kind); record && !policy_->find_record(*record)) {
      if (is_of_another(hold)) continue;
      return outdated(hold.name, "names records of type " + std::string{*record});
    }
    hits_[scope.fingerprint].holds.emplace_back(number, s);
    look_for(scope.kind);
    for (std::size_t r = 0; r < watches_.size(); ++r) {
      if (watches_[r].key && watches_[r].key_kind == scope.kind) concerns_.set_found_by(r, Concerns::FoundBy::key);
      if (std::any_of(watches_[r].fields.begin(), watches_[r].fields.end(),
                      [&](const WatchedField& each) { return each.kind == scope.kind; }))
        concerns_.set_found_by(r, Concerns::FoundBy::cells);
    }
  }
  return {};
}

Result<void> OrderConcerns::add(const CancellationOrder& order) {
  Cancellation cancellation{
      .from = order.from, .until = order.until, .ends = order.ends, .also_unfounded = order.also_unfounded};
  if (order.purpose.empty()) {
    cancellation.keepers = all_but_duties(*policy_);
  } else {
    for (std::size_t k = 0; k < policy_->keepers.size(); ++k)
      if (policy_->keepers[k].name == order.purpose) cancellation.keepers |= std::uint64_t{1} << k;
    if (cancellation.keepers == 0) return outdated("a cancellation", "names the purpose " + order.purpose);
  }
  hits_[order.fingerprint].cancellations.push_back({cancellation, order.made_on, order.role});
  look_for(order.kind);
  return {};
}

void OrderConcerns::ask_about(const std::vector<Identifier>& person) {
  for (const Identifier& identifier : person) {
    hits_[fingerprinter_.of(identifier)].is_subject = true;
    look_for(identifier.kind);
  }
}

void OrderConcerns::look_for(const std::string& kind) {
  if (!kinds_.insert(kind).second) return;
  if (const auto record = record_of_kind(kind)) {
    const auto index = policy_->find_record(*record);
    if (!index) return;
    watches_[*index].key = true;
    // The record itself may not be in the export; what links to it is.
    for (std::size_t r = 0; r < watches_.size(); ++r)
      if (policy_->records[r].belongs_to == index) watches_[r].link_kind = kind;
    return;
  }
  for (const IdentifyingField& each : identifying_fields(*policy_))
    if (each.kind == kind)
      watches_[each.field.record].fields.push_back(
          {each.field.field, each.kind, each.of_organisation, each.certainly,
           other_role_of(policy_->records[each.field.record], each.field.field)});
}

void OrderConcerns::add_normal(std::string_view kind, std::string_view normal_form, Finds finds, const Seen& seen,
                               Concern& concern) {
  const auto found = hits_.find(fingerprinter_.of(kind, normal_form));
  if (found == hits_.end()) return;
  const Hit& hit = found->second;
  for (const ScopeId& scope : hit.holds) {
    concern.keepers.push_back(scope.first);
    kept_something_.insert(scope);
  }
  concern.is_subject = concern.is_subject || hit.is_subject;
  if (hit.cancellations.empty() || finds == Finds::holds_alone) return;
  if (finds == Finds::holds_and_doubts || (kind == email_kind && is_desk_address(normal_form))) {
    doubted_.insert({seen.view->table, seen.view->line});
    return;
  }
  ended_.insert({seen.view->table, seen.view->line});
  for (const Cancelled& cancelled : hit.cancellations) cancel(cancelled, seen, concern);
}

// What was cancelled for somebody counts for the same record, and for one with the same address that was there already.
// One that was made later is a new relation; nobody meant that one (Art. 17(1), design section 2).
void OrderConcerns::cancel(const Cancelled& cancelled, const Seen& seen, Concern& concern) {
  Cancellation cancellation = cancelled.cancellation;
  const RecordType& type = policy_->records[seen.record];
  if (cancelled.made_on && !seen.is_key) {
    const Cell none{};
    const Cell& made = type.created ? seen.view->cells[*type.created] : none;
    const bool is_known = made.date.state == DateState::day;
    if (is_known && made.date.day > *cancelled.made_on) {
      new_relations_.insert({seen.view->table, seen.view->line});
      return;
    }
    if (!is_known || made.date.day == *cancelled.made_on) cancellation.unsure = seen.view->spot(made.column);
  }
  std::optional<std::uint16_t> role = seen.role;
  if (!cancelled.role.empty()) {
    const std::vector<std::string> roles = other_roles(type);
    const auto named = std::find(roles.begin(), roles.end(), cancelled.role);
    if (named == roles.end()) return;
    role = static_cast<std::uint16_t>(named - roles.begin());
  }
  if (role)
    concern.in_roles.push_back({*role, cancellation});
  else
    concern.cancellations.push_back(cancellation);
}

void OrderConcerns::add_cell(std::string_view kind, std::string_view text, Finds finds, const Seen& seen,
                             Concern& concern) {
  const auto normal = forms_.of(kind, text);
  if (normal) add_normal(kind, *normal, finds, seen, concern);
  // A cell that holds more than the one identifier, or says more about it: a hold takes it, a cancellation does not.
  for (const std::string& part : forms_.within(kind, text))
    if (part != normal) add_normal(kind, part, std::max(finds, Finds::holds_and_doubts), seen, concern);
}

// In each way in which the table's ids can be written.
void OrderConcerns::add_key(std::string_view kind, std::string_view key, Finds finds, const Seen& seen,
                            Concern& concern) {
  add_cell(kind, key, finds, seen, concern);
  if (const auto longer = longer_id(source_->table(seen.view->table).ids, key))
    add_cell(kind, *longer, finds, seen, concern);
}

ConcernId OrderConcerns::concern_of(std::size_t record, const RecordView& view) {
  const Watch& watch = watches_[record];
  if (!watch.any()) return 0;
  const RecordType& type = policy_->records[record];
  const bool is_sole_trader =
      type.sole_trader_when && evaluate(*type.sole_trader_when, view).state == Truth::State::yes;
  // A cancellation is a person's: what an organisation is called by cancels nothing.
  const bool is_of_people = type.is != RecordKind::organisation || is_sole_trader;
  const Finds finds = is_of_people ? Finds::everything : Finds::holds_alone;
  const Seen by_key{.record = record, .view = &view, .is_key = true};
  Concern concern;
  if (watch.key) {
    add_key(watch.key_kind, view.key, finds, by_key, concern);
    // As the file writes it, where keys are compared in another form.
    const std::string_view written = view.key_column == 0 ? view.key : view.columns[view.key_column - 1U];
    if (written != view.key) add_cell(watch.key_kind, written, finds, by_key, concern);
  }
  for (const WatchedField& each : watch.fields) {
    if (each.of_organisation && !is_sole_trader) continue;
    const Finds by_cell = !is_of_people && !each.role ? Finds::holds_alone
                          : each.certainly            ? Finds::everything
                                                      : Finds::holds_and_doubts;
    add_cell(each.kind, view.text(view.cells[each.field]), by_cell,
             {.record = record, .view = &view, .role = each.role}, concern);
  }
  if (!watch.link_kind.empty())
    for (const std::string_view link : view.links) add_key(watch.link_kind, link, Finds::holds_alone, by_key, concern);
  for (const auto& [condition, scope] : watch.conditions) {
    if (evaluate(condition, view).state == Truth::State::no) continue;
    concern.keepers.push_back(scope.first);
    kept_something_.insert(scope);
  }
  if (concern == Concern{}) return 0;
  std::sort(concern.keepers.begin(), concern.keepers.end());
  concern.keepers.erase(std::unique(concern.keepers.begin(), concern.keepers.end()), concern.keepers.end());
  return concerns_.id_of(std::move(concern));
}

bool OrderConcerns::keeps_nothing(std::size_t hold) const {
  const auto first = kept_something_.lower_bound({static_cast<std::uint16_t>(hold), 0});
  return first == kept_something_.end() || first->first != hold;
}

Finding OrderConcerns::of_another(std::size_t h) const {
  const Hold& hold = holds_[h];
  const std::string placed = "this hold was placed under the policy " + hold.policy_name;
  if (!keeps_nothing(h))
    return {.code = "hold.other_policy",
            .severity = Severity::note,
            .place = {hold.name},
            .message = placed + ", and keeps records here as well",
            .hint = "they carry what it names; if they are other people's after all, place it anew in other words",
            .why = "ST-30"};
  Finding none{.code = "hold.other_policy",
               .severity = Severity::note,
               .place = {hold.name},
               .message = placed + ", and keeps no record of the export",
               .hint = "if this is that policy under a new name, place the hold anew under this one, and release it",
               .why = "ST-30"};
  if (!is_first_run_) return none;
  none.code = "hold.new_name";
  none.severity = Severity::warning;
  return none;
}

std::vector<std::string> OrderConcerns::doubtful() const {
  std::vector<std::string> names;
  for (std::size_t h = 0; h < holds_.size(); ++h)
    if (is_first_run_ && is_of_another(holds_[h]) && keeps_nothing(h))
      names.push_back(holds_[h].name + " (policy " + holds_[h].policy_name + ')');
  return names;
}

std::vector<Finding> OrderConcerns::findings(Date as_of) const {
  std::vector<Finding> findings;
  for (const auto& [table, line] : new_relations_)
    findings.push_back({.code = "suppression.new_relation",
                        .severity = Severity::note,
                        .place = {source_->path_of(table), line},
                        .message = "carries the address of somebody who was erased, and was made after that: a new "
                                   "relation, which is left alone",
                        .hint = "if it is not new (a restored backup, a stale copy), ask for the erasure again",
                        .why = "Art. 17(1), SE-46"});
  for (const Line& line : doubted_)
    if (!ended_.contains(line))
      findings.push_back({.code = "suppression.shared_identifier",
                          .severity = Severity::note,
                          .place = {source_->path_of(line.first), line.second},
                          .message = "shares an address or a number with somebody who has asked for an erasure, an "
                                     "objection or a withdrawal; several people can have it, so it ends nothing here",
                          .hint = "if it is the same person, name the record: request verify --subject TYPE:KEY",
                          .why = "TC-82, TC-83, Art. 12(6)"});
  for (std::size_t h = 0; h < hold_count_; ++h) {
    const Hold& hold = holds_[h];
    std::vector<std::string> missed;
    for (std::size_t s = 0; s < hold.scopes.size(); ++s) {
      const HoldScope& scope = hold.scopes[s];
      if (!kept_something_.contains({static_cast<std::uint16_t>(h), s}))
        missed.push_back(std::to_string(s + 1) + " (" +
                         (scope.is_condition() ? scope.condition : std::string{typed_kind(scope.kind)}) + ')');
    }
    const bool all = missed.size() == hold.scopes.size();
    if (is_of_another(hold))
      findings.push_back(of_another(h));
    else if (!missed.empty())
      findings.push_back(
          {.code = "hold.no_record",
           .severity = all ? Severity::warning : Severity::note,
           .place = {hold.name},
           .message = all ? "this hold keeps no record of the export"
                          : "of what this hold names, this keeps no record of the export: number " + join_words(missed),
           .hint = "is the person or the key spelled as in the export? If what it kept is gone for good, "
                   "release it",
           .why = "ST-30, Art. 17(3)(e)"});
    if (hold.review < as_of)
      findings.push_back({.code = "hold.overdue",
                          .severity = Severity::warning,
                          .place = {hold.name},
                          .message = "this hold was to be reviewed by " + format_date(hold.review),
                          .hint = "is it still needed? Release it, or place it anew with a later day",
                          .why = "ST-30, TC-65, Art. 5(1)(e)"});
  }
  return findings;
}

}  // namespace compliance
