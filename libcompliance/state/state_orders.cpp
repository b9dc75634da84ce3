// SPDX-License-Identifier: Apache-2.0
// The part of state.h that is about holds, cancellations and what work lists asked for.

#include <algorithm>
#include <stdexcept>

#include "libcompliance/base/suggest.h"
#include "libcompliance/state/asked_lines.h"
#include "libcompliance/state/index_key.h"
#include "libcompliance/state/orders.h"
#include "libcompliance/state/parts.h"

namespace compliance {

SecretKey State::index_key() const { return read_index_key(*parts_->files, parts_->index_key_path()); }

bool State::knows_orders() const { return parts_->knows_orders(); }

std::uint64_t State::version() const { return parts_->knows_orders() ? order_version(parts_->database) : 0; }

StandingOrders State::standing_orders(const std::string& policy_name, const std::string& tenant) const {
  if (!parts_->knows_orders()) return {};
  StandingOrders orders = orders_for(parts_->database, policy_name, tenant, parts_->version);
  orders.is_first_run = !parts_->last_done(policy_name, tenant);
  return orders;
}

std::vector<OrderChange> State::changes_since(std::uint64_t version, const std::string& policy_name,
                                              const std::string& tenant) const {
  if (!parts_->knows_orders()) return {};
  return order_changes(parts_->database, version, policy_name, tenant, parts_->version);
}

std::vector<Hold> State::holds() const {
  if (!parts_->knows_orders()) return {};
  const std::vector<StoredHold> stored = stored_holds(parts_->database);
  return {stored.begin(), stored.end()};
}

std::string State::add_hold(const NewHold& hold, By by, std::string_view now, std::string_view tool) {
  if (hold.matter.empty() || hold.owner.empty() || !hold.review.ok() || hold.scopes.empty())
    throw std::logic_error("state: a hold has a matter, an owner, a review date and a scope");
  std::string name;
  parts_->write(now, [&] {
    AuditEntry entry{.act = Act::hold_add, .by = by, .op = to_hex(random_bytes(16)), .tool = std::string{tool}};
    entry.tenant = hold.tenant;
    entry.counts = {{"scopes", hold.scopes.size()}};
    name = insert_hold(parts_->database, hold, entry.op, now);
    return entry;
  });
  return name;
}

Result<void> State::release_hold(const std::string& name, By by, std::string_view now, std::string_view tool) {
  const std::vector<StoredHold> holds = stored_holds(parts_->database);
  const auto hold = std::ranges::find(holds, name, &StoredHold::name);
  if (hold == holds.end()) {
    std::vector<std::string_view> known;
    for (const StoredHold& each : holds)
      if (each.stands()) known.push_back(each.name);
    const std::string nearest = did_you_mean(name, known);
    return Error{.message = "there is no hold of that name",
                 .hint = nearest.empty() ? "`compliance hold list` shows those that stand" : nearest};
  }
  if (!hold->stands()) return Error{.message = hold->name + " is already released"};
  parts_->write(now, [&] {
    release(parts_->database, *hold, now);
    return AuditEntry{
        .act = Act::hold_release, .by = by, .op = hold->op, .tenant = hold->tenant, .tool = std::string{tool}};
  });
  return {};
}

void State::add_cancellation(const CancellationOrder& cancellation, By by, std::string_view now,
                             std::string_view tool) {
  parts_->write(now, [&] {
    insert_cancellation(parts_->database, cancellation);
    return AuditEntry{.act = Act::cancellation_add,
                      .by = by,
                      .op = to_hex(random_bytes(16)),
                      .tenant = cancellation.tenant,
                      .tool = std::string{tool}};
  });
}

void State::outstanding(const std::string& policy_name, const std::string& tenant, const std::string& export_name,
                        const std::function<void(const Outstanding&)>& use) const {
  if (parts_->knows_orders()) show_outstanding(parts_->database, policy_name, tenant, export_name, use);
}

}  // namespace compliance
