// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/state/operations.h"

#include <stdexcept>

#include "libcompliance/crypto/crypto.h"

namespace compliance {
namespace {

constexpr std::string_view to_text(Step step) {
  switch (step) {
    case Step::planned:
      return "planned";
    case Step::begun:
      return "begun";
    case Step::committed:
      return "committed";
    case Step::done:
      return "done";
    case Step::aborted:
      return "aborted";
    case Step::lost:
      return "lost";
  }
  throw std::logic_error("Step: no such value");
}

constexpr std::string_view to_text(RunSubject::Command command) {
  return command == RunSubject::Command::retain ? "retain" : "apply";
}

constexpr std::string_view to_text(By by) { return by == By::timer ? "timer" : "cli"; }

unsigned hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  throw std::logic_error("state: a hash is 64 lower-case hexadecimal digits");
}

// The 32 bytes of a hash in hex; nothing for none.
std::string hash_bytes(std::string_view hex) {
  if (!hex.empty() && hex.size() != 64) throw std::logic_error("state: a hash is 64 lower-case hexadecimal digits");
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(hex_digit(hex[i]) << 4U | hex_digit(hex[i + 1]));
  return bytes;
}

Operation read(const DatabaseRow& row) {
  return {.id = row.text(0),
          .subject = {.command = row.text(1) == "apply" ? RunSubject::Command::apply : RunSubject::Command::retain,
                      .by = row.text(2) == "timer" ? By::timer : By::cli,
                      .policy_name = row.text(3),
                      .policy_sha256 = row.text(4),
                      .plan_sha256 = row.text(5),
                      .as_of = row.text(6),
                      .tenant = row.text(10)},
          .plan_digest = row.text(7),
          .prepared = row.text(8),
          .final_place = row.text(9)};
}

Act act_of(RunSubject::Command command, Phase phase) {
  const bool retain = command == RunSubject::Command::retain;
  switch (phase) {
    case Phase::begin:
      return retain ? Act::retain_begin : Act::apply_begin;
    case Phase::commit:
      return retain ? Act::retain_commit : Act::apply_commit;
    case Phase::abort:
      return retain ? Act::retain_abort : Act::apply_abort;
  }
  throw std::logic_error("Phase: no such value");
}

AuditEntry entry_with(const Operation& operation, Act act, std::string_view tool) {
  const std::string policy = hash_bytes(operation.subject.policy_sha256);
  return {.act = act,
          .by = operation.subject.by,
          .op = operation.id,
          .policy_digest = policy.empty() ? std::string{} : to_base64url(policy),
          .plan_digest = operation.plan_digest,
          .as_of = operation.subject.as_of,
          .tenant = operation.subject.tenant,
          .tool = std::string{tool}};
}

}  // namespace

Operation insert_operation(Database& database, const RunSubject& subject, Step step, const std::string& prepared,
                           const std::string& final_place) {
  hash_bytes(subject.policy_sha256);
  hash_bytes(subject.plan_sha256);
  const SecretKey key = SecretKey::random();
  const std::string plan_digest =
      subject.plan_sha256.empty() ? std::string{} : to_base64url(as_bytes(hmac_sha256(key, subject.plan_sha256)));
  Operation operation{.id = to_hex(random_bytes(16)),
                      .subject = subject,
                      .plan_digest = plan_digest,
                      .prepared = prepared,
                      .final_place = final_place};
  database.run(
      "INSERT INTO operation (id, command, started_by, policy_name, policy_sha256, plan_sha256, as_of, digest_key,"
      " plan_digest, prepared, final_place, step, tenant, operator)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
      {operation.id, std::string{to_text(subject.command)}, std::string{to_text(subject.by)}, subject.policy_name,
       subject.policy_sha256, subject.plan_sha256, subject.as_of, to_base64(key.bytes()), plan_digest, prepared,
       final_place, std::string{to_text(step)}, subject.tenant,
       subject.operator_id ? std::int64_t{*subject.operator_id} : std::int64_t{-1}});
  return operation;
}

std::vector<Operation> operations_at(const Database& database, Step step) {
  std::vector<Operation> operations;
  for (const DatabaseRow& row : database.run(
           "SELECT id, command, started_by, policy_name, policy_sha256, plan_sha256, as_of, plan_digest, prepared,"
           " final_place, tenant FROM operation WHERE step = ?1 ORDER BY number",
           {std::string{to_text(step)}}))
    operations.push_back(read(row));
  return operations;
}

Operation operation_at(const Database& database, const std::string& id, Step step) {
  for (Operation& operation : operations_at(database, step))
    if (operation.id == id) return std::move(operation);
  throw std::logic_error("state: the operation is not at the step before this one");
}

void move_operation(Database& database, const Operation& operation, Step to) {
  if (to == Step::committed) {
    database.run("UPDATE operation SET step = 'committed' WHERE id = ?1", {operation.id});
  } else {
    database.run("UPDATE operation SET step = ?2, prepared = '', final_place = '' WHERE id = ?1",
                 {operation.id, std::string{to_text(to)}});
  }
}

AuditEntry entry_of(const Operation& operation, Phase phase, std::string_view tool) {
  return entry_with(operation, act_of(operation.subject.command, phase), tool);
}

AuditEntry shown_entry_of(const RunSubject& subject, std::string_view tool) {
  return entry_with({.id = to_hex(random_bytes(16)), .subject = subject}, Act::explain, tool);
}

AuditEntry plan_entry_of(const Operation& operation, std::string_view tool) {
  return entry_with(operation, Act::plan, tool);
}

}  // namespace compliance
