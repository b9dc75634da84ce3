// SPDX-License-Identifier: Apache-2.0
// Internal to state: the rows of `hold`, `hold_scope`, `cancellation`; request_orders.h
// has those that requests make. All calls that write belong in a transaction.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/state/database.h"
#include "libcompliance/state/standing_orders.h"

namespace compliance {

/// The state's version (standing_orders.h).
std::uint64_t order_version(const Database& database);

/// A new hold under the random id `op`; returns its name.
std::string insert_hold(Database& database, const NewHold& hold, std::string_view op, std::string_view now);

struct StoredHold : Hold {
  std::string op = {};  // of the entries about it
  std::uint64_t placed_version = 0;
  std::uint64_t released_version = 0;  // 0 while it stands
};
/// All of them, in order.
std::vector<StoredHold> stored_holds(const Database& database);

void release(Database& database, const StoredHold& hold, std::string_view now);

void insert_cancellation(Database& database, const CancellationOrder& cancellation);

/// What counts for a run of that policy and tenant. `tables`: the version of the tables; older ones know less.
StandingOrders orders_for(const Database& database, const std::string& policy_name, const std::string& tenant,
                          std::int64_t tables);
std::vector<OrderChange> order_changes(const Database& database, std::uint64_t since, const std::string& policy_name,
                                       const std::string& tenant, std::int64_t tables);

}  // namespace compliance
