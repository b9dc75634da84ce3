// SPDX-License-Identifier: Apache-2.0
// A state as the second version of the program left it, with one run, a hold and a cancellation. The statements are
// that version's, and never change.

#pragma once

#include "tests/unit/state/version_1.h"

namespace compliance::testing {

/// Turns a new state into one of version 2.
inline void make_version_2(const StateFolder& place) {
  const auto key = read_file(operating_system(), place / "keys/index.key", 1000);
  make_version_1(place);
  {
    const auto file = operating_system().create(place / "keys/index.key");
    file->write(*key);
    file->close();
  }
  Database database{place / "state.db", Database::Mode::write};
  for (const char* statement :
       {"PRAGMA user_version = 2", "ALTER TABLE state ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE operation ADD COLUMN tenant TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE operation ADD COLUMN operator INTEGER NOT NULL DEFAULT -1",
        "CREATE TABLE hold (number INTEGER PRIMARY KEY, op TEXT NOT NULL, policy_name TEXT NOT NULL, tenant TEXT NOT "
        "NULL, matter TEXT NOT NULL, owner TEXT NOT NULL, review TEXT NOT NULL, placed_at TEXT NOT NULL,"
        " released_at TEXT NOT NULL DEFAULT '', placed_version INTEGER NOT NULL,"
        " released_version INTEGER NOT NULL DEFAULT 0) STRICT",
        "CREATE TABLE hold_scope (hold INTEGER NOT NULL REFERENCES hold, position INTEGER NOT NULL, kind TEXT NOT NULL,"
        " fingerprint BLOB NOT NULL, condition TEXT NOT NULL, PRIMARY KEY (hold, position)) STRICT, WITHOUT ROWID",
        "CREATE TABLE cancellation (number INTEGER PRIMARY KEY, policy_name TEXT NOT NULL, tenant TEXT NOT NULL,"
        " kind TEXT NOT NULL, fingerprint BLOB NOT NULL, purpose TEXT NOT NULL, starts_on TEXT NOT NULL,"
        " ends_on TEXT NOT NULL, added_version INTEGER NOT NULL) STRICT",
        "CREATE TABLE asked_list (number INTEGER PRIMARY KEY, policy_name TEXT NOT NULL, tenant TEXT NOT NULL,"
        " export TEXT NOT NULL, record TEXT NOT NULL, what TEXT NOT NULL CHECK (what IN ('delete', 'update')),"
        " fields TEXT NOT NULL, UNIQUE (policy_name, tenant, export, record, what, fields)) STRICT",
        "CREATE TABLE asked (list INTEGER NOT NULL REFERENCES asked_list, fingerprint BLOB NOT NULL,"
        " asked_on TEXT NOT NULL, done_on TEXT NOT NULL, PRIMARY KEY (list, fingerprint)) STRICT, WITHOUT ROWID",
        "INSERT INTO hold VALUES (1, 'ffffffffffffffffffffffffffffffff', 'duck', '', 'C-1', 'dpo', '2027-01-01',"
        " '2026-03-01T12:00:00Z', '', 1, 0)",
        "INSERT INTO hold_scope VALUES (1, 0, '', x'', 'contact.state=open')",
        "INSERT INTO cancellation VALUES (1, 'duck', '', 'email', zeroblob(32), 'newsletter', '2026-03-01', '', 2)",
        "UPDATE state SET version = 2"})
    database.run(statement);
}

}  // namespace compliance::testing
