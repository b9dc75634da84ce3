// SPDX-License-Identifier: Apache-2.0
// Internal to state: what a State is made of. state.cpp has its opening and its runs, state_orders.cpp what people
// order, state_requests.cpp what they ask for.

#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libcompliance/io/files.h"
#include "libcompliance/state/database.h"
#include "libcompliance/state/layout.h"
#include "libcompliance/state/operations.h"
#include "libcompliance/state/outbox.h"
#include "libcompliance/state/state.h"

namespace compliance {

struct State::Parts {
  FileSystem* files;
  std::string folder;
  Access access;
  std::unique_ptr<FileSystem::Lock> lock;  // before the database: given back after it is closed
  Database database;
  Outbox outbox{*files, database, folder};
  std::int64_t version = 0;  // of the tables
  std::string controller = {};
  std::vector<RecoveredRun> recovered = {};

  Parts(FileSystem& file_system, std::string path, Access wanted, std::unique_ptr<FileSystem::Lock> held)
      : files(&file_system),
        folder(std::move(path)),
        access(wanted),
        lock(std::move(held)),
        database(join_path(folder, layout::database_file),
                 access == Access::write ? Database::Mode::write : Database::Mode::read) {}

  void demand_write() const {
    if (access != Access::write) throw std::logic_error("state: opened for reading");
  }

  // One step of the state: what `change` does and returns the entry of, in one transaction, and then published.
  template <class Change>
  void write(std::string_view now, Change change) {
    demand_write();
    Database::Transaction transaction{database};
    outbox.add(change(), now);
    transaction.commit();
    outbox.publish();
  }

  void end(const Operation& operation, Step step) {
    demand_write();
    Database::Transaction transaction{database};
    move_operation(database, operation, step);
    transaction.commit();
  }

  void undo(const Operation& operation, std::string_view now, std::string_view tool) {
    files->remove_tree(operation.prepared);
    write(now, [&] {
      move_operation(database, operation, Step::aborted);
      return entry_of(operation, Phase::abort, tool);
    });
  }

  // Several entries in one transaction.
  template <class Change>
  void write_all(std::string_view now, Change change) {
    demand_write();
    Database::Transaction transaction{database};
    for (AuditEntry& entry : change()) outbox.add(std::move(entry), now);
    transaction.commit();
    outbox.publish();
  }

  bool knows_orders() const { return version >= 2; }
  bool knows_requests() const { return version >= 3; }
  std::string index_key_path() const { return join_path(folder, layout::index_key); }
  void migrate();
  std::optional<std::int64_t> last_done(const std::string& policy_name, const std::string& tenant) const;
  RecoveredRun::Outcome finish(const Operation& operation);
  void recover(std::string_view now, std::string_view tool);
};

}  // namespace compliance
