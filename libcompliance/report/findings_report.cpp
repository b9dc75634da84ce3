// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/report/reports.h"

namespace compliance {
namespace {

// "line 4", "lines 4, 7 and 12 more".
std::string lines_text(const std::vector<std::uint32_t>& lines, std::size_t most) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i) words.push_back(std::to_string(lines[i]));
  if (lines.size() > most) words.push_back(std::to_string(lines.size() - most) + " more");
  return (lines.size() == 1 ? "line " : "lines ") + join_words(words);
}

}  // namespace

Json result_for(std::string_view command) {
  return std::move(Json::object().set("version", 1).set("command", command));
}

std::string findings_text(std::span<const Finding> findings, std::size_t most_lines) {
  std::string text;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    const std::string place = to_string(finding.place);
    if (!place.empty()) text += printable(place) + ": ";
    text += std::string{to_string(finding.severity)} + ": " + printable(finding.message) + " [" +
            std::string{finding.code} + "]\n";
    if (!finding.also_on_lines.empty()) text += "  also on " + lines_text(finding.also_on_lines, most_lines) + '\n';
    const bool said_below = i + 1 < findings.size() && findings[i + 1].hint == finding.hint;
    if (!finding.hint.empty() && !said_below) text += "  hint: " + printable(finding.hint) + '\n';
  }
  return text;
}

std::string findings_summary(std::span<const Finding> findings) {
  std::vector<std::string> parts;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    std::uint64_t count = 0;
    for (const Finding& finding : findings)
      if (finding.severity == severity) count += 1 + finding.also_on_lines.size();
    if (count > 0) parts.push_back(count_of(count, to_string(severity)));
  }
  return parts.empty() ? "nothing to report" : join_words(parts);
}

Json to_json(std::span<const Finding> findings) {
  Json list = Json::list();
  for (const Finding& finding : findings) {
    const auto number = [](std::uint32_t value) { return value == 0 ? Json{} : Json{std::uint64_t{value}}; };
    Json lines = Json::list();
    for (const std::uint32_t line : finding.also_on_lines) lines.add(std::uint64_t{line});
    list.add(Json::object()
                 .set("code", finding.code)
                 .set("severity", to_string(finding.severity))
                 .set("source", finding.place.source.empty() ? Json{} : Json{printable(finding.place.source)})
                 .set("line", number(finding.place.line))
                 .set("column", number(finding.place.column))
                 .set("also_on_lines", std::move(lines))
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
