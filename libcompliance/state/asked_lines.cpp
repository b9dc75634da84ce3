// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/asked_lines.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "libcompliance/base/error.h"

namespace compliance {
namespace {

std::string word_of(Ask::What what) { return what == Ask::What::remove ? "delete" : "update"; }

// The number of the list that the ask belongs to, which is made when there is none.
std::int64_t list_of(Database& database, const Asker& asker, const Ask& ask) {
  const std::vector<DatabaseValue> values{asker.policy_name,       asker.tenant,      std::string{ask.export_name},
                                          std::string{ask.record}, word_of(ask.what), std::string{ask.fields}};
  database.run(
      "INSERT OR IGNORE INTO asked_list (policy_name, tenant, export, record, what, fields)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      values);
  return database
      .run(
          "SELECT number FROM asked_list WHERE policy_name = ?1 AND tenant = ?2 AND export = ?3 AND record = ?4"
          " AND what = ?5 AND fields = ?6",
          values)
      .at(0)
      .integer(0);
}

}  // namespace

void insert_asks(Database& database, const Asker& asker,
                 const std::function<void(const std::function<void(const Ask&)>&)>& asks) {
  using Key = std::tuple<std::string, std::string, Ask::What, std::string>;
  std::map<Key, std::int64_t> lists;
  Database::Statement insert = database.prepare(
      "INSERT INTO asked VALUES (?1, ?2, ?3, '') ON CONFLICT DO UPDATE SET asked_on = ?3, done_on = ''"
      " WHERE done_on <> ''");
  std::vector<DatabaseValue> values{std::int64_t{0}, DatabaseBytes{}, asker.day};
  asks([&](const Ask& ask) {
    const Key key{ask.export_name, ask.record, ask.what, ask.fields};
    auto list = lists.find(key);
    if (list == lists.end()) list = lists.emplace(key, list_of(database, asker, ask)).first;
    values[0] = list->second;
    std::get<DatabaseBytes>(values[1]).bytes = as_bytes(ask.fingerprint);
    insert.run(values);
  });
}

void mark_done(Database& database, std::span<const AskId> done, const std::string& day) {
  Database::Statement update =
      database.prepare("UPDATE asked SET done_on = ?3 WHERE list = ?1 AND fingerprint = ?2 AND done_on = ''");
  for (const AskId& id : done) update.run({id.list, DatabaseBytes{std::string{as_bytes(id.fingerprint)}}, day});
}

void show_outstanding(const Database& database, const std::string& policy_name, const std::string& tenant,
                      const std::string& export_name, const std::function<void(const Outstanding&)>& use) {
  Database::Statement lines =
      database.prepare("SELECT fingerprint, asked_on FROM asked WHERE list = ?1 AND done_on = '' ORDER BY fingerprint");
  for (const DatabaseRow& list :
       database.run("SELECT number, record, what, fields FROM asked_list WHERE policy_name = ?1 AND tenant = ?2"
                    " AND export = ?3 ORDER BY number",
                    {policy_name, tenant, export_name}))
    lines.run({list.integer(0)}, [&](const DatabaseRow& row) {
      Outstanding line{.id = {.list = list.integer(0)},
                       .record = list.text(1),
                       .what = list.text(2) == "delete" ? Ask::What::remove : Ask::What::update,
                       .fields = list.text(3),
                       .asked_on = row.text(1)};
      const std::string& fingerprint = row.bytes(0);
      if (fingerprint.size() != line.id.fingerprint.size()) throw EnvironmentError(database.path() + ": is damaged");
      std::ranges::copy(fingerprint, line.id.fingerprint.begin());
      use(line);
    });
}

}  // namespace compliance
