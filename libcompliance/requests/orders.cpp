// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/requests/orders.h"

#include <algorithm>

#include "libcompliance/requests/clock.h"

namespace compliance {
namespace {

// What a purpose rests on, as far as requests ask. Of several bases, which check reports, the one that goes last
// counts.
enum class Rests { at_will, contract, interest, law };

Rests rests_on(const Keeper& purpose) {
  const auto any = [&](Basis basis) { return std::ranges::find(purpose.bases, basis) != purpose.bases.end(); };
  if (purpose.message == MessageKind::marketing) return Rests::at_will;
  if (any(Basis::legal_obligation)) return Rests::law;
  if (any(Basis::contract)) return Rests::contract;
  if (any(Basis::legitimate_interest) || any(Basis::public_task) || any(Basis::vital_interests)) return Rests::interest;
  return any(Basis::consent) ? Rests::at_will : Rests::interest;
}

bool rests_on_consent(const Keeper& purpose) {
  return std::ranges::find(purpose.bases, Basis::consent) != purpose.bases.end();
}

class Writer {
 public:
  Writer(const Request& request, const Policy& policy) : request_(request), policy_(policy) {}

  RequestOrders write() {
    if (request_.about.empty() || request_.deceased || request_.last(StepKind::cancelled) != nullptr) return {};
    if (is_processors_part(request_))
      write_processors_part();
    else
      write_own();
    keep_evidence();
    return std::move(orders_);
  }

 private:
  void write_own() {
    switch (request_.type) {
      case RequestType::access:
      case RequestType::portability:
      case RequestType::ccpa_know:
        freeze_until_answered();
        return;
      case RequestType::erasure:
      case RequestType::minor:
      case RequestType::ccpa_delete:
        erase();
        return;
      case RequestType::account_deletion:
        delete_account();
        return;
      case RequestType::restriction:
        restrict();
        return;
      case RequestType::objection:
        object();
        return;
      case RequestType::withdrawal:
        end_those([](const Keeper& purpose) { return rests_on_consent(purpose); });
        return;
      case RequestType::opt_out:
        opt_out();
        return;
      case RequestType::ccpa_opt_out:
        stop_sale();
        return;
      case RequestType::ccpa_limit:
        do_not_use(names_of([&](const Keeper& purpose) { return needs_special_data(purpose); }), request_.received);
        return;
      case RequestType::rectification:
      case RequestType::ccpa_correct:
        return;
    }
  }

  // Whose data they are decides; what he instructs is then done (Art. 28(3)(a)).
  void write_processors_part() {
    if (asks_copy(request_.type)) freeze_until_answered();
    const RequestStep* granted = request_.last(StepKind::granted);
    if (!asks_erasure(request_.type) || granted == nullptr) return;
    for (const Keeper& keeper : policy_.keepers)
      if (keeper.kind == Keeper::Kind::instruction && is_of_tenant(keeper))
        end(keeper, granted->on, Ends::now, Unfounded::too);
  }

  bool is_of_tenant(const Keeper& instruction) const {
    return std::ranges::any_of(instruction.tenants, [&](std::size_t tenant) {
      return policy_.statement.tenants[tenant].name == request_.tenant;
    });
  }

  void freeze_until_answered() {
    if (is_closed() || is_refused()) return;
    orders_.freeze = FreezeUntil{};
  }

  // A refusal can be taken to the court: what it would be about stays until then (UAVG 35, TC-24).
  void keep_evidence() {
    const bool is_about_data = asks_copy(request_.type) || request_.type == RequestType::rectification ||
                               request_.type == RequestType::restriction || request_.type == RequestType::ccpa_correct;
    if (orders_.freeze || !is_about_data || request_.last(StepKind::refused) == nullptr) return;
    const RequestStep* closed = request_.last(StepKind::closed);
    orders_.freeze = FreezeUntil{closed == nullptr ? std::nullopt : std::optional{court_end(closed->on)}};
  }

  void erase() {
    for_purposes([&](const Keeper& purpose) {
      if (rests_on(purpose) == Rests::at_will)
        end(purpose, request_.received, Ends::now, Unfounded::kept, request_.received);
    });
    if (is_refused()) return;
    const RequestStep* granted = request_.last(StepKind::granted);
    if (granted == nullptr && !is_closed()) orders_.no_use.push_back({.from = request_.received});
    const std::optional<Date> from = first_day();
    if (!from) return;
    for_purposes([&](const Keeper& purpose) {
      const Rests rests = rests_on(purpose);
      if (rests == Rests::at_will || rests == Rests::law || is_refused(purpose.name)) return;
      const bool upheld = rests == Rests::interest && is_granted(purpose.name);
      end(purpose, upheld ? std::max(*from, granted->on) : *from, upheld ? Ends::now : Ends::when_use_has_ended,
          Unfounded::too, request_.received);
    });
  }

