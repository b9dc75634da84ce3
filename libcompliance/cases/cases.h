// SPDX-License-Identifier: Apache-2.0
// A policy's own cases (compliance-cases(5)): small invented records, a day, and the verdicts that must come out.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/result.h"
#include "libcompliance/policy/policy.h"
#include "libcompliance/rules/verdict.h"

namespace compliance {

struct CaseRecord {
  std::size_t record = 0;  // type
  std::string key = {};
  std::vector<std::string> links = {};
  std::vector<std::string> cells = {};  // a text a field; empty is blank
  Place place = {};
};

struct Expectation {
  std::size_t subject = 0;                // index into Case::records
  std::optional<std::size_t> field = {};  // none: every cell that holds something
  VerdictKind verdict = VerdictKind::keep;
  std::optional<std::string> until = {};  // "YYYY-MM-DD" or "open"
  std::optional<std::vector<std::string>> because = {};
  std::optional<Date> since = {};
  std::map<std::size_t, std::string> used_until = {};  // by keeper
  std::optional<Unknown> reason = {};
  Place place = {};
};

/// What the state would say of a record (rules/concerns.h).
struct CaseConcern {
  bool is_held = false;
  std::vector<Cancellation> cancellations = {};
};

struct Case {
  std::string id = {};
  std::string about = {};
  Date as_of = {};
  std::optional<Period> look_ahead = {};  // what the run takes: the case's own or the policy's
  std::vector<CaseRecord> records = {};
  std::map<std::size_t, CaseConcern> concerns = {};  // by index into `records`
  std::vector<Expectation> expectations = {};
  Place place = {};
};

/// What a case's `because` calls the hold of `held`.
inline constexpr std::string_view case_hold = "hold";

Result<std::vector<Case>> read_cases(std::string_view bytes, std::string_view source, const Policy& policy);

}  // namespace compliance
