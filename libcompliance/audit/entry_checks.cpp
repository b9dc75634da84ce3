// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/audit/entry_checks.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace compliance {
namespace {

std::string nth(std::uint64_t number) { return "entry " + std::to_string(number); }

// What a run must have begun with that ends with `act`; none when `act` ends no run.
std::optional<Act> begin_of(Act act) {
  switch (act) {
    case Act::retain_commit:
    case Act::retain_abort:
      return Act::retain_begin;
    case Act::apply_commit:
    case Act::apply_abort:
      return Act::apply_begin;
    case Act::init:
    case Act::plan:
    case Act::retain_begin:
    case Act::apply_begin:
    case Act::hold_add:
    case Act::hold_release:
    case Act::cancellation_add:
    case Act::explain:
    case Act::request_add:
    case Act::request_verify:
    case Act::request_decide:
    case Act::request_extend:
    case Act::request_refuse:
    case Act::request_cancel:
    case Act::request_fulfil:
    case Act::request_close:
    case Act::request_letter:
    case Act::consent_add:
    case Act::recipient_told:
    case Act::breach_add:
    case Act::breach_close:
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_about_request(Act act) {
  switch (act) {
    case Act::request_verify:
    case Act::request_decide:
    case Act::request_extend:
    case Act::request_refuse:
    case Act::request_cancel:
    case Act::request_fulfil:
    case Act::request_close:
    case Act::request_letter:
      return true;
    default:
      return false;
  }
}

bool begins_run(Act act) { return act == Act::retain_begin || act == Act::apply_begin; }

}  // namespace

void EntryChecks::add(std::uint64_t number, std::string_view leaf, const std::string& source) {
  const Result<AuditEntry> entry = parse_leaf(leaf);
  if (!entry) {
    findings_.push_back({.code = "audit.bad_form",
                         .severity = Severity::error,
                         .place = {source, 0, 0},
                         .message = nth(number) + ": " + entry.error().message});
    return;
  }
  check_order(*entry, number, source);
  check_run(*entry, number, source);
}

void EntryChecks::check_order(const AuditEntry& entry, std::uint64_t number, const std::string& source) {
  const auto report = [&](std::string message) {
    findings_.push_back({.code = "audit.bad_order",
                         .severity = Severity::error,
                         .place = {source, 0, 0},
                         .message = nth(number) + std::move(message)});
  };
  if (entry.seq != number) report(" says that it is " + nth(entry.seq));
  // Times of one length and zone sort as text.
  if (entry.time < last_time_ && !entry.clock_went_back)
    report(" is earlier than the one before it, without saying so");
  last_time_ = entry.time;
}

void EntryChecks::check_run(const AuditEntry& entry, std::uint64_t number, const std::string& source) {
  const auto report = [&](std::string_view message) {
    findings_.push_back({.code = "audit.bad_run",
                         .severity = Severity::error,
                         .place = {source, 0, 0},
                         .message = nth(number) + std::string{message}});
  };
  last_operation_ = entry.op;
  if (entry.act == Act::hold_add && !standing_holds_.insert(entry.op).second) report(" places a hold twice");
  if (entry.act == Act::hold_release && standing_holds_.erase(entry.op) == 0)
    report(" releases a hold that does not stand");
  const bool opens = entry.act == Act::request_add || entry.act == Act::breach_add;
  if (opens && !registered_.insert(entry.request).second) report(" registers something twice");
  if ((is_about_request(entry.act) || entry.act == Act::breach_close) && !registered_.contains(entry.request))
    report(" is about something that was never registered");
  if (entry.act == Act::breach_close && !closed_.insert(entry.request).second) report(" closes a breach twice");
  if (entry.act == Act::request_close && !closed_.insert(entry.request).second) report(" closes a request twice");
  const auto run = open_runs_.find(entry.op);
  if (begins_run(entry.act)) {
    if (run != open_runs_.end()) report(" begins a run that had begun already");
    open_runs_.insert_or_assign(entry.op, Run{number, entry.act, source});
  } else if (const auto begin = begin_of(entry.act)) {
    if (run == open_runs_.end() || run->second.act != *begin) report(" ends a run that had not begun");
    if (run != open_runs_.end()) open_runs_.erase(run);
  }
}

std::vector<Finding> EntryChecks::finish() && {
  // The last operation may be at work at this moment.
  open_runs_.erase(last_operation_);
  std::vector<std::pair<std::string, Run>> runs{open_runs_.begin(), open_runs_.end()};
  std::ranges::sort(runs, {}, [](const auto& run) { return run.second.number; });
  for (const auto& [operation, run] : runs)
    findings_.push_back({.code = "audit.unfinished_run",
                         .severity = Severity::warning,
                         .place = {run.source, 0, 0},
                         .message = nth(run.number) + " (" + std::string{to_string(run.act)} +
                                    ") has no commit or abort, and other operations came after it",
                         .hint = "look whether its output is there, and whether it is whole"});
  return std::move(findings_);
}

}  // namespace compliance
