// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/orders.h"

#include <algorithm>
#include <map>

#include "libcompliance/state/request_orders.h"
#include "libcompliance/state/rows.h"

namespace compliance {
namespace {

constexpr std::string_view name_prefix = "hold-";

std::string number_of(const StoredHold& hold) { return hold.name.substr(name_prefix.size()); }

}  // namespace

std::uint64_t order_version(const Database& database) {
  return database.run("SELECT version FROM state").at(0).count(0);
}

std::string insert_hold(Database& database, const NewHold& hold, std::string_view op, std::string_view now) {
  const std::int64_t number = database
                                  .run(
                                      "INSERT INTO hold (op, policy_name, tenant, matter, owner, review, placed_at,"
                                      " placed_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING number",
                                      {std::string{op}, hold.policy_name, hold.tenant, hold.matter, hold.owner,
                                       format_date(hold.review), std::string{now}, next_version(database)})
                                  .at(0)
                                  .integer(0);
  for (std::size_t i = 0; i < hold.scopes.size(); ++i) {
    const HoldScope& scope = hold.scopes[i];
    database.run("INSERT INTO hold_scope VALUES (?1, ?2, ?3, ?4, ?5)",
                 {number, static_cast<std::int64_t>(i), scope.kind,
                  scope.is_condition() ? DatabaseBytes{} : bytes_of(scope.fingerprint), scope.condition});
  }
  return std::string{name_prefix} + std::to_string(number);
}

std::vector<StoredHold> stored_holds(const Database& database) {
  std::map<std::int64_t, std::vector<HoldScope>> scopes;
  for (const DatabaseRow& row :
       database.run("SELECT hold, kind, fingerprint, condition FROM hold_scope ORDER BY hold, position")) {
    HoldScope scope{.kind = row.text(1), .condition = row.text(3)};
    if (!scope.is_condition()) scope.fingerprint = digest_of(database, row.bytes(2));
    scopes[row.integer(0)].push_back(std::move(scope));
  }
  std::vector<StoredHold> holds;
  for (const DatabaseRow& row :
       database.run("SELECT number, op, policy_name, tenant, matter, owner, review, placed_at, released_at,"
                    " placed_version, released_version FROM hold ORDER BY number")) {
    StoredHold hold;
    hold.name = std::string{name_prefix} + std::to_string(row.integer(0));
    hold.op = row.text(1);
    hold.policy_name = row.text(2);
    hold.tenant = row.text(3);
    hold.matter = row.text(4);
    hold.owner = row.text(5);
    hold.review = day_of(database, row.text(6));
    hold.placed_at = row.text(7);
    hold.released_at = row.text(8);
    hold.placed_version = row.count(9);
    hold.released_version = row.count(10);
    hold.scopes = std::move(scopes[row.integer(0)]);
    holds.push_back(std::move(hold));
  }
  return holds;
}

void release(Database& database, const StoredHold& hold, std::string_view now) {
  database.run("UPDATE hold SET released_at = ?2, released_version = ?3 WHERE number = CAST(?1 AS INTEGER)",
               {number_of(hold), std::string{now}, next_version(database)});
}

void insert_cancellation(Database& database, const CancellationOrder& cancellation) {
  insert_cancellation(database, cancellation, next_version(database));
}

StandingOrders orders_for(const Database& database, const std::string& policy_name, const std::string& tenant,
                          std::int64_t tables) {
  StandingOrders orders{.version = order_version(database), .policy_name = policy_name};
  for (StoredHold& hold : stored_holds(database))
    if (hold.stands() && is_for_tenant(hold.tenant, tenant)) orders.holds.push_back(std::move(hold));
  for (CancellationOrder& cancellation : standing_cancellations(database, tables))
    if (cancellation.policy_name == policy_name && is_for_tenant(cancellation.tenant, tenant))
      orders.cancellations.push_back(std::move(cancellation));
  if (tables < 3) return orders;
  for (Freeze& freeze : standing_freezes(database))
    if (is_for_policy(freeze.kind, freeze.policy_name, policy_name) && is_for_tenant(freeze.tenant, tenant))
      orders.freezes.push_back(std::move(freeze));
  for (UseRestriction& restriction : standing_restrictions(database))
    // Names of purposes are the words of one policy.
    if (is_for_policy(restriction.purposes.empty() ? restriction.kind : "", restriction.policy_name, policy_name) &&
        is_for_tenant(restriction.tenant, tenant))
      orders.restrictions.push_back(std::move(restriction));
  return orders;
}

std::vector<OrderChange> order_changes(const Database& database, std::uint64_t since, const std::string& policy_name,
                                       const std::string& tenant, std::int64_t tables) {
  std::map<std::uint64_t, OrderChange> changes;  // by the version that each made
  for (const StoredHold& hold : stored_holds(database)) {
    const bool placed = hold.placed_version > since;
    const bool released = hold.released_version > since;
    // A hold that came and went in between changes nothing.
    if (placed == released || !is_for_tenant(hold.tenant, tenant)) continue;
    if (placed)
      changes[hold.placed_version] = {OrderChange::What::hold_placed, hold.name};
    else
      changes[hold.released_version] = {OrderChange::What::hold_released, hold.name};
  }
  add_request_changes(database, since, policy_name, tenant, tables, changes);
  std::vector<OrderChange> in_order;
  for (auto& [version, change] : changes) in_order.push_back(std::move(change));
  return in_order;
}

}  // namespace compliance
