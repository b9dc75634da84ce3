// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/inputs.h"

#include "libcompliance/base/text.h"
#include "libcompliance/check/check.h"
#include "libcompliance/formats/yaml.h"
#include "libcompliance/io/files.h"

namespace compliance::tools {

Result<std::unique_ptr<LoadedPolicy>> load_policy(Context& context, const std::string& path, Demand demand) {
  auto loaded = std::make_unique<LoadedPolicy>();
  COMPLIANCE_TRY(loaded->bytes, read_file(context.files, path, yaml_size_limit));
  COMPLIANCE_TRY(loaded->policy, read_policy(loaded->bytes, path));
  if (demand == Demand::sound) COMPLIANCE_CHECK(demand_sound(loaded->policy, day_of(context, loaded->policy)));
  loaded->compiled.emplace(loaded->policy);
  return loaded;
}

Result<void> choose_tenant(ExportSet& source, LoadedPolicy& loaded, const std::optional<std::string>& tenant) {
  COMPLIANCE_CHECK(source.choose_tenant(tenant, loaded.policy));
  if (!tenant) return {};
  keep_to_tenant(loaded.policy, *tenant);
  loaded.compiled.emplace(loaded.policy);
  return {};
}

Result<State> open_state(Context& context) {
  COMPLIANCE_TRY(const std::string folder, context.state_folder());
  COMPLIANCE_TRY(State state,
                 State::open(context.files, folder, State::Access::write, now_text(context), tool_version()));
  for (const RecoveredRun& run : state.recovered()) {
    const std::string place = printable(run.final_place);
    switch (run.outcome) {
      case RecoveredRun::Outcome::undone:
        context.err.write("an earlier run was stopped; what it had prepared for " + place + " is removed\n");
        break;
      case RecoveredRun::Outcome::finished:
        context.err.write("an earlier run was stopped; its output is now complete in " + place + '\n');
        break;
      case RecoveredRun::Outcome::lost:
        context.err.write("an earlier run was stopped, and its output for " + place +
                          " is gone; its plan can be applied again\n");
        break;
    }
  }
  return state;
}

Result<State> open_state(Context& context, const Policy& policy) {
  COMPLIANCE_TRY(State state, open_state(context));
  COMPLIANCE_TRY(const std::string folder, context.state_folder());
  COMPLIANCE_CHECK(demand_controller(state, policy, folder));
  return state;
}

Result<void> demand_controller(const State& state, const Policy& policy, const std::string& folder) {
  if (state.controller() == policy.controller) return {};
  return Error{.message = "the state in " + folder + " belongs to another controller than the policy",
               .place = {policy.source, 0, 0},
               .hint = "each controller has its own state: use --state DIR"};
}

std::string now_text(const Context& context) { return format_instant(context.now()); }

std::string_view tool_version() { return COMPLIANCE_VERSION; }

std::optional<Period> look_ahead_of(const Policy& policy) {
  return policy.cadence ? policy.cadence->look_ahead : std::nullopt;
}

}  // namespace compliance::tools
