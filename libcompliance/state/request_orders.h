// SPDX-License-Identifier: Apache-2.0
// Internal to state: the rows of `cancellation`, `freeze` and `use_restriction`. All calls that write belong in a
// transaction.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "libcompliance/requests/orders.h"
#include "libcompliance/state/database.h"
#include "libcompliance/state/standing_orders.h"

namespace compliance {

void insert_cancellation(Database& database, const CancellationOrder& cancellation, std::int64_t version);

/// Those that stand, in the order in which they were made. `tables`: the version of the tables.
std::vector<CancellationOrder> standing_cancellations(const Database& database, std::int64_t tables);
std::vector<Freeze> standing_freezes(const Database& database);
std::vector<UseRestriction> standing_restrictions(const Database& database);

/// Makes `wanted` the orders of that request, for each of its marks: what is no longer among them ends, what is new is
/// added. The version grows when a verdict can change.
void set_orders_of(Database& database, const Request& request, const RequestOrders& wanted);

/// Adds what has changed for such runs since that version, by the version that each change made.
void add_request_changes(const Database& database, std::uint64_t since, const std::string& policy_name,
                         const std::string& tenant, std::int64_t tables, std::map<std::uint64_t, OrderChange>& changes);

}  // namespace compliance
