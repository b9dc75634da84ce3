// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/request_orders.h"

#include <algorithm>
#include <optional>

#include "libcompliance/base/text.h"
#include "libcompliance/state/rows.h"

namespace compliance {
namespace {

constexpr const char* cancellation_columns =
    "SELECT number, policy_name, tenant, kind, fingerprint, purpose, starts_on, ends_on, request, ends, also_unfounded,"
    " made_on, role FROM cancellation WHERE ended_version = 0 ORDER BY number";
// A state of version 2 knew no requests.
constexpr const char* cancellation_columns_2 =
    "SELECT number, policy_name, tenant, kind, fingerprint, purpose, starts_on, ends_on, '', 'now', 0, '', ''"
    " FROM cancellation ORDER BY number";

CancellationOrder read_cancellation(const Database& database, const DatabaseRow& row) {
  return {.policy_name = row.text(1),
          .tenant = row.text(2),
          .kind = row.text(3),
          .fingerprint = digest_of(database, row.bytes(4)),
          .purpose = row.text(5),
          .from = day_of(database, row.text(6)),
          .until = optional_day_of(database, row.text(7)),
          .ends = word_in<Ends>(database, row.text(9), ends_words),
          .also_unfounded = row.integer(10) != 0,
          .made_on = optional_day_of(database, row.text(11)),
          .role = row.text(12),
          .request = row.text(8)};
}

Freeze read_freeze(const Database& database, const DatabaseRow& row) {
  return {.request = row.text(1),
          .policy_name = row.text(2),
          .tenant = row.text(3),
          .kind = row.text(4),
          .fingerprint = digest_of(database, row.bytes(5)),
          .until = optional_day_of(database, row.text(6))};
}

constexpr const char* freeze_columns =
    "SELECT number, request, policy_name, tenant, kind, fingerprint, ends_on FROM freeze WHERE ended_version = 0"
    " ORDER BY number";

// Rows that stand and belong to the request, with their numbers.
template <class Order, class Read>
std::vector<std::pair<std::int64_t, Order>> rows_of(const Database& database, const char* columns,
                                                    const std::string& request, Read read) {
  std::vector<std::pair<std::int64_t, Order>> rows;
  for (const DatabaseRow& row : database.run(columns)) {
    Order order = read(database, row);
    if (order.request == request) rows.emplace_back(row.integer(0), std::move(order));
  }
  return rows;
}

// What must end, by its row, and what is new.
template <class Order>
struct Difference {
  std::vector<std::int64_t> gone = {};
  std::vector<Order> fresh = {};
};

template <class Order>
Difference<Order> compare(const std::vector<std::pair<std::int64_t, Order>>& standing, std::vector<Order> wanted) {
  Difference<Order> difference;
  for (const auto& [number, order] : standing) {
    const auto same = std::find(wanted.begin(), wanted.end(), order);
    if (same == wanted.end())
      difference.gone.push_back(number);
    else
      wanted.erase(same);
  }
  difference.fresh = std::move(wanted);
  return difference;
}

// The orders for one mark of the person.
void add_for(const SubjectMark& mark, const Request& request, const RequestOrders& wanted, StandingOrders& orders) {
  for (const PurposeEnd& end : wanted.ends)
    orders.cancellations.push_back({.policy_name = request.policy_name,
                                    .tenant = request.tenant,
                                    .kind = mark.kind,
                                    .fingerprint = mark.fingerprint,
                                    .purpose = end.purpose,
                                    .from = end.from,
                                    .ends = end.ends,
                                    .also_unfounded = end.also_unfounded,
                                    .made_on = end.made_on,
                                    .request = request.name});
  if (wanted.freeze)
    orders.freezes.push_back({.request = request.name,
                              .policy_name = request.policy_name,
                              .tenant = request.tenant,
                              .kind = mark.kind,
                              .fingerprint = mark.fingerprint,
                              .until = wanted.freeze->until});
  for (const NoUse& no_use : wanted.no_use)
    orders.restrictions.push_back({.request = request.name,
                                   .policy_name = request.policy_name,
                                   .tenant = request.tenant,
                                   .kind = mark.kind,
                                   .fingerprint = mark.fingerprint,
                                   .purposes = no_use.purposes,
                                   .from = no_use.from,
                                   .until = no_use.until});
}

}  // namespace

void insert_cancellation(Database& database, const CancellationOrder& order, std::int64_t version) {
  database.run(
      "INSERT INTO cancellation (policy_name, tenant, kind, fingerprint, purpose, starts_on, ends_on, added_version,"
      " request, ends, also_unfounded, made_on, role)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
      {order.policy_name, order.tenant, order.kind, bytes_of(order.fingerprint), order.purpose, format_date(order.from),
       text_of(order.until), version, order.request, std::string{word_of(order.ends, ends_words)},
       std::int64_t{order.also_unfounded ? 1 : 0}, text_of(order.made_on), order.role});
}

std::vector<CancellationOrder> standing_cancellations(const Database& database, std::int64_t tables) {
  std::vector<CancellationOrder> orders;
  for (const DatabaseRow& row : database.run(tables < 3 ? cancellation_columns_2 : cancellation_columns))
    orders.push_back(read_cancellation(database, row));
  return orders;
}

std::vector<Freeze> standing_freezes(const Database& database) {
  std::vector<Freeze> freezes;
  for (const DatabaseRow& row : database.run(freeze_columns)) freezes.push_back(read_freeze(database, row));
  return freezes;
}

std::vector<UseRestriction> standing_restrictions(const Database& database) {
  std::vector<UseRestriction> restrictions;
  for (const DatabaseRow& row :
       database.run("SELECT request, policy_name, tenant, kind, fingerprint, purposes, starts_on, ends_on"
                    " FROM use_restriction ORDER BY number"))
    restrictions.push_back({.request = row.text(0),
                            .policy_name = row.text(1),
                            .tenant = row.text(2),
                            .kind = row.text(3),
                            .fingerprint = digest_of(database, row.bytes(4)),
                            .purposes = split_words(row.text(5)),
                            .from = day_of(database, row.text(6)),
                            .until = optional_day_of(database, row.text(7))});
  return restrictions;
}

void set_orders_of(Database& database, const Request& request, const RequestOrders& wanted) {
  StandingOrders orders;
  for (const SubjectMark& mark : request.about) add_for(mark, request, wanted, orders);

  const auto cancellations =
      compare(rows_of<CancellationOrder>(database, cancellation_columns, request.name, read_cancellation),
              std::move(orders.cancellations));
  const auto freezes =
      compare(rows_of<Freeze>(database, freeze_columns, request.name, read_freeze), std::move(orders.freezes));
  if (!cancellations.gone.empty() || !cancellations.fresh.empty() || !freezes.gone.empty() || !freezes.fresh.empty()) {
    const std::int64_t version = next_version(database);
    for (const std::int64_t number : cancellations.gone)
      database.run("UPDATE cancellation SET ended_version = ?2 WHERE number = ?1", {number, version});
    for (const CancellationOrder& order : cancellations.fresh) insert_cancellation(database, order, version);
    for (const std::int64_t number : freezes.gone)
      database.run("UPDATE freeze SET ended_version = ?2 WHERE number = ?1", {number, version});
    for (const Freeze& freeze : freezes.fresh)
      database.run(
          "INSERT INTO freeze (request, policy_name, tenant, kind, fingerprint, ends_on, added_version)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
          {freeze.request, freeze.policy_name, freeze.tenant, freeze.kind, bytes_of(freeze.fingerprint),
           text_of(freeze.until), version});
  }
  database.run("DELETE FROM use_restriction WHERE request = ?1", {request.name});
  for (const UseRestriction& restriction : orders.restrictions)
    database.run(
        "INSERT INTO use_restriction (request, policy_name, tenant, kind, fingerprint, purposes, starts_on, ends_on)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        {restriction.request, restriction.policy_name, restriction.tenant, restriction.kind,
         bytes_of(restriction.fingerprint), join(restriction.purposes, ","), format_date(restriction.from),
         text_of(restriction.until)});
}

