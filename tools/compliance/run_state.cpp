// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/run_state.h"

#include <algorithm>
#include <set>

#include "libcompliance/base/text.h"
#include "libcompliance/plan/missed_runs.h"

namespace compliance::tools {

Result<std::optional<State>> look_at_state(Context& context, const Policy& policy) {
  const Result<std::string> folder = context.state_folder();
  if (!folder || !context.files.kind(*folder)) {
    if (context.names_state)
      return Error{.message = "expected a state, and nothing is there", .place = {*folder, 0, 0}};
    return std::optional<State>{};
  }
  COMPLIANCE_TRY(State state, State::open(context.files, *folder, State::Access::read));
  COMPLIANCE_CHECK(demand_controller(state, policy, *folder));
  return std::optional<State>{std::move(state)};
}

Result<std::unique_ptr<RunState>> RunState::read(const State* state, const Policy& policy, const ExportSet& source,
                                                 const std::optional<std::string>& chosen, Date as_of,
                                                 const std::optional<std::string>& orders_of) {
  const std::string tenant = chosen.value_or(""), name = orders_of.value_or(policy.name);
  if (state != nullptr && !state->knows_orders()) state = nullptr;
  std::unique_ptr<RunState> run{
      new RunState{policy, source, state == nullptr ? SecretKey::random() : state->index_key()}};
  StandingOrders orders = state == nullptr ? StandingOrders{} : state->standing_orders(name, tenant);
  run->version_ = orders.version;
  std::erase_if(orders.freezes, [&](const Freeze& freeze) { return !freeze.holds_on(as_of); });
  run->has_orders_ = !orders.holds.empty() || !orders.cancellations.empty() || !orders.freezes.empty();
  COMPLIANCE_TRY(OrderConcerns concerns, OrderConcerns::make(policy, source, orders, run->key_));
  run->concerns_.emplace(std::move(concerns));
  if (state == nullptr) return run;
  if (const auto day = state->last_as_of(name, tenant))
    if (const auto date = parse_date(*day)) run->last_day_ = *date;
  run->asked_.emplace(policy, source, run->key_);
  for (std::size_t e = 0; e < source.exports().size(); ++e)
    state->outstanding(name, tenant, source.exports()[e].binding().name,
                       [&](const Outstanding& line) { run->asked_->add(e, line); });
  return run;
}

StateView RunState::view(std::optional<std::uint64_t> version) {
  return {.concerns = has_orders_ ? &*concerns_ : nullptr,
          .asked = asked_ && !asked_->empty() ? &*asked_ : nullptr,
          .version = version.value_or(version_)};
}

void RunState::add_findings(PlanOutcome& outcome) const {
  if (policy_->cadence && last_day_)
    if (auto finding = missed_runs(*policy_->cadence, *last_day_, outcome.plan.as_of))
      outcome.findings.push_back(*std::move(finding));
  if (!has_orders_) return;
  for (Finding& finding : concerns_->findings(outcome.plan.as_of))
    outcome.findings.push_back(std::move(finding));
}

WorkListNews RunState::news_of(const Plan& plan) const {
  WorkListNews news;
  if (asked_) news.done = asked_->settled();
  news.asks = [this, &plan](const std::function<void(const Ask&)>& add) {
    Fingerprinter fingerprinter{key_};
    for (const PlannedTable& table : plan.tables) {
      const std::string kind = key_kind(table.record);
      const RecordType& type = policy_->records[policy_->find_record(table.record).value()];
      // What the list cannot ask for is not waited for.
      std::set<std::string> unasked;
      const Binding& binding = source_->exports()[table.of].binding();
      for (const TableBinding& bound : binding.tables)
        for (const BoundColumn& column : bound.columns)
          if (bound.file == table.file && !can_be_emptied(binding.work_lists, column.column))
            unasked.insert(type.fields[column.field].name);
      const auto asked_of = [&](std::vector<std::string> fields) {
        std::erase_if(fields, [&](const std::string& field) { return unasked.contains(field); });
        return join(fields, ",");
      };
      // A stub keeps no cell at all.
      std::vector<std::string> all;
      for (const Field& field : type.fields) all.push_back(field.name);
      const std::string every = asked_of(std::move(all));
      for (const Effect& effect : table.effects) {
        const bool is_removal = effect.action == EffectAction::remove;
        const std::string some = effect.action == EffectAction::reduce ? asked_of(effect.fields) : std::string{};
        if (effect.action == EffectAction::reduce && some.empty()) continue;
        add({.export_name = plan.exports[table.of].name,
             .record = table.record,
             .what = is_removal ? Ask::What::remove : Ask::What::update,
             .fields = is_removal
                           ? std::string_view{}
                           : (effect.action == EffectAction::stub ? std::string_view{every} : std::string_view{some}),
             .fingerprint = fingerprinter.of(kind, effect.key)});
      }
    }
  };
  return news;
}

}  // namespace compliance::tools
