// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/report/reports.h"

namespace compliance {

std::string log_text(std::span<const AuditEntry> entries) {
  std::string text;
  for (const AuditEntry& entry : entries) {
    text += std::to_string(entry.seq) + "  " + entry.time + "  " + std::string{to_string(entry.act)} + "  by " +
            (entry.by == By::cli ? "cli" : "timer");
    if (!entry.request.empty()) text += "  " + entry.request;
    if (!entry.tenant.empty()) text += "  tenant " + entry.tenant;
    if (!entry.as_of.empty()) text += "  as of " + entry.as_of;
    for (const auto& [name, count] : entry.counts) text += "  " + name + ' ' + std::to_string(count);
    if (entry.clock_went_back) text += "  (the clock had gone back)";
    text += "  operation " + entry.op.substr(0, 8) + '\n';
  }
  return text;
}

Json log_json(std::span<const AuditEntry> entries) {
  Json list = Json::list();
  // The entry itself, as signed: a reader of the log and a reader of this see the same record.
  for (const AuditEntry& entry : entries) list.add(*parse_json(to_leaf(entry), "audit log"));
  return std::move(result_for("audit show").set("entries", std::move(list)));
}

}  // namespace compliance
