// SPDX-License-Identifier: Apache-2.0
// What a change of policy does (TC-57, SF-39): two plans for the same export, the one of the policy before and the one
// of the policy now, record by record. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libcompliance/plan/plan.h"

namespace compliance {

/// What one policy does with a record. No action: it leaves the record as it is.
struct Fate {
  std::optional<EffectAction> action = {};
  std::vector<std::string> fields = {};  // reduce: which fields go

  friend bool operator==(const Fate&, const Fate&) = default;
};

/// How two fates of one record differ.
enum class FateChange {
  due_now,      // it was left as it is, and has an effect only because of the change
  due_no_more,  // it had an effect, and is left as it is
  otherwise,    // it has another effect, or the same on other fields
};
inline constexpr std::array<std::string_view, 3> fate_change_words{"due_now", "due_no_more", "otherwise"};

/// Records of one table that change in the same way, for the same reason.
struct ChangedRecords {
  std::size_t table = 0;  // in the plan of the policy now
  Fate before = {};
  Fate now = {};
  std::vector<std::string> ended_now = {};      // keepers that have ended only under the policy now
  std::vector<std::string> ended_no_more = {};  // … only under the policy before
  std::vector<std::uint64_t> lines = {};        // in the order of the file

  FateChange change() const;
};

struct PlanComparison {
  std::vector<ChangedRecords> changes = {};  // in the order of the tables; what is due now comes first in each
  std::uint64_t same = 0;                    // records with the same effect under both

  std::uint64_t count(FateChange change) const;
};

/// Compares, and writes into `now` what the policy before would have done (Plan::compared_with, Effect::before). Both
/// plans are for the same day and the same export; tables that `before` does not have are of record types that its
/// policy did not know, so that it did nothing there. An Error, which is a guard's, when a table's bytes differ: the
/// export changed between the two.
Result<PlanComparison> compare_plans(const Plan& before, Plan& now);

}  // namespace compliance
