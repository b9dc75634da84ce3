// SPDX-License-Identifier: Apache-2.0
// Internal to state: one SQLite file, its settings, and the few calls that state needs. Every failure throws
// EnvironmentError "FILE: cannot …: reason"; the reason is SQLite's own words for the code and never holds a value.
//
// The settings are those that lost nothing and left nothing in the power-cut and residue trials: a rollback journal
// that is truncated, not deleted (TRUNCATE), synced with its folder (EXTRA), and freed pages overwritten
// (secure_delete). A write-ahead log would keep erased values beside the file, and cannot be read on a full disk.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace compliance {

/// A BLOB.
struct DatabaseBytes {
  std::string bytes;
};

using DatabaseValue = std::variant<std::monostate, std::int64_t, std::string, DatabaseBytes>;  // monostate: NULL

/// A row of a result. Every table is STRICT and every column that is asked for NOT NULL, so that asking for the wrong
/// type is a mistake in the program: std::bad_variant_access.
class DatabaseRow {
 public:
  explicit DatabaseRow(std::vector<DatabaseValue> values) : values_(std::move(values)) {}
  std::int64_t integer(std::size_t column) const { return std::get<std::int64_t>(values_.at(column)); }
  std::uint64_t count(std::size_t column) const { return static_cast<std::uint64_t>(integer(column)); }
  const std::string& text(std::size_t column) const { return std::get<std::string>(values_.at(column)); }
  const std::string& bytes(std::size_t column) const { return std::get<DatabaseBytes>(values_.at(column)).bytes; }

 private:
  std::vector<DatabaseValue> values_;
};

class Database {
 public:
  /// Opens a file that exists; the caller made it 0600, because the journal copies its mode. `Mode::read` needs no free
  /// space and works on a read-only disk; only what a killed writer left half done is rolled back, if that can be.
  enum class Mode { read, write };
  Database(std::string path, Mode mode);

  const std::string& path() const { return path_; }

  /// Runs one statement and returns its rows. `?1`, `?2`, … take the values.
  std::vector<DatabaseRow> run(const char* sql, const std::vector<DatabaseValue>& values = {}) const;

  /// A statement that is run many times, and rows that are looked at one by one. Not beyond the Database's life.
  class Statement {
   public:
    /// Binds the values and runs it; `use` is called with each row.
    void run(const std::vector<DatabaseValue>& values, const std::function<void(const DatabaseRow&)>& use = {});

   private:
    friend class Database;
    Statement(const Database& database, const char* sql);
    struct Finalize {
      void operator()(sqlite3_stmt* statement) const;
    };
    const Database* database_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  };
  Statement prepare(const char* sql) const { return {*this, sql}; }

  /// BEGIN IMMEDIATE; rolled back by the destructor unless committed.
  class Transaction {
   public:
    explicit Transaction(Database& database);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

   private:
    Database* database_;  // null once committed
  };

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  void connect(int flags);
  [[noreturn]] void fail(const char* action, int code) const;

  std::string path_;
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace compliance
