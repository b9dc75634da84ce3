// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

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

// "RF-01", "TC-38 to TC-43", "L-TIME".
bool is_requirement(std::string_view ground) {
  constexpr std::array<std::string_view, 8> prefixes{"ST-", "SI-", "SE-", "SF-", "RF-", "X-", "TC-", "L-"};
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return ground.starts_with(prefix); });
}

Json list_of(const std::vector<std::string>& texts) {
  Json list = Json::list();
  for (const std::string& text : texts) list.add(text);
  return list;
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
    const bool said_below =
        i + 1 < findings.size() && findings[i + 1].hint == finding.hint && findings[i + 1].why == finding.why;
    if (said_below) continue;
    if (!finding.why.empty()) text += "  why: " + std::string{finding.why} + '\n';
    if (!finding.hint.empty()) text += "  hint: " + printable(finding.hint) + '\n';
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
    const Grounds grounds = grounds_of(finding);
    list.add(Json::object()
                 .set("code", finding.code)
                 .set("severity", to_string(finding.severity))
                 .set("source", finding.place.source.empty() ? Json{} : Json{printable(finding.place.source)})
                 .set("line", number(finding.place.line))
                 .set("column", number(finding.place.column))
                 .set("also_on_lines", std::move(lines))
                 .set("message", printable(finding.message))
                 .set("hint", finding.hint.empty() ? Json{} : Json{printable(finding.hint)})
                 .set("why", finding.why)
                 .set("articles", list_of(grounds.articles))
                 .set("requirements", list_of(grounds.requirements)));
  }
  return list;
}

Grounds grounds_of(const Finding& finding) {
  std::vector<std::string> parts;
  for (std::string_view rest = finding.why; !rest.empty();) {
    const std::size_t comma = rest.find(", ");
    const std::string_view part = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 2);
    // "Art. 9, 10" and "Art. 13(1)(e), (f)" are one statement of the law.
    const bool goes_on = !parts.empty() && (is_digit(part.front()) || part.front() == '(');
    if (goes_on)
      parts.back() += ", " + std::string{part};
    else
      parts.emplace_back(part);
  }
  Grounds grounds;
  for (std::string& part : parts)
    (is_requirement(part) ? grounds.requirements : grounds.articles).push_back(std::move(part));
  return grounds;
}

std::vector<Finding> at_least(Severity severity, std::span<const Finding> findings) {
  std::vector<Finding> found;
  for (const Finding& finding : findings)
    if (finding.severity <= severity) found.push_back(finding);
  return found;
}

bool any_at_least(Severity severity, std::span<const Finding> findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.severity <= severity; });
}

bool needs_a_person(std::span<const Finding> findings) { return any_at_least(Severity::warning, findings); }

}  // namespace compliance