void add_request_changes(const Database& database, std::uint64_t since, const std::string& policy_name,
                         const std::string& tenant, std::int64_t tables,
                         std::map<std::uint64_t, OrderChange>& changes) {
  // What came and went in between changes nothing.
  const auto add = [&](const DatabaseRow& row, OrderChange::What begun, OrderChange::What ended) {
    const bool is_new = row.count(0) > since;
    const bool is_gone = row.count(1) > since;
    if (is_new == is_gone || !is_for_tenant(row.text(2), tenant)) return;
    changes[is_new ? row.count(0) : row.count(1)] = {is_new ? begun : ended, row.text(3)};
  };
  for (const DatabaseRow& row : database.run(
           tables < 3 ? "SELECT added_version, 0, tenant, '' FROM cancellation WHERE policy_name = ?1 ORDER BY number"
                      : "SELECT added_version, ended_version, tenant, request FROM cancellation WHERE policy_name = ?1"
                        " ORDER BY number",
           {policy_name}))
    add(row, OrderChange::What::cancelled, OrderChange::What::cancellation_ended);
  if (tables < 3) return;
  for (const DatabaseRow& row : database.run("SELECT added_version, ended_version, tenant, request, kind, policy_name"
                                             " FROM freeze ORDER BY number"))
    if (is_for_policy(row.text(4), row.text(5), policy_name))
      add(row, OrderChange::What::frozen, OrderChange::What::freeze_ended);
}

}  // namespace compliance
