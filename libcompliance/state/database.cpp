// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/database.h"

#include <sqlite3.h>

#include <utility>

#include "libcompliance/base/error.h"

namespace compliance {
namespace {

// The bytes must outlive the statement (SQLITE_STATIC): the caller's values do.
int bind(sqlite3_stmt* statement, int position, const DatabaseValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(statement, position, *integer);
  if (const auto* text = std::get_if<std::string>(&value))
    return sqlite3_bind_text64(statement, position, text->data(), text->size(), nullptr, SQLITE_UTF8);
  if (const auto* blob = std::get_if<DatabaseBytes>(&value))
    return sqlite3_bind_blob64(statement, position, blob->bytes.data(), blob->bytes.size(), nullptr);
  return sqlite3_bind_null(statement, position);
}

DatabaseValue column(sqlite3_stmt* statement, int position) {
  switch (sqlite3_column_type(statement, position)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, position)};
    default:
      break;
  }
  const void* bytes = sqlite3_column_blob(statement, position);  // of a TEXT: its UTF-8 bytes
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, position));
  std::string text = size == 0 ? std::string{} : std::string{static_cast<const char*>(bytes), size};
  if (sqlite3_column_type(statement, position) == SQLITE_BLOB) return DatabaseBytes{std::move(text)};
  return text;
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Database::Database(std::string path, Mode mode) : path_(std::move(path)) {
  if (mode == Mode::write) {
    connect(SQLITE_OPEN_READWRITE);
    run("PRAGMA journal_mode = TRUNCATE");
    return;
  }
  // A reader that may not write cannot roll back what a killed writer left half done, and SQLite then refuses to read.
  // Only in that case it is opened for writing; where the disk is read-only, that fails as it must.
  connect(SQLITE_OPEN_READONLY);
  if (const int code = sqlite3_exec(handle_.get(), "SELECT 1 FROM sqlite_schema", nullptr, nullptr, nullptr);
      (code & 0xFF) == SQLITE_READONLY || (code & 0xFF) == SQLITE_CANTOPEN)
    connect(SQLITE_OPEN_READWRITE);
}

void Database::connect(int flags) {
  handle_.reset();
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path_.c_str(), &handle, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  handle_.reset(handle);  // also after a failure there is one to close
  if (code != SQLITE_OK) fail("open the database", code);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_busy_timeout(handle, 10000);
  for (const char* setting : {"PRAGMA synchronous = EXTRA", "PRAGMA secure_delete = ON", "PRAGMA foreign_keys = ON",
                              "PRAGMA trusted_schema = OFF", "PRAGMA temp_store = MEMORY",
                              "PRAGMA cell_size_check = ON", "PRAGMA cache_size = -32768", "PRAGMA mmap_size = 0"})
    if (const int set = sqlite3_exec(handle, setting, nullptr, nullptr, nullptr);
        set != SQLITE_OK && (set & 0xFF) != SQLITE_READONLY && (set & 0xFF) != SQLITE_CANTOPEN)
      fail("open the database", set);
}

std::vector<DatabaseRow> Database::run(const char* sql, const std::vector<DatabaseValue>& values) const {
  std::vector<DatabaseRow> rows;
  prepare(sql).run(values, [&](const DatabaseRow& row) { rows.push_back(row); });
  return rows;
}

void Database::Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Database::Statement::Statement(const Database& database, const char* sql) : database_(&database) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database.handle_.get(), sql, -1, 0, &statement, nullptr);
  statement_.reset(statement);
  if (code != SQLITE_OK) database.fail("use the database", code);
}

void Database::Statement::run(const std::vector<DatabaseValue>& values,
                              const std::function<void(const DatabaseRow&)>& use) {
  sqlite3_stmt* const statement = statement_.get();
  int code = SQLITE_OK;
  for (std::size_t i = 0; code == SQLITE_OK && i < values.size(); ++i)
    code = bind(statement, static_cast<int>(i) + 1, values[i]);
  if (code != SQLITE_OK) database_->fail("use the database", code);
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    std::vector<DatabaseValue> row;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) row.push_back(column(statement, i));
    if (use) use(DatabaseRow{std::move(row)});
  }
  sqlite3_reset(statement);  // says again what `step` said
  if (code != SQLITE_DONE) database_->fail("use the database", code);
}

void Database::fail(const char* action, int code) const {
  throw EnvironmentError(path_ + ": cannot " + action + ": " + sqlite3_errstr(code));
}

Database::Transaction::Transaction(Database& database) : database_(&database) { database.run("BEGIN IMMEDIATE"); }

Database::Transaction::~Transaction() {
  // A failure to roll back changes nothing: closing the file, or opening it the next time, does it.
  if (database_ != nullptr) sqlite3_exec(database_->handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Database::Transaction::commit() {
  database_->run("COMMIT");
  database_ = nullptr;
}

}  // namespace compliance
