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
  std::string found = {};     // "keep until 2027-03-01, because of support"
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

  std::size_t failed() const;
};

CasesReport run_cases(const CompiledPolicy& policy, const std::vector<Case>& cases);

/// A verdict in a few words: "keep until 2026-05-01, because of support", "due since 2027-03-01", "undecided: no_date".
std::string describe(const Verdict& verdict, const Policy& policy);

}  // namespace compliance
