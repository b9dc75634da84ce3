// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "libcompliance/base/text.h"
#include "libcompliance/report/reports.h"

namespace compliance {

Json result_for(std::string_view command) { return std::move(Json::object().set("version", 1).set("command", command)); }

std::string findings_text(std::span<const Finding> findings, std::size_t most) {
  std::map<std::string_view, std::size_t> shown;
  std::string text;
  for (const Finding& finding : findings) {
    if (++shown[finding.code] > most) continue;
    const std::string place = to_string(finding.place);
    if (!place.empty()) text += printable(place) + ": ";
    text += std::string{to_string(finding.severity)} + ": " + printable(finding.message) + " [" +
            std::string{finding.code} + "]\n";
    if (!finding.hint.empty()) text += "  hint: " + printable(finding.hint) + '\n';
  }
  for (const auto& [code, count] : shown)
    if (count > most)
      text += "and " + count_of(count - most, "more finding") + " [" + std::string{code} + "]; --json shows all\n";
  return text;
}

std::string findings_summary(std::span<const Finding> findings) {
  std::vector<std::string> parts;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const auto count = std::count_if(findings.begin(), findings.end(),
                                     [&](const Finding& finding) { return finding.severity == severity; });
    if (count > 0) parts.push_back(count_of(static_cast<std::uint64_t>(count), to_string(severity)));
  }
  return parts.empty() ? "nothing to report" : join_words(parts);
}

Json to_json(std::span<const Finding> findings) {
  Json list = Json::list();
  for (const Finding& finding : findings) {
    const auto number = [](std::uint32_t value) { return value == 0 ? Json{} : Json{std::uint64_t{value}}; };
    list.add(Json::object()
                 .set("code", finding.code)
                 .set("severity", to_string(finding.severity))
                 .set("source", finding.place.source.empty() ? Json{} : Json{printable(finding.place.source)})
                 .set("line", number(finding.place.line))
                 .set("column", number(finding.place.column))
                 .set("message", printable(finding.message))
                 .set("hint", finding.hint.empty() ? Json{} : Json{printable(finding.hint)})
                 .set("why", finding.why));
  }
  return list;
}

bool needs_a_person(std::span<const Finding> findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity != Severity::note; });
}

}  // namespace compliance
