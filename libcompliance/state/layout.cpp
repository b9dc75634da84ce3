// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/layout.h"

#include "libcompliance/base/error.h"

namespace compliance::layout {
namespace {

constexpr std::int64_t application_id = 0x636D706C;  // "cmpl"
constexpr std::int64_t version = 1;

constexpr const char* statements[] = {
    // `entries`: all that were ever written, published or not. `log_*`: the newest checkpoint known to be published.
    "CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), controller TEXT NOT NULL, entries INTEGER NOT NULL,"
    " last_time TEXT NOT NULL, log_origin TEXT NOT NULL, log_size INTEGER NOT NULL, log_root TEXT NOT NULL) STRICT",
    // Entries that are not known to be in the log.
    "CREATE TABLE outbox (seq INTEGER PRIMARY KEY, leaf TEXT NOT NULL) STRICT",
    // `digest_key` keys `plan_digest`, so that the log's digest of a plan cannot be guessed from a list of plans. The
    // places are known only while they are needed: paths can name people.
    "CREATE TABLE operation (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, command TEXT NOT NULL,"
    " started_by TEXT NOT NULL, policy_name TEXT NOT NULL, policy_sha256 TEXT NOT NULL, plan_sha256 TEXT NOT NULL,"
    " as_of TEXT NOT NULL, digest_key TEXT NOT NULL, plan_digest TEXT NOT NULL, prepared TEXT NOT NULL,"
    " final_place TEXT NOT NULL,"
    " step TEXT NOT NULL CHECK (step IN ('planned', 'begun', 'committed', 'done', 'aborted', 'lost'))) STRICT",
    "CREATE INDEX operation_step ON operation (step)",
    "CREATE TABLE record_count (operation INTEGER NOT NULL REFERENCES operation, record TEXT NOT NULL,"
    " records INTEGER NOT NULL, PRIMARY KEY (operation, record)) STRICT, WITHOUT ROWID"};

}  // namespace

void make_tables(Database& database, std::string_view controller, const Checkpoint& log) {
  Database::Transaction transaction{database};
  database.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  database.run(("PRAGMA user_version = " + std::to_string(version)).c_str());
  for (const char* statement : statements) database.run(statement);
  database.run("INSERT INTO state VALUES (1, ?1, 0, '', ?2, 0, ?3)",
               {std::string{controller}, log.origin, to_base64(as_bytes(log.root))});
  transaction.commit();
}

void check_tables(const Database& database) {
  if (database.run("PRAGMA application_id").at(0).integer(0) != application_id)
    throw EnvironmentError(database.path() + ": is not a state of this program, or is damaged");
  if (const std::int64_t found = database.run("PRAGMA user_version").at(0).integer(0); found > version)
    throw EnvironmentError(database.path() + ": was made by a newer version of this program");
  const std::vector<DatabaseRow> check = database.run("PRAGMA quick_check(1)");
  if (check.size() != 1 || check[0].text(0) != "ok" || database.run("SELECT 1 FROM state").size() != 1)
    throw EnvironmentError(database.path() + ": is damaged; restore the state from a backup");
}

}  // namespace compliance::layout
