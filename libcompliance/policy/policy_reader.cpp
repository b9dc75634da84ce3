// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/scalars.h"
#include "libcompliance/policy/names.h"
#include "libcompliance/policy/policy.h"
#include "libcompliance/policy/policy_shape.h"
#include "libcompliance/policy/readers.h"
#include "libcompliance/policy/statement_reader.h"

namespace compliance {
namespace {

Result<void> read_head(const YamlNode& root, Policy& policy) {
  policy.name = root.at("policy").text;
  policy.title = local_text_of(root.at("title"));
  const YamlNode& zone = root.at("zone");
  COMPLIANCE_TRY(policy.zone, at(zone.place, Zone::find(zone.text)));
  if (const YamlNode* ends = root.find("book_year_ends")) {
    const auto day = parse_year_end(ends->text);
    if (!day)
      return Error{.message = "expected the last day of the book year as MM-DD",
                   .place = ends->place,
                   .hint = "for example 06-30"};
    policy.book_year_ends = *day;
  }
  policy.controller = root.at("controller").at("name").text;
  return {};
}

Result<void> read_operation(const YamlNode& root, Policy& policy) {
  if (const YamlNode* operators = root.find("operators")) {
    policy.roles = texts_of(operators->find("roles"));
    policy.service = texts_of(operators->find("service"));
    policy.secrecy = text_of(operators->find("secrecy"));
    if (const YamlNode* four_eyes = operators->find("four_eyes")) {
      COMPLIANCE_TRY(policy.four_eyes, read_boolean(*four_eyes));
    }
  }
  if (const YamlNode* node = root.find("cadence")) {
    Cadence cadence{.place = node->place};
    COMPLIANCE_TRY(cadence.every, read_period(node->at("every")));
    if (const YamlNode* look_ahead = node->find("look_ahead")) {
      COMPLIANCE_TRY(cadence.look_ahead, read_period(*look_ahead));
    }
    policy.cadence = cadence;
  }
  if (const YamlNode* limits = root.find("limits")) {
    if (const YamlNode* affected = limits->find("affected")) {
      COMPLIANCE_TRY(policy.limits.affected_share, read_share(affected->at("share")));
      COMPLIANCE_TRY(policy.limits.affected_minimum, read_integer(affected->at("minimum")));
    }
    if (const YamlNode* age = limits->find("export_age")) {
      COMPLIANCE_TRY(policy.limits.export_age, read_period(*age));
    }
    if (const YamlNode* age = limits->find("plan_age")) {
      COMPLIANCE_TRY(policy.limits.plan_age, read_period(*age));
    }
  }
  return {};
}

}  // namespace

Result<Policy> read_policy(std::string_view bytes, std::string_view source) {
  COMPLIANCE_TRY(const YamlNode root, parse_yaml(bytes, source));
  COMPLIANCE_CHECK(conform(root, policy_shape()));
  Policy policy{.source = std::string{source}};
  COMPLIANCE_CHECK(read_head(root, policy));
  COMPLIANCE_CHECK(read_who(root, policy.statement));
  COMPLIANCE_CHECK(read_records(root, policy));
  COMPLIANCE_CHECK(read_moments(root, policy));
  COMPLIANCE_CHECK(read_keepers(root, policy));
  COMPLIANCE_CHECK(read_promises(root, policy));
  COMPLIANCE_CHECK(read_operation(root, policy));
  return policy;
}

}  // namespace compliance
