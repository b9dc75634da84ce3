// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/plan_json.h"

namespace compliance {

Json counts_json(const ActionCounts& counts) {
  Json json = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) json.set(effect_words[i], counts[i]);
  return json;
}

Json& describe_plan(Json& document, const Plan& plan) {
  Json exports = Json::list();
  for (const PlannedExport& each : plan.exports)
    exports.add(Json::object().set("export", each.name).set("taken", each.taken));
  return document.set("policy", plan.policy)
      .set("policy_sha256", plan.policy_sha256)
      .set("exports", std::move(exports))
      .set("compared_with", plan.compared_with ? std::move(Json::object()
                                                               .set("policy_file", plan.compared_with->policy_file)
                                                               .set("policy_sha256", plan.compared_with->policy_sha256))
                                               : Json{})
      .set("tenant", plan.tenant ? Json{*plan.tenant} : Json{})
      .set("as_of", format_date(plan.as_of))
      .set("look_ahead", plan.look_ahead ? Json{format_period(*plan.look_ahead)} : Json{})
      .set("plan_sha256", digest_of(plan));
}

}  // namespace compliance