  // The person ends the relation himself: nothing but a law keeps anything beyond the window.
  void delete_account() {
    if (is_refused()) return;
    if (!is_closed()) orders_.no_use.push_back({.from = request_.received});
    const std::optional<Date> from = first_day();
    if (!from) return;
    for_purposes([&](const Keeper& purpose) {
      if (rests_on(purpose) != Rests::law) end(purpose, *from, Ends::now, Unfounded::too, request_.received);
    });
  }

  void restrict() {
    if (is_refused() || request_.last(StepKind::lifted) != nullptr) return;
    orders_.freeze = FreezeUntil{};
    if (const std::optional<Date> since = identified_since(request_)) orders_.no_use.push_back({.from = *since});
  }

  void object() {
    std::vector<std::string> pending;
    for_purposes([&](const Keeper& purpose) {
      if (purpose.message == MessageKind::marketing) {
        end(purpose, request_.received, Ends::now);
        return;
      }
      if (rests_on(purpose) != Rests::interest) return;
      if (is_granted(purpose.name))
        end(purpose, request_.last(StepKind::granted)->on, Ends::now);
      else if (!is_refused() && !is_refused(purpose.name))
        pending.push_back(purpose.name);
    });
    do_not_use(std::move(pending), request_.received);
  }

  // Of some channels alone, it ends what has no other. The rest is in the events of consent (TC-147).
  void opt_out() {
    end_those([&](const Keeper& purpose) {
      if (purpose.message != MessageKind::marketing) return false;
      return request_.stops.empty() ||
             (!purpose.channels.empty() && std::ranges::all_of(purpose.channels, [&](const std::string& channel) {
               return std::ranges::find(request_.stops, channel) != request_.stops.end();
             }));
    });
  }

  void stop_sale() {
    if (!policy_.statement.recipients) return;
    std::vector<std::string> names;
    for (const Recipient& recipient : *policy_.statement.recipients) {
      if (recipient.kind != RecipientKind::sale && recipient.kind != RecipientKind::licence) continue;
      for (const std::size_t keeper : recipient.purposes)
        if (const std::string& name = policy_.keepers[keeper].name; std::ranges::find(names, name) == names.end())
          names.push_back(name);
    }
    do_not_use(std::move(names), request_.received);
  }

  bool needs_special_data(const Keeper& purpose) const {
    return std::ranges::any_of(purpose.covers, [&](FieldRef ref) { return policy_.field(ref).category->special; });
  }

  // The purposes that the request is about.
  template <class Use>
  void for_purposes(Use use) {
    for (const Keeper& keeper : policy_.keepers)
      if (keeper.kind == Keeper::Kind::purpose && (!request_.purpose || keeper.name == *request_.purpose)) use(keeper);
  }

  template <class Which>
  void end_those(Which which) {
    for_purposes([&](const Keeper& purpose) {
      if (which(purpose)) end(purpose, request_.received, Ends::now);
    });
  }

  template <class Which>
  std::vector<std::string> names_of(Which which) {
    std::vector<std::string> names;
    for_purposes([&](const Keeper& purpose) {
      if (which(purpose)) names.push_back(purpose.name);
    });
    return names;
  }

  enum class Unfounded { kept, too };
  void end(const Keeper& purpose, Date from, Ends ends, Unfounded unfounded = Unfounded::kept,
           std::optional<Date> made_on = std::nullopt) {
    orders_.ends.push_back({purpose.name, from, ends, unfounded == Unfounded::too, made_on});
  }

  void do_not_use(std::vector<std::string> purposes, Date from) {
    if (!purposes.empty()) orders_.no_use.push_back({.purposes = std::move(purposes), .from = from});
  }

  // From when the person is recognised and no time for second thoughts runs any more.
  std::optional<Date> first_day() const {
    const std::optional<Date> since = identified_since(request_);
    const std::optional<Date> window = window_end(request_);
    if (!since || !window) return since;
    return std::max(*since, add_days(*window, 1));
  }

  bool is_closed() const { return request_.last(StepKind::closed) != nullptr; }

  // As a whole (empty), or that purpose.
  bool is_in(StepKind kind, const std::string& purpose) const {
    return std::ranges::any_of(request_.steps, [&](const RequestStep& step) {
      if (step.kind != kind) return false;
      if (step.items.empty()) return kind == StepKind::granted;
      return std::ranges::any_of(step.items,
                                 [&](const RequestItem& item) { return item.item.empty() || item.item == purpose; });
    });
  }
  bool is_refused(const std::string& purpose = {}) const { return is_in(StepKind::refused, purpose); }
  bool is_granted(const std::string& purpose) const { return is_in(StepKind::granted, purpose); }

  const Request& request_;
  const Policy& policy_;
  RequestOrders orders_ = {};
};

}  // namespace

RequestOrders orders_of(const Request& request, const Policy& policy) { return Writer{request, policy}.write(); }

}  // namespace compliance
