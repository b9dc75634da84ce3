// SPDX-License-Identifier: Apache-2.0
// What most commands read first: a policy, an export, the state of its controller.

#pragma once

#include <memory>
#include <string>

#include "libcompliance/export/export_set.h"
#include "libcompliance/policy/policy.h"
#include "libcompliance/rules/verdict.h"
#include "libcompliance/state/state.h"
#include "tools/compliance/context.h"

namespace compliance::tools {

/// A policy with its bytes and its tables. Stays where it is: the tables refer to it.
struct LoadedPolicy {
  std::string bytes;
  Policy policy;
  std::optional<CompiledPolicy> compiled;
};

/// Reads the policy at `path`. `Demand::sound` refuses one in which `check` finds errors.
enum class Demand { shape, sound };
Result<std::unique_ptr<LoadedPolicy>> load_policy(Context& context, const std::string& path, Demand demand);

/// Sets whose records a run sees (ExportSet::choose_tenant), and by whose instructions (keep_to_tenant).
Result<void> choose_tenant(ExportSet& source, LoadedPolicy& loaded, const std::optional<std::string>& tenant);

/// The state, open for writing. Says on stderr what it finished or undid of a run that was killed.
Result<State> open_state(Context& context);

/// The same, and bound to the policy's controller.
Result<State> open_state(Context& context, const Policy& policy);

/// Refuses a state of another controller than the policy's.
Result<void> demand_controller(const State& state, const Policy& policy, const std::string& folder);

/// The time and the version, as entries of the log take them.
std::string now_text(const Context& context);
std::string_view tool_version();

/// The day a run decides for.
inline Date day_of(const Context& context, const Policy& policy) { return context.day(*policy.zone); }
std::optional<Period> look_ahead_of(const Policy& policy);

}  // namespace compliance::tools
