// SPDX-License-Identifier: Apache-2.0
// Internal to state: where things lie in the state's folder, and the tables of state.db.

#pragma once

#include <string>
#include <string_view>

#include "libcompliance/audit/log.h"
#include "libcompliance/state/database.h"

namespace compliance::layout {

inline constexpr std::string_view database_file = "state.db";
inline constexpr std::string_view audit_folder = "audit";
inline constexpr std::string_view audit_key = "keys/audit.key";
inline constexpr std::string_view index_key = "keys/index.key";
inline constexpr std::string_view lock_file = "lock";
inline constexpr std::string_view kill_switch = "destructive-off";

/// Makes the tables in an empty database, for a log that has no entries yet.
void make_tables(Database& database, std::string_view controller, const Checkpoint& log);

/// Throws EnvironmentError when the file is not a state, is of a newer version, or is damaged. Returns its version.
std::int64_t check_tables(const Database& database);

/// The version that `make_tables` makes.
inline constexpr std::int64_t version = 3;

/// Brings the tables of version `from` up to date, in one transaction.
void migrate_tables(Database& database, std::int64_t from);

}  // namespace compliance::layout
