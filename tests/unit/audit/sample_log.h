// SPDX-License-Identifier: Apache-2.0
// Entries and logs for tests.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "libcompliance/audit/entry.h"
#include "libcompliance/audit/log.h"
#include "libcompliance/base/text.h"
#include "libcompliance/io/file_system.h"

namespace compliance::testing {

inline constexpr const char* log_origin = "acme.example/dpo/audit";

inline std::string padded(std::uint64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - text.size(), '0') + text;
}

/// Entry `number` of a log in which every run takes two entries, one second after the other: begin, commit.
inline AuditEntry sample_entry(std::uint64_t number) {
  const bool begins = number % 2 == 0;
  return {.seq = number,
          .time = "2026-11-" + padded(1 + number / 86400, 2) + "T" + padded(number / 3600 % 24, 2) + ":" +
                  padded(number / 60 % 60, 2) + ":" + padded(number % 60, 2) + "Z",
          .act = begins ? Act::retain_begin : Act::retain_commit,
          .by = By::timer,
          .id = padded(number, 32),
          .op = padded(number / 2, 32),
          .policy_digest = "oYHVZ0xQmWc2n5dYb8Tq1rKj3sLf6gPe9uAiDwXkNvM",
          .plan_digest = begins ? "" : "Qm9vZ0xQmWc2n5dYb8Tq1rKj3sLf6gPe9uAiDwXkNvM",
          .as_of = "2026-11-21",
          .tenant = number % 100 < 50 ? "" : "own",
          .counts = begins ? decltype(AuditEntry::counts){}
                           : decltype(AuditEntry::counts){{"erased", number}, {"kept", 3}, {"held", 1}},
          .tool = "0.1.0"};
}

inline std::vector<std::string> sample_leaves(std::uint64_t from, std::uint64_t to) {
  std::vector<std::string> leaves;
  for (std::uint64_t number = from; number < to; ++number) leaves.push_back(to_leaf(sample_entry(number)));
  return leaves;
}

/// A log of `size` sample entries in `folder`, with its key beside it; made by appends of `batch` entries.
inline void make_log(FileSystem& files, const std::string& folder, std::uint64_t size, std::uint64_t batch) {
  AuditLog::create(files, folder, folder + ".key", log_origin);
  AuditLog log = AuditLog::open(files, folder, folder + ".key");
  for (std::uint64_t at = 0; at < size; at += batch) log.append(sample_leaves(at, std::min(size, at + batch)));
}

}  // namespace compliance::testing
