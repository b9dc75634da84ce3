// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/outbox.h"

#include <algorithm>

#include "libcompliance/io/files.h"
#include "libcompliance/state/layout.h"

namespace compliance {

void Outbox::add(AuditEntry entry, std::string_view now) {
  const DatabaseRow state = database_->run("SELECT entries, last_time FROM state").at(0);
  entry.seq = state.count(0);
  entry.time = now;
  entry.clock_went_back = entry.time < state.text(1);
  entry.id = to_hex(random_bytes(16));
  database_->run("INSERT INTO outbox VALUES (?1, ?2)", {state.integer(0), to_leaf(entry)});
  database_->run("UPDATE state SET entries = entries + 1, last_time = ?1", {entry.time});
}

void Outbox::publish() {
  AuditLog log =
      AuditLog::open(*files_, join_path(*folder_, layout::audit_folder), join_path(*folder_, layout::audit_key));
  if (const std::vector<std::string> leaves = unpublished(log.checkpoint()); !leaves.empty()) log.append(leaves);
  if (log.checkpoint() == known_checkpoint(*database_)) return;
  const auto size = static_cast<std::int64_t>(log.checkpoint().size);
  Database::Transaction transaction{*database_};
  database_->run("DELETE FROM outbox WHERE seq < ?1", {size});
  database_->run("UPDATE state SET log_size = ?1, log_root = ?2", {size, to_base64(as_bytes(log.checkpoint().root))});
  transaction.commit();
}

// The entries that `log` does not have yet; it must be the one that the database knows, or a continuation of it with
// the entries that wait here.
std::vector<std::string> Outbox::unpublished(const Checkpoint& log) const {
  const std::string log_path = join_path(*folder_, layout::audit_folder);
  const std::string both = database_->path() + " and " + log_path + " do not belong together: ";
  const Checkpoint known = known_checkpoint(*database_);
  const std::uint64_t written = entry_count(*database_);
  if (log.origin != known.origin) throw EnvironmentError(both + "the log is another one");
  if (log.size > written)
    throw EnvironmentError(both + "the log's length is " + std::to_string(log.size) + " and the database wrote " +
                           std::to_string(written) + ", as after restoring an older copy of the database");
  if (log.size < known.size)
    throw EnvironmentError(both + "the log's length is " + std::to_string(log.size) + " and was " +
                           std::to_string(known.size) + ", as after restoring an older copy of the log");
  if (log.size == known.size && log.root != known.root) throw EnvironmentError(both + "the log was rewritten");
  std::vector<std::string> leaves;
  for (const DatabaseRow& row : database_->run("SELECT seq, leaf FROM outbox ORDER BY seq")) {
    if (row.count(0) != known.size + leaves.size()) throw EnvironmentError(database_->path() + ": is damaged");
    leaves.push_back(row.text(1));
  }
  if (known.size + leaves.size() != written) throw EnvironmentError(database_->path() + ": is damaged");

  const auto published = static_cast<std::ptrdiff_t>(log.size - known.size);
  const Result<std::vector<std::string>> stored = read_leaves(*files_, log_path, known.size, log.size);
  if (!stored) throw EnvironmentError(to_string(stored.error()));
  if (!std::equal(stored->begin(), stored->end(), leaves.begin(), leaves.begin() + published))
    throw EnvironmentError(both + "the log has other entries than were written");
  leaves.erase(leaves.begin(), leaves.begin() + published);
  return leaves;
}

Checkpoint known_checkpoint(const Database& database) {
  const DatabaseRow row = database.run("SELECT log_origin, log_size, log_root FROM state").at(0);
  Checkpoint checkpoint{.origin = row.text(0), .size = row.count(1)};
  const auto root = from_base64(row.text(2));
  if (!root || root->size() != checkpoint.root.size()) throw EnvironmentError(database.path() + ": is damaged");
  std::copy(root->begin(), root->end(), checkpoint.root.begin());
  return checkpoint;
}

std::uint64_t entry_count(const Database& database) { return database.run("SELECT entries FROM state").at(0).count(0); }

}  // namespace compliance
