// SPDX-License-Identifier: Apache-2.0
// What entries must be besides signed: canonical, in order, and every run that begins ends.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/audit/entry.h"
#include "libcompliance/base/finding.h"

namespace compliance {

class EntryChecks {
 public:
  /// The next leaf; `number` is its place in the tree, `source` the file that it stands in.
  void add(std::uint64_t number, std::string_view leaf, const std::string& source);

  /// What was found, once all leaves were added.
  std::vector<Finding> finish() &&;

 private:
  struct Run {
    std::uint64_t number;  // of the entry that began it
    Act act;
    std::string source;
  };

  void check_order(const AuditEntry& entry, std::uint64_t number, const std::string& source);
  void check_run(const AuditEntry& entry, std::uint64_t number, const std::string& source);

  std::vector<Finding> findings_;
  std::map<std::string, Run> open_runs_;  // by operation
  std::set<std::string> standing_holds_;  // by operation
  std::set<std::string> registered_;      // requests and breaches
  std::set<std::string> closed_;
  std::string last_operation_;
  std::string last_time_;
};

}  // namespace compliance
