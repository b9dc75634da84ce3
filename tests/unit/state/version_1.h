// SPDX-License-Identifier: Apache-2.0
// A state as the first version of the program left it, with one run. The statements are that version's, and never
// change.

#pragma once

#include <filesystem>

#include "libcompliance/state/database.h"
#include "tests/unit/state/fixture.h"

namespace compliance::testing {

/// Turns a new state into one of version 1.
inline void make_version_1(const StateFolder& place) {
  std::vector<DatabaseValue> head;
  {
    const Database made{place / "state.db", Database::Mode::read};
    const DatabaseRow row =
        made.run("SELECT controller, entries, last_time, log_origin, log_size, log_root FROM state").at(0);
    head = {row.text(0), row.integer(1), row.text(2), row.text(3), row.integer(4), row.text(5)};
  }
  for (const char* name : {"state.db", "state.db-journal", "keys/index.key"}) std::filesystem::remove(place / name);
  operating_system().create(place / "state.db")->close();
  Database database{place / "state.db", Database::Mode::write};
  for (const char* statement :
       {"PRAGMA application_id = 0x636D706C", "PRAGMA user_version = 1",
        "CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), controller TEXT NOT NULL, entries INTEGER NOT "
        "NULL, last_time TEXT NOT NULL, log_origin TEXT NOT NULL, log_size INTEGER NOT NULL, log_root TEXT NOT NULL) "
        "STRICT",
        "CREATE TABLE outbox (seq INTEGER PRIMARY KEY, leaf TEXT NOT NULL) STRICT",
        "CREATE TABLE operation (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, command TEXT NOT NULL,"
        " started_by TEXT NOT NULL, policy_name TEXT NOT NULL, policy_sha256 TEXT NOT NULL, plan_sha256 TEXT NOT NULL,"
        " as_of TEXT NOT NULL, digest_key TEXT NOT NULL, plan_digest TEXT NOT NULL, prepared TEXT NOT NULL,"
        " final_place TEXT NOT NULL,"
        " step TEXT NOT NULL CHECK (step IN ('planned', 'begun', 'committed', 'done', 'aborted', 'lost'))) STRICT",
        "CREATE INDEX operation_step ON operation (step)",
        "CREATE TABLE record_count (operation INTEGER NOT NULL REFERENCES operation, record TEXT NOT NULL,"
        " records INTEGER NOT NULL, PRIMARY KEY (operation, record)) STRICT, WITHOUT ROWID"})
    database.run(statement);
  database.run("INSERT INTO state VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)", head);
  for (const char* step : {"planned", "done"})
    database.run(
        "INSERT INTO operation (id, command, started_by, policy_name, policy_sha256, plan_sha256, as_of,"
        " digest_key, plan_digest, prepared, final_place, step)"
        " VALUES (?1, 'retain', 'timer', 'duck', ?2, ?3, '2026-03-01', '', '', '', '', ?1)",
        {std::string{step}, policy_hash, plan_hash});
  database.run("INSERT INTO record_count SELECT number, 'customer', 10 FROM operation WHERE step = 'done'");
}

}  // namespace compliance::testing
