// SPDX-License-Identifier: Apache-2.0
// Runs cases through the same facts and rules as an export, and tells what no case reaches.

#pragma once

#include <string>
#include <vector>

#include "libcompliance/cases/cases.h"

namespace compliance {

/// An expectation that did not come true.
struct CaseFailure {
  Place place = {};
  std::string subject = {};   // "customer:K1.name"
  std::string expected = {};  // "due since 2027-03-01"
  std::string found = {};     // the verdict, and how each keeper of the cell stands: "due since 2027-03-01; support
                              // ended on 2027-02-28"
};

struct CaseResult {
  const Case* ran = nullptr;
  std::vector<CaseFailure> failures = {};
};

struct CasesReport {
  std::vector<CaseResult> results = {};
  /// What no case reaches: a keeper is reached when it is seen alive in one case and ended in one, a ceiling when it
  /// ends a purpose.
  std::vector<std::string> never_alive = {};
  std::vector<std::string> never_ended = {};
  std::vector<std::size_t> ceilings_unreached = {};
  /// The findings of a run that this policy can lead to, and no case does: why a cell is undecided, and `unfounded`.
  std::vector<Unknown> undecided_unreached = {};
  bool unfounded_unreached = false;

  std::size_t failed() const;
};

CasesReport run_cases(const CompiledPolicy& policy, const std::vector<Case>& cases);

/// A verdict in a few words: "keep until 2026-05-01, because of support", "due since 2027-03-01", "undecided: no_date".
std::string describe(const Verdict& verdict, const Policy& policy, std::span<const std::string> state_keepers = {});

}  // namespace compliance
