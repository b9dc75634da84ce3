// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/report/hold_report.h"

#include <map>

#include "libcompliance/base/text.h"
#include "libcompliance/people/identity.h"

namespace compliance {
namespace {

std::map<std::string, std::uint64_t> identifiers_of(const Hold& hold) {
  std::map<std::string, std::uint64_t> counts;
  for (const HoldScope& scope : hold.scopes)
    if (!scope.is_condition()) ++counts[std::string{typed_kind(scope.kind)}];
  return counts;
}

std::vector<std::string> conditions_of(const Hold& hold) {
  std::vector<std::string> conditions;
  for (const HoldScope& scope : hold.scopes)
    if (scope.is_condition()) conditions.push_back(scope.condition);
  return conditions;
}

std::string dates_of(const Hold& hold, Date today) {
  std::string text = "placed " + hold.placed_at.substr(0, 10);
  if (!hold.stands()) return text + ", released " + hold.released_at.substr(0, 10);
  return text + (needs_review(hold, today) ? ", to be reviewed since " : ", to be reviewed by ") +
         format_date(hold.review);
}

}  // namespace

bool needs_review(const Hold& hold, Date today) { return hold.stands() && hold.review < today; }

std::string holds_text(std::span<const Hold> holds, Date today) {
  if (holds.empty()) return "no hold stands\n";
  std::string text;
  for (const Hold& hold : holds) {
    std::vector<std::string> held;
    for (const auto& [kind, count] : identifiers_of(hold)) held.push_back(std::to_string(count) + ' ' + kind);
    for (const std::string& condition : conditions_of(hold)) held.push_back(condition);
    text += hold.name + "  " + dates_of(hold, today) + '\n';
    text += "  matter: " + printable(hold.matter) + "; owner: " + printable(hold.owner) + '\n';
    text += "  holds " + join_words(held) + ", under policy " + hold.policy_name +
            (hold.tenant.empty() ? "" : ", tenant " + hold.tenant) + '\n';
  }
  return text;
}

Json holds_json(std::span<const Hold> holds, Date today) {
  Json list = Json::list();
  for (const Hold& hold : holds) {
    Json identifiers = Json::object();
    for (const auto& [kind, count] : identifiers_of(hold)) identifiers.set(kind, count);
    Json conditions = Json::list();
    for (std::string& condition : conditions_of(hold)) conditions.add(std::move(condition));
    list.add(Json::object()
                 .set("hold", hold.name)
                 .set("matter", hold.matter)
                 .set("owner", hold.owner)
                 .set("review", format_date(hold.review))
                 .set("needs_review", needs_review(hold, today))
                 .set("policy", hold.policy_name)
                 .set("tenant", hold.tenant.empty() ? Json{} : Json{hold.tenant})
                 .set("placed_at", hold.placed_at)
                 .set("released_at", hold.stands() ? Json{} : Json{hold.released_at})
                 .set("identifiers", std::move(identifiers))
                 .set("conditions", std::move(conditions)));
  }
  return std::move(result_for("hold list").set("holds", std::move(list)));
}

}  // namespace compliance
