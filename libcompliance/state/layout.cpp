// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/layout.h"

#include "libcompliance/base/error.h"

namespace compliance::layout {
namespace {

constexpr std::int64_t application_id = 0x636D706C;  // "cmpl"

constexpr const char* version_1[] = {
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

// What version 2 has more, and below what version 3 has. A new state is made by the same statements as an old one is
// brought up to date with, so that both are the same.
constexpr const char* version_2[] = {
    // `version`: grows with each hold or cancellation.
    "ALTER TABLE state ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE operation ADD COLUMN tenant TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE operation ADD COLUMN operator INTEGER NOT NULL DEFAULT -1",  // -1: not known
    "CREATE TABLE hold (number INTEGER PRIMARY KEY, op TEXT NOT NULL, policy_name TEXT NOT NULL, tenant TEXT NOT NULL,"
    " matter TEXT NOT NULL, owner TEXT NOT NULL, review TEXT NOT NULL, placed_at TEXT NOT NULL,"
    " released_at TEXT NOT NULL DEFAULT '', placed_version INTEGER NOT NULL,"
    " released_version INTEGER NOT NULL DEFAULT 0) STRICT",
    "CREATE TABLE hold_scope (hold INTEGER NOT NULL REFERENCES hold, position INTEGER NOT NULL, kind TEXT NOT NULL,"
    " fingerprint BLOB NOT NULL, condition TEXT NOT NULL, PRIMARY KEY (hold, position)) STRICT, WITHOUT ROWID",
    "CREATE TABLE cancellation (number INTEGER PRIMARY KEY, policy_name TEXT NOT NULL, tenant TEXT NOT NULL,"
    " kind TEXT NOT NULL, fingerprint BLOB NOT NULL, purpose TEXT NOT NULL, starts_on TEXT NOT NULL,"
    " ends_on TEXT NOT NULL, added_version INTEGER NOT NULL) STRICT",
    // Lines of work lists that have all but the record in common; and those lines. Empty: not done yet.
    "CREATE TABLE asked_list (number INTEGER PRIMARY KEY, policy_name TEXT NOT NULL, tenant TEXT NOT NULL,"
    " export TEXT NOT NULL, record TEXT NOT NULL, what TEXT NOT NULL CHECK (what IN ('delete', 'update')),"
    " fields TEXT NOT NULL, UNIQUE (policy_name, tenant, export, record, what, fields)) STRICT",
    "CREATE TABLE asked (list INTEGER NOT NULL REFERENCES asked_list, fingerprint BLOB NOT NULL,"
    " asked_on TEXT NOT NULL, done_on TEXT NOT NULL, PRIMARY KEY (list, fingerprint)) STRICT, WITHOUT ROWID"};

// What version 3 has more: the register of requests, what it orders, and what the answers rest on.
constexpr const char* version_3[] = {
    // When a plan was written, RFC 3339 in UTC; empty: not known.
    "ALTER TABLE operation ADD COLUMN written_at TEXT NOT NULL DEFAULT ''",
    // `ended_version`: 0 while it stands.
    "ALTER TABLE cancellation ADD COLUMN request TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cancellation ADD COLUMN ends TEXT NOT NULL DEFAULT 'now'",
    "ALTER TABLE cancellation ADD COLUMN also_unfounded INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE cancellation ADD COLUMN made_on TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cancellation ADD COLUMN role TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cancellation ADD COLUMN ended_version INTEGER NOT NULL DEFAULT 0",
    // `mail`: the number of the first request of the same letter. `terms_*`: what was promised when it came.
    "CREATE TABLE request (number INTEGER PRIMARY KEY, op TEXT NOT NULL, name TEXT NOT NULL UNIQUE,"
    " mail INTEGER NOT NULL, type TEXT NOT NULL, policy_name TEXT NOT NULL, tenant TEXT NOT NULL,"
    " purpose TEXT NOT NULL, stops TEXT NOT NULL, channel TEXT NOT NULL, official INTEGER NOT NULL,"
    " written_on TEXT NOT NULL, received_at TEXT NOT NULL, received_on TEXT NOT NULL, language TEXT NOT NULL,"
    " requester TEXT NOT NULL, deceased INTEGER NOT NULL, reference TEXT NOT NULL, recorded_at TEXT NOT NULL,"
    " terms_promise TEXT NOT NULL, terms_window TEXT NOT NULL, terms_ladder TEXT NOT NULL,"
    " terms_country TEXT NOT NULL, terms_zone TEXT NOT NULL) STRICT",
    "CREATE TABLE request_subject (request INTEGER NOT NULL REFERENCES request, kind TEXT NOT NULL,"
    " fingerprint BLOB NOT NULL, PRIMARY KEY (request, kind, fingerprint)) STRICT, WITHOUT ROWID",
    // `operator`: -1 when not known.
    "CREATE TABLE request_step (request INTEGER NOT NULL REFERENCES request, position INTEGER NOT NULL,"
    " kind TEXT NOT NULL, on_day TEXT NOT NULL, recorded_at TEXT NOT NULL, operator INTEGER NOT NULL,"
    " codes TEXT NOT NULL, facts TEXT NOT NULL, as_of TEXT NOT NULL, counts TEXT NOT NULL,"
    " PRIMARY KEY (request, position)) STRICT, WITHOUT ROWID",
    "CREATE TABLE request_item (request INTEGER NOT NULL, step INTEGER NOT NULL, position INTEGER NOT NULL,"
    " item TEXT NOT NULL, reason TEXT NOT NULL, facts TEXT NOT NULL, article TEXT NOT NULL, until TEXT NOT NULL,"
    " PRIMARY KEY (request, step, position), FOREIGN KEY (request, step) REFERENCES request_step)"
    " STRICT, WITHOUT ROWID",
    "CREATE TABLE freeze (number INTEGER PRIMARY KEY, request TEXT NOT NULL, policy_name TEXT NOT NULL,"
    " tenant TEXT NOT NULL, kind TEXT NOT NULL, fingerprint BLOB NOT NULL, ends_on TEXT NOT NULL,"
    " added_version INTEGER NOT NULL, ended_version INTEGER NOT NULL DEFAULT 0) STRICT",
    // It bears on no verdict, so that it has no version. `purposes`: separated by commas; empty: all.
    "CREATE TABLE use_restriction (number INTEGER PRIMARY KEY, request TEXT NOT NULL, policy_name TEXT NOT NULL,"
    " tenant TEXT NOT NULL, kind TEXT NOT NULL, fingerprint BLOB NOT NULL, purposes TEXT NOT NULL,"
    " starts_on TEXT NOT NULL, ends_on TEXT NOT NULL) STRICT",
    // `happened_at`: a day, or a time when it is known. Importing an event twice adds nothing.
    "CREATE TABLE consent_event (number INTEGER PRIMARY KEY, policy_name TEXT NOT NULL, tenant TEXT NOT NULL,"
    " kind TEXT NOT NULL, fingerprint BLOB NOT NULL, purpose TEXT NOT NULL, channel TEXT NOT NULL,"
    " what TEXT NOT NULL CHECK (what IN ('given', 'withdrawn', 'objected')), happened_at TEXT NOT NULL,"
    " recorded_at TEXT NOT NULL, evidence TEXT NOT NULL,"
    " source TEXT NOT NULL CHECK (source IN ('cli', 'import', 'request')),"
    " UNIQUE (policy_name, tenant, kind, fingerprint, purpose, channel, what, happened_at)) STRICT",
    // What went to whom (Art. 15(1)(c)): so many fields of one record, by its key.
    "CREATE TABLE disclosure (number INTEGER PRIMARY KEY, op TEXT NOT NULL, policy_name TEXT NOT NULL,"
    " tenant TEXT NOT NULL, recipient TEXT NOT NULL, purpose TEXT NOT NULL, record TEXT NOT NULL,"
    " fingerprint BLOB NOT NULL, fields TEXT NOT NULL, on_day TEXT NOT NULL) STRICT",
    "CREATE INDEX disclosure_record ON disclosure (record, fingerprint)",
    // Whom to tell (Art. 19). `request`: empty when nobody asked. `fingerprint`: of the record's key.
    "CREATE TABLE recipient_task (number INTEGER PRIMARY KEY, op TEXT NOT NULL, request TEXT NOT NULL,"
    " policy_name TEXT NOT NULL, tenant TEXT NOT NULL, recipient TEXT NOT NULL,"
    " about TEXT NOT NULL CHECK (about IN ('erasure', 'rectification', 'restriction')), record TEXT NOT NULL,"
    " fingerprint BLOB NOT NULL, fields TEXT NOT NULL, made_on TEXT NOT NULL, told_on TEXT NOT NULL,"
    " confirmed_on TEXT NOT NULL, impossible_reason TEXT NOT NULL) STRICT",
    // Art. 33(5). Codes are separated by commas.
    "CREATE TABLE breach (number INTEGER PRIMARY KEY, op TEXT NOT NULL, name TEXT NOT NULL UNIQUE,"
    " policy_name TEXT NOT NULL, aware_at TEXT NOT NULL, zone TEXT NOT NULL, affects TEXT NOT NULL,"
    " risk TEXT NOT NULL, people INTEGER NOT NULL, reference TEXT NOT NULL, facts TEXT NOT NULL,"
    " recorded_at TEXT NOT NULL, notified_at TEXT NOT NULL, late_because TEXT NOT NULL,"
    " not_notified_because TEXT NOT NULL, persons_told_on TEXT NOT NULL, persons_not_told_because TEXT NOT NULL,"
    " measures TEXT NOT NULL, closed_at TEXT NOT NULL) STRICT"};

void set_version(Database& database) { database.run(("PRAGMA user_version = " + std::to_string(version)).c_str()); }

}  // namespace

void make_tables(Database& database, std::string_view controller, const Checkpoint& log) {
  Database::Transaction transaction{database};
  database.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  set_version(database);
  for (const char* statement : version_1) database.run(statement);
  for (const char* statement : version_2) database.run(statement);
  for (const char* statement : version_3) database.run(statement);
  database.run("INSERT INTO state VALUES (1, ?1, 0, '', ?2, 0, ?3, 0)",
               {std::string{controller}, log.origin, to_base64(as_bytes(log.root))});
  transaction.commit();
}

void migrate_tables(Database& database, std::int64_t from) {
  Database::Transaction transaction{database};
  if (from < 2)
    for (const char* statement : version_2) database.run(statement);
  if (from < 3)
    for (const char* statement : version_3) database.run(statement);
  set_version(database);
  transaction.commit();
}

std::int64_t check_tables(const Database& database) {
  if (database.run("PRAGMA application_id").at(0).integer(0) != application_id)
    throw EnvironmentError(database.path() + ": is not a state of this program, or is damaged");
  const std::int64_t found = database.run("PRAGMA user_version").at(0).integer(0);
  if (found > version) throw EnvironmentError(database.path() + ": was made by a newer version of this program");
  const std::vector<DatabaseRow> check = database.run("PRAGMA quick_check(1)");
  if (check.size() != 1 || check[0].text(0) != "ok" || database.run("SELECT 1 FROM state").size() != 1)
    throw EnvironmentError(database.path() + ": is damaged; restore the state from a backup");
  return found;
}

}  // namespace compliance::layout
