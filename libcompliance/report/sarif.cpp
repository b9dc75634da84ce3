// SPDX-License-Identifier: Apache-2.0
// Findings in the Static Analysis Results Interchange Format of OASIS, version 2.1.0. Numbers of sections are those of
// that standard.

#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/report/finding_meanings.h"
#include "libcompliance/report/reports.h"

namespace compliance {
namespace {

constexpr std::string_view schema_of_sarif =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

Json object_with(std::string_view key, Json value) { return std::move(Json::object().set(key, std::move(value))); }

bool may_stand_in_uri(char c) {
  return is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') ||
         std::string_view{"-._~/"}.find(c) != std::string_view::npos;
}

// A path as a URI reference (RFC 3986), byte by byte: it may hold spaces, and need not be UTF-8.
std::string uri_of(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (may_stand_in_uri(c))
      uri += c;
    else
      uri += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return uri;
}

Json location_of(std::string_view source, std::uint32_t line, std::uint32_t column) {
  Json place = object_with("artifactLocation", object_with("uri", uri_of(source)));
  if (line != 0) {
    Json region = object_with("startLine", std::uint64_t{line});
    if (column != 0) region.set("startColumn", std::uint64_t{column});
    place.set("region", std::move(region));
  }
  return object_with("physicalLocation", std::move(place));
}

struct Rule {
  std::string_view code;
  Severity severity;
  std::vector<std::string> tags = {};
};

// The codes that occur, in the order in which they first do, with all grounds that are given for each.
std::vector<Rule> rules_of(std::span<const Finding> findings) {
  std::vector<Rule> rules;
  for (const Finding& finding : findings) {
    auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& each) { return each.code == finding.code; });
    if (rule == rules.end()) rule = rules.insert(rules.end(), {finding.code, finding.severity});
    const Grounds grounds = grounds_of(finding);
    for (const auto* tags : {&grounds.articles, &grounds.requirements})
      for (const std::string& tag : *tags)
        if (std::find(rule->tags.begin(), rule->tags.end(), tag) == rule->tags.end()) rule->tags.push_back(tag);
  }
  return rules;
}

Json list_of(const std::vector<std::string>& texts) {
  Json list = Json::list();
  for (const std::string& text : texts) list.add(text);
  return list;
}

Json rules_json(const std::vector<Rule>& rules) {
  const auto meanings = read_meanings(findings_page);
  Json list = Json::list();
  for (const Rule& rule : rules) {
    Json json = object_with("id", rule.code);
    Severity severity = rule.severity;
    if (const auto meaning = meanings.find(rule.code); meaning != meanings.end()) {
      severity = meaning->second.severity;
      json.set("shortDescription", object_with("text", meaning->second.summary))
          .set("fullDescription", object_with("text", meaning->second.text))
          .set("help", object_with("text", meaning->second.text + " See compliance-findings(7)."));
    }
    json.set("defaultConfiguration", object_with("level", to_string(severity)))
        .set("properties", object_with("tags", list_of(rule.tags)));
    list.add(std::move(json));
  }
  return list;
}

Json result_json(const Finding& finding, std::size_t rule, std::span<const std::string> documents) {
  std::string text = printable(finding.message);
  if (!finding.hint.empty()) text += "; hint: " + printable(finding.hint);
  Json json = object_with("ruleId", finding.code);
  json.set("ruleIndex", std::uint64_t{rule})
      .set("level", to_string(finding.severity))
      .set("message", object_with("text", text));
  const Place& place = finding.place;
  if (place.source.empty()) return json;
  const bool characters = std::find(documents.begin(), documents.end(), place.source) != documents.end();
  const std::uint32_t column = characters ? place.column : 0;
  json.set("locations", Json::list({location_of(place.source, place.line, column)}));
  Json others = Json::list();
  for (const std::uint32_t line : finding.also_on_lines) others.add(location_of(place.source, line, 0));
  if (!finding.also_on_lines.empty()) json.set("relatedLocations", std::move(others));
  return json;
}

}  // namespace

Json to_sarif(std::span<const Finding> findings, std::string_view tool_version,
              std::span<const std::string> documents) {
  const std::vector<Rule> rules = rules_of(findings);
  Json results = Json::list();
  for (const Finding& finding : findings) {
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const Rule& each) { return each.code == finding.code; });
    results.add(result_json(finding, static_cast<std::size_t>(rule - rules.begin()), documents));
  }
  Json driver = object_with("name", "compliance");
  driver.set("version", tool_version).set("rules", rules_json(rules));
  Json run = object_with("tool", object_with("driver", std::move(driver)));
  run.set("columnKind", "unicodeCodePoints")
      .set("results", std::move(results));  // 3.14.17: else a column counts UTF-16
  Json log = object_with("$schema", schema_of_sarif);
  log.set("version", "2.1.0").set("runs", Json::list({std::move(run)}));
  return log;
}

}  // namespace compliance
