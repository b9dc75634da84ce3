// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/state.h"

#include <stdexcept>
#include <utility>

#include "libcompliance/io/files.h"
#include "libcompliance/state/asked_lines.h"
#include "libcompliance/state/index_key.h"
#include "libcompliance/state/layout.h"
#include "libcompliance/state/operations.h"
#include "libcompliance/state/parts.h"

namespace compliance {

using Counts = std::map<std::string, std::uint64_t>;

namespace {

std::vector<std::pair<std::string, std::uint64_t>> pairs(const Counts& counts) {
  return {counts.begin(), counts.end()};
}

[[noreturn]] void refuse_access(const std::string& path) {
  throw EnvironmentError(path + ": others may reach the state; it must be yours, folders with mode 0700, files 0600");
}

// What can be seen of a state without opening anything.
Result<void> look(FileSystem& files, const std::string& folder) {
  const std::optional<Kind> kind = files.kind(folder);
  if (kind != Kind::folder)
    return Error{.message = kind ? "expected the folder of a state" : "expected a state, and nothing is there",
                 .place = {folder},
                 .hint = "`compliance init` makes one"};
  const std::string database = join_path(folder, layout::database_file);
  if (files.kind(database) != Kind::file)
    throw EnvironmentError(database + ": is missing or no file; restore the state from a backup");
  for (const std::string& path : {folder, database})
    if (!files.is_private(path)) refuse_access(path);
  return {};
}

}  // namespace

State::State(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
State::State(State&&) noexcept = default;
State::~State() = default;

Result<State> State::open(FileSystem& files, const std::string& folder, Access access, std::string_view now,
                          std::string_view tool) {
  if (access == Access::write && (now.empty() || tool.empty()))
    throw std::logic_error("state: writing needs the time and the version of the program");
  COMPLIANCE_CHECK(look(files, folder));
  std::unique_ptr<FileSystem::Lock> lock;
  if (access == Access::write) {
    lock = files.try_lock(join_path(folder, layout::lock_file));
    if (!lock) throw EnvironmentError(folder + ": another run is busy with this state");
  }
  // From the root: SQLite takes some relative names for something else than a file (":memory:", "file:…").
  auto parts = std::make_unique<Parts>(files, files.absolute(folder), access, std::move(lock));
  parts->version = layout::check_tables(parts->database);
  parts->controller = parts->database.run("SELECT controller FROM state").at(0).text(0);
  if (access == Access::write) {
    remove_abandoned(files, join_path(parts->folder, layout::audit_folder));
    parts->outbox.publish();
    if (parts->version < layout::version) parts->migrate();
    read_index_key(files, parts->index_key_path());
    parts->recover(now, tool);
  }
  return State{std::move(parts)};
}

// The key is made before the tables need it. After a crash in between, the same key is there for the next try.
void State::Parts::migrate() {
  remove_abandoned(*files, parent_path(index_key_path()));
  if (!files->kind(index_key_path())) make_index_key(*files, index_key_path());
  layout::migrate_tables(database, version);
  version = layout::version;
}

void State::Parts::recover(std::string_view now, std::string_view tool) {
  for (const Operation& operation : operations_at(database, Step::begun)) {
    undo(operation, now, tool);
    recovered.push_back({RecoveredRun::Outcome::undone, operation.subject.command, operation.final_place});
  }
  for (const Operation& operation : operations_at(database, Step::committed))
    recovered.push_back({finish(operation), operation.subject.command, operation.final_place});
}

RecoveredRun::Outcome State::Parts::finish(const Operation& operation) {
  const bool prepared = files->kind(operation.prepared).has_value();
  const bool placed = files->kind(operation.final_place).has_value();
  if (prepared && placed)
    throw EnvironmentError(operation.final_place + ": the finished output of an interrupted run belongs here, and " +
                           "something else stands here; move it away and run again");
  if (prepared) {
    files->rename(operation.prepared, operation.final_place, FileSystem::Replace::no);
  } else if (placed) {
    files->sync_folder(parent_path(operation.final_place));  // the rename was seen, and may not be durable yet
  }
  end(operation, prepared || placed ? Step::done : Step::lost);
  return prepared || placed ? RecoveredRun::Outcome::finished : RecoveredRun::Outcome::lost;
}

const std::string& State::controller() const { return parts_->controller; }

std::string State::audit_folder() const { return join_path(parts_->folder, layout::audit_folder); }

LogVerifier State::verifier() const {
  const std::string path = join_path(audit_folder(), "verifier");
  Result<std::string> text = read_file(*parts_->files, path, max_note_size);
  if (!text) throw EnvironmentError(to_string(text.error()));
  Result<LogVerifier> verifier = at({path}, LogVerifier::parse(*text));
  if (!verifier) throw EnvironmentError(to_string(verifier.error()));
  return *std::move(verifier);
}

Checkpoint State::known_checkpoint() const { return compliance::known_checkpoint(parts_->database); }

std::uint64_t State::entry_count() const { return compliance::entry_count(parts_->database); }

const std::vector<RecoveredRun>& State::recovered() const { return parts_->recovered; }

// Before version 2 there were no tenants.
std::optional<std::int64_t> State::Parts::last_done(const std::string& policy_name, const std::string& tenant) const {
  const auto rows = database.run(
      knows_orders() ? "SELECT number FROM operation WHERE policy_name = ?1 AND step = 'done' AND tenant = ?2"
                       " ORDER BY number DESC LIMIT 1"
                     : "SELECT number FROM operation WHERE policy_name = ?1 AND step = 'done' AND ?2 = ''"
                       " ORDER BY number DESC LIMIT 1",
      {policy_name, tenant});
  return rows.empty() ? std::nullopt : std::optional{rows[0].integer(0)};
}

std::optional<std::string> State::last_policy_sha256(const std::string& policy_name, const std::string& tenant) const {
  const auto number = parts_->last_done(policy_name, tenant);
  if (!number) return std::nullopt;
  return parts_->database.run("SELECT policy_sha256 FROM operation WHERE number = ?1", {*number}).at(0).text(0);
}

Counts State::last_record_counts(const std::string& policy_name, const std::string& tenant) const {
  Counts counts;
  const auto number = parts_->last_done(policy_name, tenant);
  if (!number) return counts;
  for (const DatabaseRow& row :
       parts_->database.run("SELECT record, records FROM record_count WHERE operation = ?1", {*number}))
    counts[row.text(0)] = row.count(1);
  return counts;
}

bool State::plan_was_applied(const std::string& plan_sha256) const {
  return !parts_->database
              .run("SELECT 1 FROM operation WHERE plan_sha256 = ?1 AND step IN ('committed', 'done') LIMIT 1",
                   {plan_sha256})
              .empty();
}

std::string State::last_time() const { return parts_->database.run("SELECT last_time FROM state").at(0).text(0); }

bool State::destruction_is_off() const {
  return parts_->files->kind(join_path(parts_->folder, layout::kill_switch)).has_value();
}

std::vector<std::uint32_t> State::planned_by(const std::string& plan_sha256) const {
  std::vector<std::uint32_t> operators;
  if (!parts_->knows_orders()) return operators;
  for (const DatabaseRow& row : parts_->database.run("SELECT DISTINCT operator FROM operation WHERE plan_sha256 = ?1"
                                                     " AND step = 'planned' AND operator >= 0 ORDER BY operator",
                                                     {plan_sha256}))
    operators.push_back(static_cast<std::uint32_t>(row.integer(0)));
  return operators;
}

void State::record_shown(const RunSubject& subject, std::uint64_t records, std::string_view now,
                         std::string_view tool) {
  parts_->write(now, [&] {
    AuditEntry entry = shown_entry_of(subject, tool);
    entry.counts = {{"records", records}};
    return entry;
  });
}

void State::record_plan(const RunSubject& subject, const Counts& counts, std::string_view now, std::string_view tool) {
  parts_->write(now, [&] {
    AuditEntry entry = plan_entry_of(insert_operation(parts_->database, subject, Step::planned, {}, {}), tool);
    entry.counts = pairs(counts);
    return entry;
  });
}

std::string State::begin(const RunSubject& subject, const std::string& prepared, const std::string& final_place,
                         std::string_view now, std::string_view tool) {
  // What is recorded here may be removed with all that is in it. It must look like what only AtomicFolder makes.
  if (!is_temporary_name(last_name(prepared))) throw std::logic_error("state: not a prepared folder");
  std::string id;
  parts_->write(now, [&] {
    const Operation operation =
        insert_operation(parts_->database, subject, Step::begun, parts_->files->absolute(prepared),
                         parts_->files->absolute(final_place));
    id = operation.id;
    return entry_of(operation, Phase::begin, tool);
  });
  return id;
}

void State::committed(const std::string& operation, const Counts& counts, const Counts& record_counts,
                      std::string_view now, std::string_view tool, const WorkListNews& news) {
  parts_->write(now, [&] {
    const Operation begun = operation_at(parts_->database, operation, Step::begun);
    move_operation(parts_->database, begun, Step::committed);
    for (const auto& [record, count] : record_counts)
      parts_->database.run("INSERT INTO record_count SELECT number, ?2, ?3 FROM operation WHERE id = ?1",
                           {operation, record, static_cast<std::int64_t>(count)});
    const RunSubject& subject = begun.subject;
    mark_done(parts_->database, news.done, subject.as_of);
    // On this day, however far back the run decided: no export before it can show what was done.
    const std::string day = std::max(subject.as_of, std::string{now.substr(0, 10)});
    if (news.asks) insert_asks(parts_->database, {subject.policy_name, subject.tenant, day}, news.asks);
    AuditEntry entry = entry_of(begun, Phase::commit, tool);
    entry.counts = pairs(counts);
    return entry;
  });
}

void State::done(const std::string& operation) {
  parts_->end(operation_at(parts_->database, operation, Step::committed), Step::done);
}

void State::abort(const std::string& operation, std::string_view now, std::string_view tool) {
  parts_->undo(operation_at(parts_->database, operation, Step::begun), now, tool);
}

Result<void> State::create(FileSystem& files, const std::string& folder, std::string_view controller,
                           std::string_view origin, std::string_view now, By by, std::string_view tool) {
  if (!is_log_name(origin))
    return Error{.message = "expected a name for the audit log, such as example.nl/audit",
                 .hint = "1 to 200 letters, digits and signs of ASCII, without space and +"};
  const std::string place = files.absolute(folder);
  make_parents(files, place);  // as the XDG base directory specification wants
  Result<AtomicFolder> created = AtomicFolder::create(files, place);
  if (!created) {
    Error refusal = created.error();
    // Whoever runs init twice must not be told to move a state away.
    if (refusal.place.source == place)
      refusal.hint = "if this is a state, it is left as it is; --state DIR names another folder";
    return refusal;
  }
  AtomicFolder prepared = std::move(*created);
  const std::string root = prepared.temporary(), audit = prepared.inside(layout::audit_folder);
  const std::string key = prepared.inside(layout::audit_key);
  AuditLog::create(files, audit, key, origin);
  make_index_key(files, prepared.inside(layout::index_key));
  files.create(prepared.inside(layout::lock_file))->close();
  files.create(prepared.inside(layout::database_file))->close();
  {
    Database database{prepared.inside(layout::database_file), Database::Mode::write};
    layout::make_tables(database, controller, AuditLog::open(files, audit, key).checkpoint());
    Outbox outbox{files, database, root};
    Database::Transaction transaction{database};
    outbox.add({.act = Act::init, .by = by, .op = to_hex(random_bytes(16)), .tool = std::string{tool}}, now);
    transaction.commit();
    outbox.publish();
  }
  prepared.commit();
  return {};
}

}  // namespace compliance
