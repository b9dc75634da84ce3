// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <tuple>

#include "libcompliance/base/text.h"
#include "libcompliance/report/reports.h"

namespace compliance {
namespace {

// "line 4", "lines 4, 7 and 12 more".
std::string lines_text(std::span<const Finding* const> findings, std::size_t most) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < std::min(findings.size(), most); ++i)
    lines.push_back(std::to_string(findings[i]->place.line));
  if (findings.size() > most) lines.push_back(std::to_string(findings.size() - most) + " more");
  return (findings.size() == 1 ? "line " : "lines ") + join_words(lines);
}

}  // namespace

Json result_for(std::string_view command) { return std::move(Json::object().set("version", 1).set("command", command)); }

std::string findings_text(std::span<const Finding> findings, std::size_t most_lines) {
  // The same thing on many lines is said once.
  using Said = std::tuple<std::string_view, std::string, std::uint32_t, std::string>;  // code, source, column, message
  std::map<Said, std::vector<const Finding*>> groups;
  std::vector<const std::vector<const Finding*>*> in_order;
  for (const Finding& finding : findings) {
    auto& group = groups[{finding.code, finding.place.source, finding.place.column, finding.message}];
    if (group.empty()) in_order.push_back(&group);
    group.push_back(&finding);
  }
  std::string text;
  for (std::size_t g = 0; g < in_order.size(); ++g) {
    const std::vector<const Finding*>& group = *in_order[g];
    const Finding& first = *group.front();
    const std::string place = to_string(first.place);
    if (!place.empty()) text += printable(place) + ": ";
    text += std::string{to_string(first.severity)} + ": " + printable(first.message) + " [" + std::string{first.code} + "]\n";
    if (group.size() > 1) text += "  also on " + lines_text({group.begin() + 1, group.end()}, most_lines) + '\n';
    const bool said_below = g + 1 < in_order.size() && in_order[g + 1]->front()->hint == first.hint;
    if (!first.hint.empty() && !said_below) text += "  hint: " + printable(first.hint) + '\n';
  }
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
